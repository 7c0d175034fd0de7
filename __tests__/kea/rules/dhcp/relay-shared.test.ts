import { Family } from "../../../../kea/model/family";
import { relayShared } from "../../../../kea/rules/dhcp/relay-shared";
import { describeRule } from "../describe-rule";
import { UNKNOWN } from "../../../../kea/json";
import type { SoundFleet } from "../sound";
import { inNetwork } from "./members";

/** The hub does not look for link-selection, by which relays could tell the subnets apart. */
const ignoringLinkSelection =
  (breaks: (fleet: SoundFleet) => void, ...hosts: Parameters<SoundFleet["dhcp"]>[0][]) =>
  (fleet: SoundFleet) => {
    for (const host of ["hub", ...hosts] as const)
      fleet.dhcp(host).compatibility = { "ignore-rai-link-selection": true };
    breaks(fleet);
  };

describeRule(
  relayShared,
  [
    {
      finds: "one relay for two subnets",
      breaks: ignoringLinkSelection(({ dhcp, subnet }) => {
        subnet("hub", 1).relay["ip-addresses"].push(...subnet("hub").relay["ip-addresses"]);
        dhcp("hub");
      }),
      says: [
        "error KEAHA073: relationship south, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.2.0.0/24 (id 2) and to subnet 10.1.0.0/24 (id 1), and ignore-rai-link-selection is true. Give each a relay address of its own, or guard the one with the lower id by a client class.",
      ],
    },
    {
      finds: "one relay for two subnets of one relationship, which may share a network",
      breaks: ignoringLinkSelection(({ dhcp, subnet }) => {
        dhcp("hub").subnet4.push({ ...subnet("hub"), id: 9, subnet: "10.9.0.0/24", pools: [] });
      }),
      says: [
        "error KEAHA073: relationship north, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.9.0.0/24 (id 9) and to subnet 10.1.0.0/24 (id 1), and ignore-rai-link-selection is true. Give each a relay address of its own, guard the one with the lower id by a client class, or put both into one shared network.",
      ],
    },
    {
      finds: "one relay for a network and a subnet",
      breaks: ignoringLinkSelection((fleet) => {
        inNetwork(fleet, { relay: { "ip-addresses": ["10.9.9.9"] } }, (subnet) => delete subnet.relay);
        for (const host of ["hub", "backup"] as const)
          fleet.subnet(host).relay["ip-addresses"] = ["10.9.9.9"];
      }),
      says: [
        "error KEAHA073: relationship north, hub-dhcp4: relay 10.9.9.9 leads to shared network campus and to subnet 10.2.0.0/24 (id 2), and ignore-rai-link-selection is true. Give each a relay address of its own, or guard the one with the lower id by a client class.",
      ],
    },
    {
      finds: "an unguarded subnet before a guarded one, wherever they are listed",
      breaks: ignoringLinkSelection(({ dhcp, subnet }) => {
        subnet("hub", 1)["client-class"] = "red";
        subnet("hub", 1).relay = subnet("hub").relay;
        dhcp("hub").subnet4.reverse();
      }),
      says: [
        "error KEAHA073: relationship north, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.1.0.0/24 (id 1) and to subnet 10.2.0.0/24 (id 2), and subnet 10.1.0.0/24 (id 1) lets everybody in, and ignore-rai-link-selection is true. Give each a relay address of its own, or guard the one with the lower id by a client class.",
      ],
    },
    {
      finds: "two subnets once, however many relays lead to both",
      breaks: ignoringLinkSelection(({ subnet }) => {
        for (const index of [0, 1]) subnet("hub", index).relay["ip-addresses"] = ["10.9.9.1", "10.9.9.2"];
      }),
      says: [
        "error KEAHA073: relationship south, hub-dhcp4: relays 10.9.9.1 and 10.9.9.2 lead to subnet 10.2.0.0/24 (id 2) and to subnet 10.1.0.0/24 (id 1), and ignore-rai-link-selection is true. Give each a relay address of its own, or guard the one with the lower id by a client class.",
      ],
    },
    {
      finds: "an interface-id that only the subnet with the lower id has",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("hub")["interface-id"] = "a";
        subnet("hub", 1)["interface-id"] = "";
        subnet("hub", 1).relay = subnet("hub").relay;
      },
      mended: ({ subnet }) => {
        subnet("hub", 1)["interface-id"] = "b";
        subnet("hub", 1).relay = subnet("hub").relay;
      },
      says: [
        "error KEAHA073: relationship south, hub-dhcp6: relay 2001:db8:ff:1::1 leads to subnet 2001:db8:2::/64 (id 2) and to subnet 2001:db8:1::/64 (id 1). Give each a relay address of its own, give the one with the higher id an interface-id, or guard the one with the lower id by a client class.",
      ],
    },
    {
      finds: "guards that let the same clients in, and guards of everybody",
      breaks: ignoringLinkSelection(({ subnet }) => {
        subnet("hub")["client-classes"] = ["red", "blue"];
        subnet("hub", 1)["client-class"] = "red";
        subnet("hub", 1).relay = subnet("hub").relay;
        subnet("backup")["client-class"] = "ALL";
        subnet("backup", 1)["client-classes"] = [];
        subnet("backup", 1).relay = subnet("backup").relay;
      }, "backup"),
      says: [
        "error KEAHA073: relationship south, backup-dhcp4: relay 10.1.255.1 leads to subnet 10.2.0.0/24 (id 2) and to subnet 10.1.0.0/24 (id 1), and ignore-rai-link-selection is true. Give each a relay address of its own, or guard the one with the lower id by a client class.",
        "error KEAHA073: relationship south, hub-dhcp4: relay 10.1.255.1 leads to subnet 10.2.0.0/24 (id 2) and to subnet 10.1.0.0/24 (id 1), and the guard of subnet 10.1.0.0/24 (id 1) leaves none of its clients to subnet 10.2.0.0/24 (id 2), and ignore-rai-link-selection is true. Give each a relay address of its own, or guard the one with the lower id by a client class.",
      ],
    },
  ],
  [
    {
      allows: "one relay for two subnets in DHCPv4, where it may say which one it means",
      breaks: ({ dhcp, subnet }) => {
        subnet("hub", 1).relay = subnet("hub").relay;
        subnet("backup", 1).relay = subnet("backup").relay;
        dhcp("backup").compatibility = { "ignore-rai-link-selection": UNKNOWN };
      },
    },
    {
      allows: "subnets that client classes tell apart, the guarded one with the lower id",
      breaks: ({ subnet }) => {
        subnet("hub")["client-class"] = "red";
        subnet("hub", 1).relay = subnet("hub").relay;
        subnet("backup")["client-classes"] = ["red", "blue"];
        subnet("backup", 1)["client-classes"] = ["blue", "green"];
        subnet("backup", 1).relay = subnet("backup").relay;
      },
    },
    {
      allows: "the relay of a network whose subnets have relays of their own: Kea never looks at it",
      breaks: (fleet) => {
        inNetwork(fleet, { relay: { "ip-addresses": ["10.9.9.9"] } });
        fleet.subnet("hub").relay["ip-addresses"] = ["10.9.9.9"];
      },
    },
    {
      allows: "a network that is guarded, and guards that are not known yet",
      family: Family.V6,
      breaks: (fleet) => {
        inNetwork(
          fleet,
          { "client-classes": ["red"], relay: { "ip-addresses": ["2001:db8:ff::9"] } },
          (subnet) => {
            delete subnet.relay;
          },
        );
        fleet.subnet("hub").relay["ip-addresses"] = ["2001:db8:ff::9"];
        fleet.subnet("backup").relay["ip-addresses"] = ["2001:db8:ff::9"];
        fleet.dhcp("backup")["shared-networks"][0]["client-classes"] = [UNKNOWN];
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
      allows:
        "subnets that an interface-id tells apart, be it of a network: Kea looks for it before the relay",
      family: Family.V6,
      breaks: (fleet) => {
        inNetwork(fleet, { "interface-id": "b" });
        fleet.subnet("hub").id = 9;
        fleet.subnet("hub").relay = fleet.dhcp("hub")["shared-networks"][0].subnet6[0].relay;
        fleet.dhcp("hub")["shared-networks"][0].subnet6[0].id = 12;
        fleet.subnet("backup")["interface-id"] = "b";
        fleet.subnet("backup").relay = fleet.dhcp("backup")["shared-networks"][0].subnet6[0].relay;
        fleet.dhcp("backup")["shared-networks"][0]["interface-id"] = "";
      },
    },
    {
      allows: "addresses that no packet has: Kea goes by the prefix then",
      breaks: ({ subnet }) => {
        for (const index of [0, 1]) subnet("hub", index).relay["ip-addresses"] = ["0.0.0.0"];
      },
    },
    {
      allows: "link-local addresses, for which Kea never looks",
      family: Family.V6,
      breaks: ({ subnet }) => {
        for (const index of [0, 1]) subnet("hub", index).relay["ip-addresses"] = ["fe80::9", "::"];
      },
    },
  ],
);
