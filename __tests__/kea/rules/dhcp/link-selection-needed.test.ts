import { Family } from "../../../../kea/model/family";
import { linkSelectionNeeded } from "../../../../kea/rules/dhcp/link-selection-needed";
import { describeRule } from "../describe-rule";
import { inNetwork } from "./members";

const REMEDY =
  "Give each a relay address of its own, or guard the one with the lower id by a client class, unless the relays send link-selection (option 82, sub-option 5).";

describeRule(
  linkSelectionNeeded,
  [
    {
      finds: "one relay for two subnets",
      breaks: ({ subnet }) => {
        subnet("hub", 1).relay["ip-addresses"].push(...subnet("hub").relay["ip-addresses"]);
      },
      says: [
        `warning KEAHA189: relationship south, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.2.0.0/24 (id 2) and to subnet 10.1.0.0/24 (id 1). ${REMEDY}`,
      ],
    },
    {
      finds:
        "one relay for two subnets of one relationship, which one shared network would not tell apart any more",
      breaks: ({ dhcp, subnet }) => {
        dhcp("hub").subnet4.push({ ...subnet("hub"), id: 9, subnet: "10.9.0.0/24", pools: [] });
        dhcp("hub").compatibility = { "ignore-rai-link-selection": false };
      },
      says: [
        `warning KEAHA189: relationship north, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.9.0.0/24 (id 9) and to subnet 10.1.0.0/24 (id 1). ${REMEDY}`,
      ],
    },
    {
      finds: "an unguarded subnet before a guarded one, wherever they are listed",
      breaks: ({ dhcp, subnet }) => {
        subnet("hub", 1)["client-class"] = "red";
        subnet("hub", 1).relay = subnet("hub").relay;
        dhcp("hub").subnet4.reverse();
      },
      says: [
        `warning KEAHA189: relationship north, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.1.0.0/24 (id 1) and to subnet 10.2.0.0/24 (id 2), and subnet 10.1.0.0/24 (id 1) lets everybody in. ${REMEDY}`,
      ],
    },
  ],
  [
    {
      allows: "subnets that client classes tell apart, the guarded one with the lower id",
      breaks: ({ subnet }) => {
        subnet("hub")["client-class"] = "red";
        subnet("hub", 1).relay = subnet("hub").relay;
      },
    },
    {
      allows: "one relay for the subnets of a shared network",
      breaks: (fleet) => {
        inNetwork(fleet, {});
        const [network] = fleet.dhcp("north")["shared-networks"];
        network.subnet4.push({ ...network.subnet4[0], id: 9, subnet: "10.9.0.0/24", pools: [] });
      },
    },
    {
      allows: "DHCPv6, where one relay for two subnets is an error",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("hub", 1).relay = subnet("hub").relay;
      },
    },
    {
      allows: "a server that is told not to look for link-selection: that is an error",
      breaks: ({ dhcp, subnet }) => {
        subnet("hub", 1).relay = subnet("hub").relay;
        dhcp("hub").compatibility = { "ignore-rai-link-selection": true };
      },
    },
  ],
);
