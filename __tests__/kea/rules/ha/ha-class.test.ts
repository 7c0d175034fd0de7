import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { haClass } from "../../../../kea/rules/ha/ha-class";
import { balanced } from "../balanced";
import { inNetwork, onNorth } from "../dhcp/members";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { only, pair, undeclared } from "./members";

/** A pair that shares its clients and its pools, as it is read from its files. */
function split(fleet: SoundFleet): void {
  balanced(fleet, (subnet) => {
    delete subnet["user-context"];
    subnet.pools = [
      { pool: "10.1.0.10-10.1.0.99", "client-classes": ["HA_north.north"] },
      { pool: "10.1.0.100-10.1.0.199", "client-classes": ["HA_north.hub"] },
    ];
  });
  undeclared(fleet);
}

describeRule(
  haClass,
  [
    {
      finds: "a pool for the clients of nobody",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["hub", "north"] as const)
          fleet.subnet(host).pools[0]["client-class"] = "HA_north";
      },
      says: [
        "error KEAHA104: relationship north.north+north.hub, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_north, and no member of its relationships is called north. Use HA_ and the name of one of its members.",
      ],
    },
    {
      finds: "subnets, networks and pools of prefixes, in the list of the newer lines",
      family: Family.V6,
      breaks: (fleet) => {
        inNetwork(fleet, { "client-classes": ["HA_a"] }, (subnet) => {
          subnet["client-classes"] = ["x", "HA_b"];
          subnet["pd-pools"] = [
            { prefix: "2001:db8:8000::", "prefix-len": 48, "delegated-len": 64, "client-class": "HA_c" },
          ];
        });
      },
      says: [
        "error KEAHA104: relationship north, hub-dhcp6: shared network campus is guarded by class HA_a, and no member of its relationships is called a. Use HA_ and the name of one of its members.",
        "error KEAHA104: relationship north, hub-dhcp6: subnet 2001:db8:1::/64 (id 1) of shared network campus is guarded by class HA_b, and no member of its relationships is called b. Use HA_ and the name of one of its members.",
        "error KEAHA104: relationship north, hub-dhcp6: pd-pool 2001:db8:8000::/48 of subnet 2001:db8:1::/64 (id 1) of shared network campus is guarded by class HA_c, and no member of its relationships is called c. Use HA_ and the name of one of its members.",
      ],
    },
    {
      finds:
        "the class of another relationship's member, and a subnet that is chosen before there is a class",
      breaks: (fleet) => {
        fleet.subnet("hub").pools[0]["client-class"] = "HA_south.south";
        fleet.subnet("backup")["client-class"] = "HA_north.north";
      },
      says: [
        "error KEAHA104: relationship north, backup-dhcp4: subnet 10.1.0.0/24 (id 1) is guarded by class HA_north.north, which a server of several relationships gives only after the subnet is chosen. Guard its pools, or none: ha-server-name says whose the subnet is.",
        "error KEAHA104: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_south.south, of relationship south. Use the class of a member of relationship north.",
      ],
    },
    {
      finds: "a guard whose test asks for a member that is none",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["client-classes"] = [
          { name: "mine", test: "member('HA_north.nort') and not member('ALL')" },
        ];
        subnet("north").pools[0]["client-class"] = "mine";
      },
      says: [
        "error KEAHA104: north-dhcp4: class mine tests for class HA_north.nort, and no member of its relationships is called north.nort. Did you mean HA_north.north?",
      ],
    },
    {
      finds: "a subnet all of whose pools are for a standby's clients, whom there are none of",
      breaks: (fleet) => {
        onNorth(fleet, ({ pools }) => {
          pools[0]["client-classes"] = ["HA_north.hub"];
          pools.push({ pool: "10.1.0.2-10.1.0.9", "client-classes": ["HA_north.hub", "HA_north.backup"] });
        });
      },
      mended: (fleet) => {
        onNorth(fleet, ({ pools }) => {
          pools.push({ pool: "10.1.0.2-10.1.0.9", "client-classes": ["HA_north.hub"] });
        });
      },
      says: [
        "error KEAHA104: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) (and 1 more) is guarded by class HA_north.hub, and in mode hot-standby no packet is the standby's, not even after failover. Use HA_ and the name of the primary, north.north.",
        "error KEAHA104: relationship north, hub-dhcp4: pool 10.1.0.2-10.1.0.9 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_north.backup, and in mode hot-standby no packet is the backup's, not even after failover. Use HA_ and the name of the primary, north.north.",
      ],
    },
    {
      finds: "the same by a class that tests for it, or by the guard of a subnet",
      breaks: (fleet) => {
        fleet.dhcp("north")["client-classes"] = [{ name: "mine", test: "member('HA_north.hub')" }];
        fleet.subnet("north").pools[0]["client-classes"] = ["mine"];
        fleet.subnet("south")["client-classes"] = ["HA_south.hub"];
      },
      says: [
        "error KEAHA104: north-dhcp4: class mine tests for class HA_north.hub, and in mode hot-standby no packet is the standby's, not even after failover. Use HA_ and the name of the primary, north.north.",
        "error KEAHA104: relationship south, south-dhcp4: subnet 10.2.0.0/24 (id 2) is guarded by class HA_south.hub, and in mode hot-standby no packet is the standby's, not even after failover. Use HA_ and the name of the primary, south.south.",
      ],
    },
    {
      finds: "in load-balancing, a pool of the one member in a subnet of the other",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet["client-classes"] = ["HA_north.north"];
          subnet.pools[0]["client-classes"] = ["HA_north.hub"];
        });
      },
      mended: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet["client-classes"] = ["HA_north.north"];
          subnet.pools[0]["client-classes"] = ["HA_north.hub", "HA_north.north"];
        });
      },
      says: [
        "error KEAHA104: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_north.hub, and subnet 10.1.0.0/24 (id 1) by class HA_north.north: no client is in both. Guard one of them alone, or both by the class of one member.",
      ],
    },
    {
      finds: "a class of HA's on a server without it",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["hooks-libraries"] = [];
        subnet("north").pools[0]["client-class"] = "HA_north.north";
      },
      says: [
        "error KEAHA104: north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_north.north, and this server is in no relationship. Load libdhcp_ha.so, with the relationship of the member; or take the guards away, if the server is to be alone.",
      ],
    },
    {
      finds: "the classes of a pair on a server without HA, once",
      breaks: (fleet) => {
        split(fleet);
        only(fleet, "hub");
        fleet.dhcp("hub")["hooks-libraries"] = [];
      },
      says: [
        "error KEAHA104: hub-dhcp4: pool 10.1.0.10-10.1.0.99 of subnet 10.1.0.0/24 (id 1) (and 1 more) is guarded by classes HA_north.north and HA_north.hub, and this server is in no relationship. Load libdhcp_ha.so, with the relationship of the members; or take the guards away, if the server is to be alone.",
      ],
    },
    {
      finds: "the classes of a pair on the one that does not load the library, whichever members they are of",
      breaks: (fleet) => {
        split(fleet);
        fleet.dhcp("hub")["hooks-libraries"] = [];
        fleet.subnet("hub").pools[0]["client-classes"] = ["HA_lisbon"];
      },
      says: [
        "error KEAHA104: hub-dhcp4: pool 10.1.0.10-10.1.0.99 of subnet 10.1.0.0/24 (id 1) (and 1 more) is guarded by classes HA_lisbon and HA_north.hub, and this server is in no relationship. Load libdhcp_ha.so there, if it is to be north.hub of relationship north.north+north.hub; or take the guards away, if the server is to be alone.",
      ],
    },
    {
      finds: "a class of nobody's beside a member that only the partner lists",
      breaks: (fleet) => {
        split(fleet);
        fleet.ha("hub").peers[0].name = "north.nort";
        fleet.subnet("hub").pools[1]["client-classes"] = ["HA_else"];
      },
      says: [
        "error KEAHA104: relationship north.nort+north.hub+north.north, hub-dhcp4: pool 10.1.0.100-10.1.0.199 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_else, and no member of its relationships is called else. Use HA_ and the name of one of its members.",
      ],
    },
    {
      finds: "a class of nobody's where roles or the mode are wrong, and all members are there",
      breaks: (fleet) => {
        only(fleet, "hub");
        undeclared(fleet);
        fleet.ha("hub").peers[1].role = "primary";
        fleet.ha("hub", 1).mode = "load-balancing";
        for (const index of [0, 1]) fleet.subnet("hub", index).pools[0]["client-classes"] = ["HA_lisbon"];
      },
      says: [
        "error KEAHA104: relationship north.north+north.hub+north.backup, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_lisbon, and no member of its relationships is called lisbon. Use HA_ and the name of one of its members.",
        "error KEAHA104: relationship south.south+south.hub+south.backup, hub-dhcp4: pool 10.2.0.10-10.2.0.250 of subnet 10.2.0.0/24 (id 2) is guarded by class HA_lisbon, and no member of its relationships is called lisbon. Use HA_ and the name of one of its members.",
      ],
    },
    {
      finds: "the class of a backup that only the partner lists",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("north").peers.pop();
        fleet.subnet("north").pools[0]["client-classes"] = ["HA_north.backup"];
      },
      says: [
        "error KEAHA104: relationship north.north+north.hub+north.backup, north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class HA_north.backup, and no member of its relationships is called north.backup. Use HA_ and the name of one of its members.",
      ],
    },
    {
      finds: "a class whose test asks for both members of a load-balancing pair",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [
            { name: "both", test: "member('HA_north.north') and member('HA_north.hub')" },
          ];
          subnet.pools[0]["client-classes"] = ["both"];
        });
      },
      says: [
        "error KEAHA104: hub-dhcp4: class both tests for HA_north.north and HA_north.hub: no client is in both. Test for the class of one member.",
        "error KEAHA104: north-dhcp4: class both tests for HA_north.north and HA_north.hub: no client is in both. Test for the class of one member.",
      ],
    },
  ],
  [
    {
      allows: "a pair's classes where the key of HA is misspelt: told as that",
      breaks: (fleet) => {
        split(fleet);
        const { parameters } = fleet.dhcp("hub")["hooks-libraries"][0];
        parameters.highavailability = parameters["high-availability"];
        delete parameters["high-availability"];
      },
    },
    {
      allows: "the class of a member that only the partner calls so: that they differ is told",
      breaks: (fleet) => {
        split(fleet);
        fleet.ha("hub").peers[0].name = "primary";
      },
    },
    {
      allows: "the class of a member that is missing in the list: told as that",
      breaks: (fleet) => {
        split(fleet);
        only(fleet, "hub");
        fleet.ha("hub").peers.shift();
      },
    },
    {
      allows: "the class of a member of a wrong role, or of a mode in dispute",
      breaks: (fleet) => {
        split(fleet);
        for (const host of ["hub", "north"] as const) fleet.subnet(host).pools.shift();
        fleet.ha("hub").peers[1].role = "Secondary";
        fleet.ha("north").peers[1].role = "standby";
      },
    },
    {
      allows: "the class of a member, on a server of one relationship and in the pools of several",
      breaks: (fleet) => {
        onNorth(fleet, ({ pools }) => (pools[0]["client-classes"] = ["HA_north.north"]));
        fleet.subnet("north")["client-class"] = "HA_north.north";
        fleet.dhcp("north")["client-classes"] = [{ name: "x", test: "member('HA_north.hub')" }];
      },
    },
    {
      allows: "guards and tests that let somebody in all the same: classes of others among them",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["client-classes"] = [
          { name: "any", test: "member('HA_north.north') or member('HA_else')" },
          { name: "others", test: "not member('HA_else')" },
        ];
        subnet("north").pools = ["any", "others", "HA_north.north"].map((name, index) => ({
          pool: `10.1.0.${index + 1}0-10.1.0.${index + 1}9`,
          "client-classes": [name, "HA_else"],
        }));
      },
    },
    {
      allows: "a standby's class where others get in: another subnet of the network, a class with a test",
      breaks: (fleet) => {
        inNetwork(fleet, {}, ({ pools }) => (pools[0]["client-classes"] = ["HA_north.hub"]));
        const other = { id: 9, subnet: "10.9.0.0/24", pools: [{ pool: "10.9.0.10-10.9.0.20" }] };
        fleet.dhcp("north")["shared-networks"][0].subnet4.push(other);
        fleet.dhcp("hub")["client-classes"] = [{ name: "HA_north.hub", test: "member('ALL')" }];
        fleet.dhcp("backup")["client-classes"] = [{ name: "mine", test: "not member('HA_north.backup')" }];
        fleet.dhcp("backup")["shared-networks"][0].subnet4[0].pools[0]["client-classes"] = ["mine"];
      },
    },
    {
      allows: "roles that are not known yet, in which there may be clients",
      breaks: ({ ha, subnet }) => {
        for (const { peers } of [ha("north"), ha("south")]) peers[0].role = UNKNOWN;
        ha("north").peers[1].role = UNKNOWN;
        for (const name of ["north", "south"] as const)
          subnet(name).pools[0]["client-classes"] = [`HA_${name}.hub`];
      },
    },
    {
      allows: "a class that is defined, or given by a reservation",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["client-classes"] = [{ name: "HA_a" }];
        subnet("north").reservations = [{ "hw-address": "00:11:22:33:44:55", "client-classes": ["HA_b"] }];
        subnet("north").pools[0]["client-classes"] = ["HA_a", "HA_b"];
      },
    },
    {
      allows: "members and classes that are not known yet",
      breaks: ({ ha, subnet }) => {
        ha("north").peers[1].name = UNKNOWN;
        subnet("north").pools[0]["client-class"] = "HA_x";
        subnet("south").pools[0]["client-class"] = UNKNOWN;
      },
    },
    {
      allows: "a class that reservations, too, give to clients of the other member",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "desk", test: "member('HA_north.north')" }];
          subnet["client-classes"] = ["HA_north.hub"];
          subnet.pools[0]["client-classes"] = ["desk"];
          subnet.reservations = [{ "hw-address": "02:00:00:00:00:01", "client-classes": ["desk"] }];
        });
      },
    },
  ],
);
