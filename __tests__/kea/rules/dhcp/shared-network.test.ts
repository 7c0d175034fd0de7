import { Family } from "../../../../kea/model/family";
import { sharedNetwork } from "../../../../kea/rules/dhcp/shared-network";
import { describeRule } from "../describe-rule";
import { inNetwork } from "./members";

describeRule(
  sharedNetwork,
  [
    {
      finds: "subnets on two interfaces",
      breaks: (fleet) => inNetwork(fleet, { interface: "eth0" }, (subnet) => (subnet.interface = "eth1")),
      says: [
        "error KEAHA078: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) of shared network campus is on interface eth1, and the network is on eth0. A shared network is one link: name one interface.",
      ],
    },
    {
      finds: "subnets with authority of their own",
      breaks: (fleet) => inNetwork(fleet, {}, (subnet) => (subnet.authoritative = true)),
      says: [
        "error KEAHA078: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) of shared network campus has authoritative true, and the network has false. Set it on the network.",
      ],
    },
    {
      finds: "authority that only the server and the subnet have",
      breaks: (fleet) => {
        fleet.dhcp("hub").authoritative = true;
        fleet.dhcp("hub")["shared-networks"] = [
          { name: "one", subnet4: [{ id: 7, subnet: "10.7.0.0/24", authoritative: true }] },
          { name: "two", subnet4: [{ id: 8, subnet: "10.8.0.0/24", authoritative: false }] },
        ];
      },
      says: [
        "error KEAHA078: hub-dhcp4: subnet 10.7.0.0/24 (id 7) of shared network one has authoritative true, and the network has false. Set it on the network.",
      ],
    },
    {
      finds: "rapid commit on one subnet only",
      family: Family.V6,
      breaks: (fleet) => {
        inNetwork(fleet, {}, (subnet) => (subnet["rapid-commit"] = true));
        const [network] = fleet.dhcp("north")["shared-networks"];
        network.subnet6.push({
          id: 9,
          subnet: "2001:db8:9::/64",
          "user-context": network.subnet6[0]["user-context"],
        });
      },
      says: [
        "error KEAHA078: relationship north, north-dhcp6: subnet 2001:db8:9::/64 (id 9) of shared network campus has rapid-commit false, and the subnets before it have true. Set it alike on all subnets of the network.",
      ],
    },
  ],
  [
    {
      allows: "a network that sets what its subnets share",
      breaks: (fleet) =>
        inNetwork(fleet, { interface: "eth0", authoritative: true }, (subnet) => {
          subnet.interface = "eth0";
          subnet.authoritative = true;
        }),
    },
  ],
);
