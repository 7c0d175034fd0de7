import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { interfaceShared } from "../../../../kea/rules/dhcp/interface-shared";
import { describeRule } from "../describe-rule";
import type { Loose, SoundFleet } from "../sound";
import { inNetwork } from "./members";

/** Puts both subnets of the hub on one link, with no relay, and changes them. */
function onOneLink({ subnet }: SoundFleet, ...changes: readonly Loose[]): void {
  [0, 1].forEach((index) => {
    const one = subnet("hub", index);
    delete one.relay;
    Object.assign(one, { interface: "eth0" }, changes[index]);
  });
}

describeRule(
  interfaceShared,
  [
    {
      finds: "two subnets on one interface",
      breaks: (fleet) => onOneLink(fleet),
      says: [
        "warning KEAHA151: relationship south, hub-dhcp4: subnet 10.2.0.0/24 (id 2) is on interface eth0, and all clients on that link get addresses of subnet 10.1.0.0/24 (id 1). Guard the one with the lower id by a client class, or leave the interface out where only relayed clients are served.",
      ],
    },
    {
      finds: "them whichever is listed first: the lower id counts",
      family: Family.V6,
      breaks: (fleet) => {
        onOneLink(fleet);
        fleet.dhcp("hub").subnet6.reverse();
      },
      says: [
        "warning KEAHA151: relationship south, hub-dhcp6: subnet 2001:db8:2::/64 (id 2) is on interface eth0, and all clients on that link get addresses of subnet 2001:db8:1::/64 (id 1). Guard the one with the lower id by a client class, or leave the interface out where only relayed clients are served.",
      ],
    },
    {
      finds: "two subnets of one relationship, which may share a network",
      breaks: (fleet) => {
        onOneLink(fleet);
        const [subnet] = fleet.dhcp("hub").subnet4;
        fleet.dhcp("hub").subnet4[1] = { ...subnet, id: 9, subnet: "10.9.0.0/24", pools: [] };
      },
      says: [
        "warning KEAHA151: relationship north, hub-dhcp4: subnet 10.9.0.0/24 (id 9) is on interface eth0, and all clients on that link get addresses of subnet 10.1.0.0/24 (id 1). Put both into one shared network, guard the one with the lower id by a client class, or leave the interface out where only relayed clients are served.",
      ],
    },
    {
      finds: "two subnets with one interface-id",
      family: Family.V6,
      breaks: ({ subnet }) => {
        for (const index of [0, 1]) subnet("hub", index)["interface-id"] = "port7";
      },
      says: [
        "warning KEAHA151: relationship south, hub-dhcp6: subnet 2001:db8:2::/64 (id 2) has interface-id port7, and all clients behind it get addresses of subnet 2001:db8:1::/64 (id 1). Give each an interface-id of its own, or guard the one with the lower id by a client class.",
      ],
    },
    {
      finds: "a subnet beside a network on the interface, and a guard that leaves nobody",
      breaks: (fleet) => {
        inNetwork(fleet, { interface: "eth0" }, (subnet) => delete subnet.relay);
        onOneLink({ ...fleet, subnet: () => fleet.subnet("hub") }, { "client-class": "red" });
      },
      says: [
        "warning KEAHA151: relationship south, hub-dhcp4: subnet 10.2.0.0/24 (id 2) is on interface eth0, and all clients on that link get addresses of subnet 10.1.0.0/24 (id 1) of shared network campus. Guard the one with the lower id by a client class, or leave the interface out where only relayed clients are served.",
      ],
    },
  ],
  [
    {
      allows: "subnets of one shared network",
      breaks: (fleet) => {
        inNetwork(fleet, { interface: "eth0" }, (subnet) => delete subnet.relay);
        const [network] = fleet.dhcp("hub")["shared-networks"];
        network.subnet4.push({ ...network.subnet4[0], id: 9, subnet: "10.9.0.0/24", pools: [] });
      },
    },
    {
      allows: "a second subnet that a relay leads to",
      breaks: (fleet) => {
        onOneLink(fleet, {}, { relay: { "ip-addresses": ["10.2.255.1"] } });
      },
    },
    {
      allows: "a first subnet whose guard leaves clients to the second",
      breaks: (fleet) => onOneLink(fleet, { "client-class": "red" }),
    },
    {
      allows: "relays that are not known yet",
      breaks: (fleet) => onOneLink(fleet, {}, { relay: { "ip-addresses": UNKNOWN } }),
    },
    {
      allows: "an interface that is not known yet, in a network that has one",
      breaks: (fleet) => {
        onOneLink(fleet);
        inNetwork(fleet, { interface: "eth0" }, (subnet) => (subnet.interface = UNKNOWN));
      },
    },
    {
      allows: "subnets on two links",
      breaks: (fleet) => onOneLink(fleet, {}, { interface: "eth1" }),
    },
  ],
);
