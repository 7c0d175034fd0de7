import { Family } from "../../../../kea/model/family";
import { unsplitPool } from "../../../../kea/rules/ha/unsplit-pool";
import { balanced } from "../balanced";
import { describeRule } from "../describe-rule";

const [OURS, THEIRS] = ["HA_north.north", "HA_north.hub"] as const;
const pool = (from: number, to: number, ...classes: string[]) => ({
  pool: `10.1.0.${from}-10.1.0.${to}`,
  ...(classes.length > 0 ? { "client-classes": classes } : {}),
});

describeRule(
  unsplitPool,
  [
    {
      finds: "a pool that both members of a load-balancing pair give from",
      breaks: (fleet) => {
        balanced(fleet);
      },
      mended: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools = [pool(10, 130, OURS), pool(131, 250, THEIRS)];
        });
      },
      says: [
        "warning KEAHA149: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is for the clients of both members, north.north and north.hub. Split it in two, and guard each half by the class of a member: HA_north.north or HA_north.hub.",
      ],
    },
    {
      finds: "what is guarded by both classes, by one of anybody's, or not, beside what is split",
      family: Family.V6,
      breaks: (fleet) => {
        const prefixes = (third: string) => ({
          prefix: `2001:db8:${third}::`,
          "prefix-len": 48,
          "delegated-len": 56,
        });
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "phones", test: "member('KNOWN')" }];
          subnet.pools = [
            { pool: "2001:db8:1::/80", "client-classes": [OURS] },
            { pool: "2001:db8:1:0:1::/80", "client-classes": [OURS, THEIRS] },
            { pool: "2001:db8:1:0:2::/80", "client-classes": ["phones", "KNOWN"] },
          ];
          subnet["pd-pools"] = [prefixes("8000"), { ...prefixes("9000"), "client-classes": [THEIRS] }];
        });
      },
      says: [
        "warning KEAHA149: relationship north, hub-dhcp6: pool 2001:db8:1:0:1::/80 of subnet 2001:db8:1::/64 (id 1) (and 1 more) is for the clients of both members, north.north and north.hub. Split it in two, and guard each half by the class of a member: HA_north.north or HA_north.hub.",
        "warning KEAHA149: relationship north, hub-dhcp6: pool 2001:db8:1:0:2::/80 of subnet 2001:db8:1::/64 (id 1) is for the clients of both members, north.north and north.hub. Split it in two, and guard each half by a class with such a test: (member('phones') or member('KNOWN')) and member('HA_north.north').",
      ],
    },
    {
      finds: "classes of HA's own to which a test lets in the other member's clients as well",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [
            { name: OURS, test: "option[60].exists" },
            { name: THEIRS, test: "not option[60].exists" },
          ];
          subnet.pools = [pool(10, 99, OURS), pool(100, 199, THEIRS)];
        });
      },
      mended: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: OURS }, { name: THEIRS }];
          subnet.pools = [pool(10, 99, OURS), pool(100, 199, THEIRS)];
        });
      },
      says: [
        "warning KEAHA149: relationship north, hub-dhcp4: class HA_north.north (and 1 more) is HA's own, and its test lets the clients of both members into what it guards. Take the test away, or give the class another name.",
      ],
    },
  ],
  [
    {
      allows: "pools for the clients of one member each",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools = [pool(10, 99, OURS), pool(100, 199, THEIRS)];
        });
      },
    },
    {
      allows: "pools that the guard of their subnet leaves to one member",
      breaks: (fleet) => {
        balanced(fleet);
        fleet.subnet("hub")["client-classes"] = fleet.subnet("north")["client-classes"] = [OURS];
      },
    },
    {
      allows: "classes that test for HA's own",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [
            { name: "phones", test: "substring(option[60].hex,0,6) == 'Aastra'" },
            { name: "others", test: "not member('phones')" },
            { name: "ours", test: `member('others') and member('${OURS}')` },
            { name: "theirs", test: `member('phones') or member('${THEIRS}')` },
          ];
          subnet.pools = [pool(10, 99, "ours"), pool(100, 199, "theirs"), pool(200, 209, "somebody's")];
        });
      },
    },
    {
      allows: "one pool of servers that share their leases",
      breaks: (fleet) => {
        balanced(fleet);
        for (const host of ["hub", "north"] as const) fleet.ha(host)["send-lease-updates"] = false;
      },
    },
    {
      allows: "one pool of servers that keep their leases in one database",
      breaks: (fleet) => {
        balanced(fleet);
        for (const host of ["hub", "north"] as const)
          fleet.dhcp(host)["lease-database"] = { type: "mysql", name: "kea", host: "db.example" };
      },
    },
    {
      allows: "pools for a class that nobody is in: that is another mistake",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "north.north" }];
          subnet.pools[0]["client-classes"] = ["north.north"];
        });
      },
    },
    {
      allows: "a class of HA's own whose test asks for the class itself, and one that says nothing",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [
            { name: OURS, test: `member('${OURS}') and option[60].exists` },
            { name: THEIRS, test: "" },
          ];
          subnet.pools = [pool(10, 99, OURS), pool(100, 199, THEIRS)];
        });
      },
    },
    {
      allows: "pools that members share out by hand: that is another mistake",
      breaks: (fleet) => {
        balanced(fleet);
        fleet.subnet("hub").pools = [pool(10, 99)];
      },
    },
    {
      allows: "members of one name: that is another mistake",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools[0]["client-classes"] = [OURS];
        });
        for (const host of ["hub", "north"] as const) fleet.ha(host).peers[1].name = "north.north";
      },
    },
  ],
);
