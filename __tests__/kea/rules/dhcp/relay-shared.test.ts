import { Family } from "../../../../kea/model/family";
import { relayShared } from "../../../../kea/rules/dhcp/relay-shared";
import { describeRule } from "../describe-rule";
import { inNetwork } from "./members";

describeRule(
  relayShared,
  [
    {
      finds: "one relay for two subnets",
      breaks: ({ dhcp, subnet }) => {
        subnet("hub", 1).relay["ip-addresses"].push(...subnet("hub").relay["ip-addresses"]);
        dhcp("hub");
      },
      says: [
        "error KEAHA073: relationship south, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.2.0.0/24 (id 2) and to subnet 10.1.0.0/24 (id 1). Give each a relay address of its own, or put both into one shared network.",
      ],
    },
    {
      finds: "one relay for a network and a subnet",
      breaks: (fleet) => {
        inNetwork(fleet, { relay: { "ip-addresses": ["10.9.9.9"] } });
        for (const host of ["hub", "backup"] as const)
          fleet.subnet(host).relay["ip-addresses"] = ["10.9.9.9"];
      },
      says: [
        "error KEAHA073: relationship north, hub-dhcp4: relay 10.9.9.9 leads to shared network campus and to subnet 10.2.0.0/24 (id 2). Give each a relay address of its own, or put both into one shared network.",
      ],
    },
  ],
  [
    {
      allows: "one relay for the subnets of a shared network",
      breaks: (fleet) => {
        inNetwork(fleet, {});
        const [network] = fleet.dhcp("north")["shared-networks"];
        network.subnet4.push({ ...network.subnet4[0], id: 9, subnet: "10.9.0.0/24", pools: [] });
      },
    },
    {
      allows: "subnets that interface-ids tell apart",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("hub")["interface-id"] = "a";
        subnet("hub", 1)["interface-id"] = "b";
        subnet("hub", 1).relay = subnet("hub").relay;
      },
    },
  ],
);
