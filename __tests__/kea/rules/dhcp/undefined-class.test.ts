import { UNKNOWN } from "../../../../kea/json";
import { undefinedClass } from "../../../../kea/rules/dhcp/undefined-class";
import { balanced } from "../balanced";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  undefinedClass,
  [
    {
      finds: "guards that nothing assigns, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["client-classes"] = ["phones"];
          subnet.pools[0]["client-class"] = "printers";
        }),
      says: [
        "warning KEAHA086: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) names class phones, which is not defined. Define it in client-classes.",
        "warning KEAHA086: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) names class printers, which is not defined. Define it in client-classes.",
      ],
    },
    {
      finds: "an option for a class without a name",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [{ name: "routers", "client-classes": [""] }];
      },
      says: [
        'warning KEAHA086: north-dhcp4: option routers names class "", which is not defined. Define it in client-classes.',
      ],
    },
    {
      finds: "a class of HA's own that no packet is in: the standby's of hot-standby, and that of nobody",
      breaks: ({ subnet }) => {
        subnet("north").pools.unshift({ pool: "10.1.0.2-10.1.0.9", "client-class": "HA_north.hub" });
        subnet("south")["option-data"] = [{ name: "routers", data: "10.2.0.1", "client-classes": ["HA_x"] }];
        subnet("south")["evaluate-additional-classes"] = ["HA_y"];
      },
      says: [
        "warning KEAHA086: relationship north, north-dhcp4: pool 10.1.0.2-10.1.0.9 of subnet 10.1.0.0/24 (id 1) names class HA_north.hub, and in mode hot-standby no packet is the standby's, not even after failover. Use HA_ and the name of the primary, north.north.",
        "warning KEAHA086: relationship south, south-dhcp4: subnet 10.2.0.0/24 (id 2) names class HA_y, and no member is called so. Use HA_ and the name of a member.",
        "warning KEAHA086: relationship south, south-dhcp4: option routers of subnet 10.2.0.0/24 (id 2) names class HA_x, and no member is called so. Use HA_ and the name of a member.",
      ],
    },
    {
      finds: "a class that is defined without a test, and that nothing gives to clients",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "gold", "boot-file-name": "x" }, { name: "red" }];
          subnet["client-classes"] = ["gold"];
          subnet.pools[0]["client-classes"] = ["red"];
        }),
      mended: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "gold", test: "option[60].exists" }];
          subnet["client-classes"] = ["gold"];
        }),
      says: [
        "warning KEAHA086: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) names class gold, which has no test, and which nothing gives to clients. Give it a test.",
        "warning KEAHA086: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) names class red, which has no test, and which nothing gives to clients. Give it a test, or give it to clients by their reservations.",
      ],
    },
    {
      finds: "the name of a member, where its class was meant, be it defined or not",
      breaks: (fleet) =>
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "ha_north.hub" }];
          subnet.pools = [
            { pool: "10.1.0.10-10.1.0.99", "client-classes": ["north.north"] },
            { pool: "10.1.0.100-10.1.0.199", "client-classes": ["ha_north.hub"] },
          ];
        }),
      says: [
        "warning KEAHA086: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.99 of subnet 10.1.0.0/24 (id 1) names class north.north, which is not defined. Did you mean HA_north.north?",
        "warning KEAHA086: relationship north, hub-dhcp4: pool 10.1.0.100-10.1.0.199 of subnet 10.1.0.0/24 (id 1) names class ha_north.hub, which has no test, and which nothing gives to clients. Did you mean HA_north.hub?",
      ],
    },
    {
      finds: "a class that many places name, once for each relationship",
      breaks: (fleet) => {
        const pools = (net: number) =>
          [1, 2, 3].map((part) => ({
            pool: `10.${net}.0.${part}0-10.${net}.0.${part}9`,
            "client-classes": ["gold"],
          }));
        for (const index of [0, 1]) fleet.subnet("hub", index).pools = pools(index + 1);
        fleet.subnet("north").pools = pools(1);
      },
      says: [
        "warning KEAHA086: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.19 of subnet 10.1.0.0/24 (id 1) (and 2 more) names class gold, which is not defined. Define it in client-classes.",
        "warning KEAHA086: relationship south, hub-dhcp4: pool 10.2.0.10-10.2.0.19 of subnet 10.2.0.0/24 (id 2) (and 2 more) names class gold, which is not defined. Define it in client-classes.",
      ],
    },
    {
      finds: "a member that is none, in a test that guards nothing and in a guard that others pass",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["client-classes"] = [{ name: "mine", test: "member('HA_server1')" }];
        subnet("north").pools[0]["client-classes"] = ["HA_north.north", "HA_server2"];
      },
      says: [
        "warning KEAHA086: north-dhcp4: class mine tests for class HA_server1, and no member is called so. Use HA_ and the name of a member.",
        "warning KEAHA086: relationship north, north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) names class HA_server2, and no member is called so. Use HA_ and the name of a member.",
      ],
    },
  ],
  [
    {
      allows: "the class of a member whose role is none, or in dispute: told as that",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools = [
            { pool: "10.1.0.10-10.1.0.99", "client-classes": ["HA_north.north"] },
            { pool: "10.1.0.100-10.1.0.199", "client-classes": ["HA_north.hub"] },
          ];
        });
        fleet.ha("hub").peers[1].role = "Secondary";
        fleet.ha("north").peers[1].role = "backup";
      },
    },
    {
      allows: "it where both lists have that role, or one has another mode",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools.push({ pool: "10.1.0.2-10.1.0.9", "client-classes": ["HA_north.hub"] });
        });
        for (const host of ["hub", "north"] as const) fleet.ha(host).peers[1].role = "standby";
        fleet.ha("hub").mode = "hot-standby";
      },
    },
    {
      allows: "classes that may come from a database, or by commands",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["hosts-database"] = { type: "mysql", name: "kea" };
        dhcp("hub")["config-control"] = {};
        dhcp("backup")["hooks-libraries"].push({ library: "libdhcp_class_cmds.so" });
        for (const host of ["north", "hub", "backup"] as const) subnet(host)["client-classes"] = ["gold"];
      },
    },
    {
      allows: "classes that Kea, a definition or a reservation assigns",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "phones", test: "option[60].exists" }, { name: "printers" }];
          subnet.reservations = [{ duid: "00:01:02", "client-classes": ["printers"] }];
          subnet["client-classes"] = ["phones", "printers", "KNOWN", "HA_north.north", "VENDOR_CLASS_x"];
        }),
    },
    {
      allows: "classes without a test that a list, a library of the user's, or commands may give",
      breaks: (fleet) => {
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "gold" }];
          subnet.pools[0]["client-classes"] = ["gold"];
        });
        fleet.subnet("north")["evaluate-additional-classes"] = ["gold"];
        fleet.dhcp("hub")["hooks-libraries"].push({ library: "libours.so" });
        fleet.dhcp("backup")["hooks-libraries"].push({ library: "libdhcp_radius.so" });
      },
    },
    {
      allows: "classes of reservations that are known only at apply",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").reservations = [{ duid: "00:01:02", "client-classes": UNKNOWN }];
        subnet("north")["client-classes"] = ["phones"];
        subnet("south").reservations = UNKNOWN;
        subnet("south")["client-classes"] = ["phones"];
      },
    },
    {
      allows: "classes of which some are known only at apply",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["client-classes"] = [UNKNOWN];
        subnet("north")["client-classes"] = ["phones"];
      },
    },
    {
      allows: "classes known only at apply",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["client-classes"] = UNKNOWN;
        subnet("north")["client-classes"] = ["phones"];
      },
    },
  ],
);
