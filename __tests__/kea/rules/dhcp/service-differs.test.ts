import { readFleet } from "../../../../kea/fleet/read";
import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { serviceDiffers } from "../../../../kea/rules/dhcp/service-differs";
import { findings } from "../../../../kea/rules/findings";
import { balanced } from "../balanced";
import { describeRule } from "../describe-rule";
import { pair, undeclared } from "../ha/members";
import { type SoundFleet, soundFleet } from "../sound";

type Subnet = ReturnType<SoundFleet["subnet"]>;

describeRule(
  serviceDiffers,
  [
    {
      finds: "pools, options and reservations that one member has otherwise",
      breaks: ({ subnet }) => {
        subnet("north").pools = [{ pool: "10.1.0.10-10.1.0.99" }];
        subnet("north")["option-data"] = [{ name: "routers", data: "10.1.0.1" }];
        subnet("hub").reservations = [{ "hw-address": "00:11:22:33:44:55", "ip-address": "10.1.0.5" }];
      },
      says: [
        "warning KEAHA097: relationship north, hub-dhcp4: reservations of subnet 10.1.0.0/24 (id 1) differ: not set on north-dhcp4 and backup-dhcp4; [{hw-address:00:11:22:33:44:55,ip-address:10.1.0.5}] on hub-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north, north-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) differs: not set on hub-dhcp4 and backup-dhcp4; [{data:10.1.0.1}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north, north-dhcp4: pools of subnet 10.1.0.0/24 (id 1) differ: [{pool:10.1.0.10-10.1.0.250}] on hub-dhcp4 and backup-dhcp4; [{pool:10.1.0.10-10.1.0.99}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "other bytes of option 43, which has no fields",
      breaks: ({ subnet }) => {
        const option = { name: "vendor-encapsulated-options", "csv-format": false };
        subnet("hub")["option-data"] = [{ ...option, data: "0104c0a80002" }];
        subnet("backup")["option-data"] = [{ ...option, data: "01:04:C0:A8:00:02" }];
        subnet("north")["option-data"] = [{ code: 43, "csv-format": false, data: "0104C0A80003" }];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: option vendor-encapsulated-options of subnet 10.1.0.0/24 (id 1) differs: [{csv-format:false,data:0104C0A80002}] on hub-dhcp4 and backup-dhcp4; [{csv-format:false,data:0104C0A80003}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "lifetimes and options that one member inherits otherwise",
      breaks: ({ dhcp }) => {
        dhcp("north")["valid-lifetime"] = 600;
        dhcp("north")["option-data"] = [{ name: "domain-name-servers", data: "10.0.0.53" }];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: valid-lifetime of subnet 10.1.0.0/24 (id 1) differs: 7200 on hub-dhcp4 and backup-dhcp4; 600 on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north, north-dhcp4: option domain-name-servers of subnet 10.1.0.0/24 (id 1) differs: not set on hub-dhcp4 and backup-dhcp4; [{data:10.0.0.53}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "once a limit that subnets with other lifetimes inherit",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) {
          const dhcp = fleet.dhcp(host);
          dhcp["max-valid-lifetime"] = host === "north" ? 9000 : 8000;
          const other = { ...structuredClone(dhcp.subnet4[0]), id: 11, subnet: "10.11.0.0/24" };
          dhcp.subnet4.push({ ...other, pools: [{ pool: "10.11.0.10-10.11.0.20" }], "valid-lifetime": 2000 });
        }
      },
      says: [
        "warning KEAHA097: relationship north.north+north.hub, north-dhcp4: max-valid-lifetime of subnet 10.1.0.0/24 (id 1) and of 1 other subnet differs: 8000 on hub-dhcp4; 9000 on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "lifetimes that are a range on one member, each once",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["valid-lifetime"] = 3600;
        Object.assign(subnet("north"), { "min-valid-lifetime": 1800, "max-valid-lifetime": 7200 });
        subnet("hub")["preferred-lifetime"] = 3600;
      },
      says: [
        "warning KEAHA097: relationship north, hub-dhcp6: preferred-lifetime of subnet 2001:db8:1::/64 (id 1) differs: 0.625 of valid-lifetime on north-dhcp6 and backup-dhcp6; 3600 on hub-dhcp6. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north, north-dhcp6: valid-lifetime of subnet 2001:db8:1::/64 (id 1) differs: 7200 on hub-dhcp6 and backup-dhcp6; 3600, from 1800 to 7200 on north-dhcp6. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "once what several subnets inherit, global reservations among it",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const) {
          const dhcp = fleet.dhcp(host);
          dhcp["reservations-global"] = true;
          dhcp.reservations = [{ "hw-address": "00:11:22:33:44:55", hostname: "printer" }];
          for (const id of [11, 12])
            dhcp.subnet4.push({ ...fleet.subnet(host), id, subnet: `10.${id}.0.0/24`, pools: [] });
        }
        fleet.dhcp("north")["valid-lifetime"] = 600;
        fleet.dhcp("north").reservations[0].hostname = "scanner";
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: global reservations of subnet 10.1.0.0/24 (id 1) and of 2 other subnets differ: [{hostname:printer,hw-address:00:11:22:33:44:55}] on hub-dhcp4 and backup-dhcp4; [{hostname:scanner,hw-address:00:11:22:33:44:55}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north, north-dhcp4: valid-lifetime of subnet 10.1.0.0/24 (id 1) and of 2 other subnets differs: 7200 on hub-dhcp4 and backup-dhcp4; 600 on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship south, south-dhcp4: reservation lookup of subnet 10.2.0.0/24 (id 2) differs: [reservations-global,reservations-in-subnet] on hub-dhcp4 and backup-dhcp4; [reservations-in-subnet] on south-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    ...[
      ["type", { type: "string" }],
      ["count of values", { type: "uint8", array: true }],
      ["space of options in it", { type: "uint8", encapsulate: "more" }],
    ].map(([what, its]) => ({
      finds: `an option of one code that has another name and another ${what as string} on one member`,
      breaks: (fleet: SoundFleet) => {
        pair(fleet);
        fleet.dhcp("hub")["option-def"] = [{ name: "foo", code: 222, type: "uint8" }];
        fleet.dhcp("north")["option-def"] = [{ name: "bar", code: 222, ...(its as object) }];
        fleet.subnet("hub")["option-data"] = [{ name: "foo", data: "1" }];
        fleet.subnet("north")["option-data"] = [{ name: "bar", data: "1" }];
      },
      says: [
        "warning KEAHA097: relationship north.north+north.hub, north-dhcp4: option foo of subnet 10.1.0.0/24 (id 1) differs: [{data:1}] on hub-dhcp4; not set on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north.north+north.hub, north-dhcp4: option bar of subnet 10.1.0.0/24 (id 1) differs: not set on hub-dhcp4; [{data:1}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    })),
    {
      finds: "a global reservation that one member lacks, and a pool that says more than one that follows it",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "hub", "backup"] as const) {
          subnet(host)["reservations-global"] = true;
          dhcp(host).reservations = [{ "hw-address": "02:00:00:00:00:aa", hostname: "h" }];
          subnet(host).pools = [{ pool: "10.1.0.64/26" }];
        }
        dhcp("north").reservations = [{ "hw-address": "02:00:00:00:00:aa", hostname: "" }];
        subnet("north").pools = [
          { pool: "10.1.0.64-10.1.0.99" },
          { pool: "10.1.0.100-10.1.0.127", "option-data": [{ name: "domain-name", data: "x.example" }] },
        ];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: global reservations of subnet 10.1.0.0/24 (id 1) differ: [{hostname:h,hw-address:02:00:00:00:00:aa}] on hub-dhcp4 and backup-dhcp4; [{hostname:,hw-address:02:00:00:00:00:aa}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north, north-dhcp4: pools of subnet 10.1.0.0/24 (id 1) differ: {pool:10.1.0.64/26} on hub-dhcp4 and backup-dhcp4; {option-data:[{data:x.example,name:domain-name}],pool:10.1.0.100-10.1.0.127},{po... on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "an option of their own, once, that one member sets otherwise by its code",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "hub", "backup"] as const) {
          dhcp(host)["option-def"] = [{ name: "foo", code: 222, type: "uint32" }];
          subnet(host)["option-data"] = [{ name: "foo", data: "1" }];
        }
        subnet("north")["option-data"] = [{ code: 222, data: "2" }];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: option foo of subnet 10.1.0.0/24 (id 1) differs: [{data:1}] on hub-dhcp4 and backup-dhcp4; [{data:2}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "updates of DNS that one member makes otherwise, or not at all",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "hub", "backup"] as const)
          dhcp(host)["dhcp-ddns"] = { "enable-updates": true };
        dhcp("north")["ddns-use-conflict-resolution"] = false;
        dhcp("hub")["ddns-conflict-resolution-mode"] = "check-with-dhcid";
        dhcp("south")["ddns-override-no-update"] = true;
        subnet("backup", 1)["ddns-send-updates"] = false;
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: ddns-conflict-resolution-mode of subnet 10.1.0.0/24 (id 1) differs: check-with-dhcid on hub-dhcp4 and backup-dhcp4; no-check-with-dhcid on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship south, hub-dhcp4: DNS updates of subnet 10.2.0.0/24 (id 2) differ: false on south-dhcp4 and backup-dhcp4; true on hub-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "names that one member makes up otherwise, also without DNS",
      breaks: ({ dhcp }) => {
        dhcp("north")["ddns-qualifying-suffix"] = "example.com.";
        dhcp("hub")["hostname-char-set"] = "[^A-Za-z0-9.-]";
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: ddns-qualifying-suffix of subnet 10.1.0.0/24 (id 1) differs: not set on hub-dhcp4 and backup-dhcp4; example.com on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "above all that a member has no pools",
      breaks: ({ subnet }) => {
        subnet("north").pools = [];
        for (const host of ["hub", "backup"] as const) {
          subnet(host)["option-data"] = [{ name: "routers", data: "10.1.0.1" }];
          subnet(host).reservations = [{ "hw-address": "00:11:22:33:44:55", "ip-address": "10.1.0.5" }];
        }
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: pools of subnet 10.1.0.0/24 (id 1) differ: [{pool:10.1.0.10-10.1.0.250}] on hub-dhcp4 and backup-dhcp4; not set on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "pools of prefixes",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north")["pd-pools"] = [{ prefix: "2001:db8:8000::", "prefix-len": 40, "delegated-len": 56 }];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp6: pd-pools of subnet 2001:db8:1::/64 (id 1) differ: not set on hub-dhcp6 and backup-dhcp6; [{delegated-len:56,prefix:2001:db8:8000::,prefix-len:40}] on north-dhcp6. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "pools of a subnet whose prefix one member spells otherwise",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north").subnet = "2001:DB8:1:0::/64";
        subnet("north").pools = [{ pool: "2001:db8:1::1000-2001:db8:1::1234" }];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp6: pools of subnet 2001:DB8:1:0::/64 (id 1) differ: [{pool:2001:db8:1::1000-2001:db8:1::ffff}] on hub-dhcp6 and backup-dhcp6; [{pool:2001:db8:1::1000-2001:db8:1::1234}] on north-dhcp6. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "pools that the members of a load-balancing pair share out by hand",
      breaks: (fleet) => {
        balanced(fleet);
        fleet.subnet("north").pools = [{ pool: "10.1.0.10-10.1.0.99" }];
        fleet.subnet("hub").pools = [{ pool: "10.1.0.100-10.1.0.199" }];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: pools of subnet 10.1.0.0/24 (id 1) differ: [{pool:10.1.0.100-10.1.0.199}] on hub-dhcp4; [{pool:10.1.0.10-10.1.0.99}] on north-dhcp4. Give all members all pools, each guarded by HA_north.north or HA_north.hub: who takes over needs those of the other.",
      ],
    },
    {
      finds: "the first of many reservations that is another one, and one that is not there",
      breaks: ({ subnet }) => {
        const reservations = (odd: string, net = "10.1.0") =>
          Array.from({ length: 12 }, (_, index) => ({
            "hw-address": `00:11:22:33:44:${10 + index}`,
            "ip-address": index === 7 ? odd : `${net}.${index}`,
          }));
        for (const host of ["hub", "north", "backup"] as const)
          subnet(host).reservations = reservations("10.1.0.107");
        subnet("north").reservations = reservations("10.1.0.108");
        for (const host of ["hub", "south", "backup"] as const)
          subnet(host, host === "south" ? 0 : 1).reservations = reservations("10.2.0.107", "10.2.0");
        subnet("south").reservations.pop();
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: reservations of subnet 10.1.0.0/24 (id 1) differ: {hw-address:00:11:22:33:44:17,ip-address:10.1.0.107} on hub-dhcp4 and backup-dhcp4; {hw-address:00:11:22:33:44:17,ip-address:10.1.0.108} on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship south, south-dhcp4: reservations of subnet 10.2.0.0/24 (id 2) differ: {hw-address:00:11:22:33:44:21,ip-address:10.2.0.11} on hub-dhcp4 and backup-dhcp4; not there on south-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "relays, and subnets of one network, that somebody else wrote",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) {
          const dhcp = fleet.dhcp(host);
          const other = { id: 7, subnet: "10.7.0.0/24", pools: [{ pool: "10.7.0.10-10.7.0.20" }] };
          dhcp["shared-networks"] = [{ name: host, subnet4: [...dhcp.subnet4, other] }];
          dhcp.subnet4 = [];
          dhcp["shared-networks"][0].subnet4[0].relay = { "ip-addresses": ["10.1.0.1", "192.0.2.1"] };
        }
        const hub = fleet.dhcp("hub");
        hub["shared-networks"][0].subnet4[0].relay["ip-addresses"] = ["192.0.2.11"];
        hub.subnet4 = hub["shared-networks"][0].subnet4.splice(1);
      },
      says: [
        "warning KEAHA097: relationship north.north+north.hub, north-dhcp4: relay of subnet 10.1.0.0/24 (id 1) differs: [192.0.2.11] on hub-dhcp4; [192.0.2.1] on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north.north+north.hub, north-dhcp4: shared-network of subnet 10.7.0.0/24 (id 7) and of 1 other subnet differs: not set on hub-dhcp4; [10.1.0.0/24,10.7.0.0/24] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "where each of three long values differs from the others",
      breaks: ({ subnet }) => {
        const boot = (start: string, end: string) => `${start}${"/a".repeat(45)}/${end}`;
        subnet("hub")["boot-file-name"] = boot("/x", "one");
        subnet("north")["boot-file-name"] = boot("/x", "two");
        subnet("backup")["boot-file-name"] = boot("", "one");
      },
      says: [
        `warning KEAHA097: relationship north, backup-dhcp4: boot-file-name of subnet 10.1.0.0/24 (id 1) differs: ...${"/a".repeat(38)}/one on hub-dhcp4; ...${"/a".repeat(38)}/two on north-dhcp4; ${"/a".repeat(40)}... on backup-dhcp4. Make the members alike: any of them may have to serve it.`,
      ],
    },
    {
      finds: "the place where long values differ",
      breaks: ({ subnet }) => {
        const boot = (end: string) => `${"/a".repeat(45)}/${end}`;
        for (const host of ["hub", "north", "backup"] as const) subnet(host)["boot-file-name"] = boot("one");
        subnet("north")["boot-file-name"] = boot("two");
      },
      says: [
        `warning KEAHA097: relationship north, north-dhcp4: boot-file-name of subnet 10.1.0.0/24 (id 1) differs: ...${"/a".repeat(38)}/one on hub-dhcp4 and backup-dhcp4; ...${"/a".repeat(38)}/two on north-dhcp4. Make the members alike: any of them may have to serve it.`,
      ],
    },
    {
      finds: "reservations that are looked up elsewhere, once for all that says so",
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north"), { "reservations-global": true, "reservations-in-subnet": false });
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: reservation lookup of subnet 10.1.0.0/24 (id 1) differs: [reservations-in-subnet] on hub-dhcp4 and backup-dhcp4; [reservations-global] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "another option under the code that is each server's own in DHCPv4",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north")["option-data"] = [{ code: 54, data: "00", "csv-format": false }];
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp6: option 54 of subnet 2001:db8:1::/64 (id 1) differs: not set on hub-dhcp6 and backup-dhcp6; [{csv-format:false,data:00}] on north-dhcp6. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "what else members have otherwise, where one of them has something wrong by itself",
      breaks: ({ subnet }) => {
        for (const host of ["north", "hub", "backup"] as const) {
          subnet(host)["option-data"] = [
            { name: "domain-name-servers", data: "10.0.0.1" },
            { name: "domain-name", data: "example.com" },
          ];
          subnet(host)["renew-timer"] = 900;
        }
        subnet("north")["option-data"][0].name = "domain-name-server";
        subnet("north")["option-data"][1].data = "example.net";
        subnet("north")["renew-timer"] = 800;
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: option domain-name of subnet 10.1.0.0/24 (id 1) differs: [{data:example.com}] on hub-dhcp4 and backup-dhcp4; [{data:example.net}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
        "warning KEAHA097: relationship north, north-dhcp4: renew-timer of subnet 10.1.0.0/24 (id 1) differs: 900 on hub-dhcp4 and backup-dhcp4; 800 on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
    {
      finds: "pools that differ, where what is wrong in them is wrong on all members",
      breaks: ({ subnet }) => {
        for (const host of ["north", "hub", "backup"] as const)
          subnet(host).pools[0]["client-classes"] = ["KNOWNN"];
        subnet("north").pools[0].pool = "10.1.0.10-10.1.0.99";
      },
      says: [
        "warning KEAHA097: relationship north, north-dhcp4: pools of subnet 10.1.0.0/24 (id 1) differ: [{client-classes:[KNOWNN],pool:10.1.0.10-10.1.0.250}] on hub-dhcp4 and backup-dhcp4; [{client-classes:[KNOWNN],pool:10.1.0.10-10.1.0.99}] on north-dhcp4. Make the members alike: any of them may have to serve it.",
      ],
    },
  ],
  [
    {
      allows: "how DNS is updated where nobody does, and one conflict mode by its two names",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "south", "hub", "backup"] as const) {
          dhcp(host)["dhcp-ddns"] = { "enable-updates": true };
          if (host !== "north") subnet(host, host === "south" ? 0 : 1)["ddns-send-updates"] = false;
        }
        dhcp("south")["ddns-override-no-update"] = true;
        dhcp("north")["ddns-use-conflict-resolution"] = false;
        for (const host of ["hub", "backup"] as const)
          dhcp(host)["ddns-conflict-resolution-mode"] = "no-check-with-dhcid";
      },
    },
    {
      allows: "the address by which each server is known to clients, by name and by code",
      breaks: ({ dhcp, subnet }) => {
        subnet("north")["option-data"] = [{ name: "dhcp-server-identifier", data: "10.1.0.1" }];
        dhcp("hub")["option-data"] = [{ code: 54, data: "10.0.0.1" }];
      },
    },
    {
      allows: "selectors, contexts, and another order",
      breaks: ({ subnet }) => {
        const { north, hub, backup } = {
          north: subnet("north"),
          hub: subnet("hub"),
          backup: subnet("backup"),
        };
        north.interface = "eth0";
        delete north.relay;
        north["user-context"].site = "north";
        const options = [
          { name: "routers", data: "10.1.0.1" },
          { name: "domain-name", data: "a.example" },
        ];
        north["option-data"] = options;
        hub["option-data"] = backup["option-data"] = [...options].reverse();
      },
    },
    {
      allows:
        "a member behind a relay that the other does not need, and the relay's own name for its address",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.subnet("north").interface = "eth7";
        fleet.subnet("hub").relay = { "ip-addresses": ["10.1.0.1", "192.0.2.1"] };
        fleet.subnet("backup").relay = { "ip-addresses": ["10.1.0.2"] };
      },
    },
    {
      allows: "Kea's default on one, and the same value on another",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["valid-lifetime"] = 7200;
        subnet("north")["option-data"] = [];
      },
    },
    {
      allows: "the ends of a lifetime that they have anyway, and that options are sent to who asks for them",
      breaks: ({ dhcp, subnet }) => {
        const option = { name: "routers", data: "10.1.0.1" };
        for (const host of ["north", "hub", "backup"] as const) subnet(host)["option-data"] = [option];
        for (const host of ["north", "south", "hub", "backup"] as const) dhcp(host)["valid-lifetime"] = 3600;
        Object.assign(subnet("north"), { "min-valid-lifetime": 3600, "max-valid-lifetime": 3600 });
        subnet("hub")["min-valid-lifetime"] = 3600;
        subnet("hub")["option-data"] = [{ ...option, "always-send": false, "never-send": false }];
      },
    },
    {
      allows: "one part of a lifetime on the subnet of one, on the server of the others",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["south", "hub", "backup"] as const)
          Object.assign(dhcp(host), { "valid-lifetime": 3600, "min-valid-lifetime": 600 });
        dhcp("north")["valid-lifetime"] = 3600;
        subnet("north")["min-valid-lifetime"] = 600;
      },
    },
    {
      allows: "a preferred lifetime that is left to Kea on one, and the same on another",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["preferred-lifetime"] = 4500;
        subnet("hub")["min-preferred-lifetime"] = 4500;
      },
    },
    {
      allows: "one guard, in the words of two release lines",
      breaks: ({ subnet }) => {
        subnet("hub")["client-class"] = subnet("backup")["client-class"] = "ALL";
        subnet("north")["client-classes"] = ["ALL"];
      },
    },
    {
      allows: "a guard that lets all in, and none",
      breaks: ({ subnet }) => {
        subnet("north")["client-classes"] = ["ALL"];
        subnet("south")["client-class"] = "ALL";
      },
    },
    {
      allows: "an option on the subnet of one and on the server of the others",
      breaks: ({ dhcp, subnet }) => {
        const option = { name: "domain-name-servers", data: "10.0.0.53" };
        subnet("north")["option-data"] = [{ code: 6, data: "10.0.0.53" }];
        for (const host of ["hub", "backup", "south"] as const) dhcp(host)["option-data"] = [option];
      },
    },
    {
      allows: "other spellings of the same pools, addresses, identifiers and options",
      breaks: ({ subnet }) => {
        Object.assign(subnet("north"), {
          pools: [{ pool: "10.1.0.16 - 10.1.0.31" }],
          reservations: [
            { "client-id": "01112233", "ip-address": "10.1.0.5" },
            { "hw-address": "1A:1B:1C:1D:1E:1F", "ip-address": "10.1.0.6" },
          ],
          "option-data": [
            { name: "domain-name-servers", data: "10.0.0.2,10.0.0.3" },
            { name: "ip-forwarding", data: "1" },
            { name: "domain-search", data: "a.example., b.example" },
          ],
        });
        for (const host of ["hub", "backup"] as const)
          Object.assign(subnet(host), {
            pools: [{ pool: "10.1.0.16/28" }],
            reservations: [
              { "hw-address": "1a:1b:1c:1d:1e:1f", "ip-address": "10.1.0.6" },
              { "client-id": "01:11:22:33", "ip-address": "10.1.0.5" },
            ],
            "option-data": [
              { name: "domain-name-servers", data: "10.0.0.2, 10.0.0.3" },
              { name: "ip-forwarding", data: "true", "csv-format": true },
              { name: "domain-search", data: "a.example,b.example" },
            ],
          });
      },
    },
    {
      allows: "global reservations that say the same in more words",
      breaks: ({ dhcp }) => {
        const option = { name: "domain-name-servers", data: "10.0.0.2, 10.0.0.3" };
        const short = { "hw-address": "02:00:00:00:00:aa", hostname: "h" };
        for (const host of ["north", "south", "hub", "backup"] as const)
          Object.assign(dhcp(host), {
            "reservations-global": true,
            reservations: [{ ...short, "option-data": [option] }, { "client-id": "0a0b" }],
          });
        dhcp("north").reservations = [
          { "client-id": "0A:0B", hostname: "", "server-hostname": "" },
          {
            ...short,
            ...{ "boot-file-name": "", "next-server": "0.0.0.0", "client-classes": [] },
            "option-data": [
              { code: 6, data: "10.0.0.2,10.0.0.3", space: "dhcp4", "csv-format": true, "never-send": false },
            ],
          },
        ];
        dhcp("backup").reservations[0]["option-data"] = [
          { name: "domain-name-servers", "csv-format": false, data: "0A0000020A000003" },
        ];
      },
    },
    {
      allows: "the same of prefixes and options of their own in DHCPv6",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        const reserved = { duid: "01:02:03", "ip-addresses": ["2001:db8:1::5"], prefixes: [] };
        for (const host of ["north", "south", "hub", "backup"] as const)
          Object.assign(dhcp(host), {
            "reservations-global": true,
            "option-def": [{ name: "foo", code: 1222, type: "uint32" }],
            reservations: [{ ...reserved, "option-data": [{ name: "foo", data: "1" }] }],
          });
        dhcp("north").reservations[0] = {
          ...{ duid: "010203", "ip-addresses": ["2001:DB8:1:0::5"], hostname: "" },
          "option-data": [{ code: 1222, data: "1", "always-send": false }],
        };
      },
    },
    {
      allows: "an option of their own by its code and by its name, also where that is another",
      breaks: ({ dhcp, subnet }) => {
        for (const [host, name] of [
          ["north", "foo"],
          ["hub", "foo"],
          ["backup", "bar"],
        ] as const)
          dhcp(host)["option-def"] = [{ name, code: 222, type: "uint32" }];
        subnet("north")["option-data"] = [{ code: 222, data: "1" }];
        subnet("hub")["option-data"] = [{ name: "foo", data: "1" }];
        subnet("backup")["option-data"] = [{ name: "bar", data: "1" }];
      },
    },
    {
      allows: "pools that follow each other as Kea shows them, with empty lists and remarks",
      breaks: ({ subnet }) => {
        subnet("north").pools = [
          { pool: "10.1.0.64-10.1.0.99", "option-data": [], comment: "desks" },
          { pool: "10.1.0.100-10.1.0.127", "user-context": { floor: 2 } },
        ];
        for (const host of ["hub", "backup"] as const) subnet(host).pools = [{ pool: "10.1.0.64/26" }];
      },
    },
    {
      allows: "pools that follow each other, and are one on another member",
      breaks: ({ subnet }) => {
        subnet("north").pools = [
          { pool: "10.1.0.100-10.1.0.127" },
          { pool: "10.1.0.64-10.1.0.99" },
          { pool: "10.1.0.200/31" },
        ];
        for (const host of ["hub", "backup"] as const)
          subnet(host).pools = [{ pool: "10.1.0.64/26" }, { pool: "10.1.0.200-10.1.0.201" }];
      },
    },
    {
      allows: "pools and reservations that Kea refuses on one member: another mistake",
      breaks: ({ subnet }) => {
        subnet("north").pools = [{ pool: "10.2.0.10-10.2.0.250" }];
        const [hub, south] = [subnet("hub", 1), subnet("south")];
        hub.reservations = [{ "hw-address": "AA-BB-CC-DD-EE-0F", "ip-address": "10.2.0.5" }];
        const right = [{ "hw-address": "aa:bb:cc:dd:ee:0f", "ip-address": "10.2.0.5" }];
        south.reservations = subnet("backup", 1).reservations = right;
      },
    },
    {
      allows: "guards of a class that has another name on one member: another mistake",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "hub", "backup"] as const) {
          const name = host === "north" ? "telephones" : "phones";
          dhcp(host)["client-classes"] = [{ name, test: "option[60].exists" }];
          subnet(host)["client-classes"] = [name];
          subnet(host).pools[0]["client-classes"] = [name];
        }
      },
    },
    {
      allows: "what is known only at apply",
      breaks: ({ subnet }) => {
        subnet("north").pools = [{ pool: UNKNOWN }];
      },
    },
  ],
);

test.each<[string, string, (subnet: Subnet) => unknown]>([
  ["an option's name", "083", (map) => (map["option-data"][0].name = "routrs")],
  ["an option's data", "083", (map) => (map["option-data"][0].data = "10.1.0.x")],
  ["the key of options", "060", ({ "option-data": data, ...map }) => ({ ...map, "option-datas": data })],
  ["the key of a lifetime", "060", ({ "valid-lifetime": all, ...map }) => ({ ...map, "valid-lifetme": all })],
  ["a lifetime, above its maximum", "065", (map) => (map["valid-lifetime"] = 36000)],
  ["a pool, which is there twice", "070", ({ pools }) => pools.push({ ...pools[0] })],
  ["a pool, into another one", "070", ({ pools }) => pools.push({ pool: "10.1.0.20-10.1.0.30" })],
  ["an option's name, left out", "062", (map) => delete map["option-data"][0].name],
  ["an option, left empty", "062", (map) => (map["option-data"][0] = {})],
  ["prefixes for DHCPv4", "060", (map) => ({ ...map, "pd-pools": [{ prefix: "2001:db8::" }] })],
  ["a reservation, which is there twice", "081", ({ reservations: all }) => all.push({ ...all[0] })],
  ["the member of a pool", "104", (map) => (map.pools[0]["client-classes"] = ["HA_x"])],
])("a slip in %s, on one member alone, is told once", (_, code, slip) => {
  const fleet = soundFleet();
  for (const host of ["north", "hub", "backup"] as const)
    Object.assign(fleet.subnet(host), {
      "option-data": [{ name: "routers", data: "10.1.0.1" }],
      reservations: [{ "hw-address": "02:00:00:00:00:01", "ip-address": "10.1.0.2" }],
      ...{ "renew-timer": 900, "rebind-timer": 1800, "valid-lifetime": 3600, "max-valid-lifetime": 7200 },
    });
  const changed: unknown = slip(fleet.subnet("north"));
  if (code === "060") fleet.dhcp("north").subnet4[0] = changed;
  expect(findings(readFleet(fleet.servers, fleet.labels)).map((one) => one.code)).toEqual([`KEAHA${code}`]);
});

test("a pool of prefixes that delegates larger ones, on one member alone, is told once", () => {
  const fleet = soundFleet(Family.V6);
  for (const host of ["north", "hub", "backup"] as const)
    fleet.subnet(host)["pd-pools"] = [{ prefix: "2001:db8:8::", "prefix-len": 48, "delegated-len": 56 }];
  fleet.subnet("north")["pd-pools"][0]["delegated-len"] = 40;
  expect(findings(readFleet(fleet.servers, fleet.labels)).map((one) => one.code)).toEqual(["KEAHA071"]);
});

test.each<[string, string, (subnet: Subnet) => unknown]>([
  ["an address of its own in a pool", "161", (map) => (map.pools[0].pool = "10.1.0.1-10.1.0.250")],
  ["the class of a pool", "086", (map) => (map.pools[0]["client-classes"] = ["KNOWNN"])],
  ["the class of a subnet", "086", (map) => (map["client-classes"] = ["STAFF"])],
])("what members have otherwise is told beside what is only advice: %s", (_, code, slip) => {
  const fleet = soundFleet();
  for (const host of ["north", "hub", "backup"] as const)
    fleet.subnet(host)["option-data"] = [{ name: "routers", data: "10.1.0.1" }];
  slip(fleet.subnet("north"));
  const codes = findings(readFleet(fleet.servers, fleet.labels)).map((one) => one.code);
  expect(codes.sort()).toEqual(["KEAHA097", `KEAHA${code}`].sort());
});

test("a subnet that one member lacks in a shared network is told once", () => {
  const fleet = soundFleet();
  for (const host of ["north", "hub", "backup"] as const) {
    const dhcp = fleet.dhcp(host);
    const [first] = dhcp.subnet4.splice(0, 1);
    const other = { ...structuredClone(first), id: 11, subnet: "10.11.0.0/24", relay: {} };
    delete (other as Subnet).relay;
    other.pools = [{ pool: "10.11.0.10-10.11.0.20" }];
    dhcp["shared-networks"] = [{ name: "campus", subnet4: host === "north" ? [first] : [first, other] }];
  }
  const all = findings(readFleet(fleet.servers, fleet.labels)).map((one) => one.code);
  expect(all).toEqual(["KEAHA096"]);
});

test("what three members have in three ways is told beside the error of one", () => {
  const fleet = soundFleet();
  for (const [host, name, data] of [
    ["north", "routrs", "10.1.0.1"],
    ["hub", "routers", "10.1.0.1"],
    ["backup", "routers", "10.1.0.2"],
  ] as const)
    fleet.subnet(host)["option-data"] = [{ name, data }];
  const codes = findings(readFleet(fleet.servers, fleet.labels)).map((one) => one.code);
  expect(codes).toContain("KEAHA097");
});

test("pools that differ are told beside one that Kea refuses, in another entry", () => {
  const fleet = soundFleet();
  const { pools } = fleet.subnet("north");
  pools[0].pool = "10.1.0.10-10.1.0.99";
  pools.push({ pool: "10.9.0.1-10.9.0.9" });
  const codes = findings(readFleet(fleet.servers, fleet.labels)).map((one) => one.code);
  expect(codes.sort()).toEqual(["KEAHA007", "KEAHA097"]);
});

test("a lifetime that several subnets have otherwise is told, where only one of them misspells it", () => {
  const fleet = soundFleet();
  for (const host of ["north", "hub", "backup"] as const) {
    const { id: _, ...map } = fleet.subnet(host);
    fleet.dhcp(host).subnet4.push({
      ...JSON.parse(JSON.stringify(map).replaceAll("10.1.", "10.7.")),
      id: 7,
    });
    for (const subnet of fleet.dhcp(host).subnet4)
      if ([1, 7].includes(subnet.id)) subnet["valid-lifetime"] = 4000;
  }
  const { "valid-lifetime": all, ...map } = fleet.subnet("north");
  const list = fleet.dhcp("north").subnet4;
  list[0] = { ...map, "valid-lifetme": all };
  delete list.at(-1)["valid-lifetime"];
  const codes = findings(readFleet(fleet.servers, fleet.labels)).map((one) => one.code);
  expect(codes.sort()).toEqual(["KEAHA060", "KEAHA097"]);
});
