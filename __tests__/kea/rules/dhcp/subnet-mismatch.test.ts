import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { subnetMismatch } from "../../../../kea/rules/dhcp/subnet-mismatch";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { only, pair, undeclared } from "../ha/members";

describeRule(
  subnetMismatch,
  [
    {
      finds: "one id for two prefixes",
      breaks: ({ subnet }) => {
        subnet("north").subnet = "10.9.0.0/24";
        subnet("north").pools = [];
      },
      says: [
        "error KEAHA096: relationship north, north-dhcp4: id 1 is 10.1.0.0/24 on hub-dhcp4 and backup-dhcp4, and 10.9.0.0/24 on north-dhcp4. Give a subnet the same id and prefix on all members.",
      ],
    },
    {
      finds: "one prefix under two ids",
      breaks: ({ subnet }) => {
        subnet("north").id = 7;
      },
      says: [
        "error KEAHA096: relationship north, north-dhcp4: prefix 10.1.0.0/24 has id 1 on hub-dhcp4 and backup-dhcp4, and id 7 on north-dhcp4. Give a subnet the same id and prefix on all members.",
      ],
    },
    {
      finds: "a subnet that one member lacks",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet4.push({
          ...subnet("north"),
          id: 9,
          subnet: "10.9.0.0/24",
          pools: [{ pool: "10.9.0.10-10.9.0.99" }],
        });
      },
      says: [
        "error KEAHA096: relationship north, north-dhcp4: subnet 10.9.0.0/24 (id 9) is on north-dhcp4, and not on hub-dhcp4 and backup-dhcp4. Give all members the same subnets; their interface and relay may differ.",
      ],
    },
    {
      finds: "a member without any of the subnets",
      breaks: ({ dhcp }) => {
        dhcp("backup").subnet4 = [];
      },
      says: [
        "error KEAHA096: relationship north, backup-dhcp4: backup-dhcp4 has none of its subnets. Give all members the same subnets; their interface and relay may differ.",
        "error KEAHA096: relationship south, backup-dhcp4: backup-dhcp4 has none of its subnets. Give all members the same subnets; their interface and relay may differ.",
      ],
    },
    {
      finds: "a member whose list of the other family's subnets is empty",
      breaks: ({ dhcp }) => {
        delete dhcp("north").subnet4;
        dhcp("north").subnet6 = [];
      },
      says: [
        "error KEAHA096: relationship north, north-dhcp4: north-dhcp4 has none of its subnets. Give all members the same subnets; their interface and relay may differ.",
      ],
    },
    {
      finds: "another id of a subnet whose ha-server-name is missing or wrong, and not that it is missing",
      breaks: ({ subnet }) => {
        subnet("hub").id = 7;
        delete subnet("hub")["user-context"];
        subnet("backup", 1).id = 8;
        subnet("backup", 1)["user-context"] = { "ha-server-name": "nobody" };
      },
      says: [
        "error KEAHA096: relationship north, hub-dhcp4: prefix 10.1.0.0/24 has id 1 on north-dhcp4 and backup-dhcp4, and id 7 on hub-dhcp4. Give a subnet the same id and prefix on all members.",
        "error KEAHA096: relationship south, backup-dhcp4: prefix 10.2.0.0/24 has id 2 on hub-dhcp4 and south-dhcp4, and id 8 on backup-dhcp4. Give a subnet the same id and prefix on all members.",
      ],
    },
    {
      finds: "another size of a subnet that has no ha-server-name, and not that it is missing",
      breaks: (fleet) => {
        only(fleet, "hub", "north", "south");
        const subnet = fleet.subnet("hub");
        subnet.subnet = "10.1.0.0/23";
        delete subnet["user-context"];
        const pools = [{ pool: "10.9.0.10-10.9.0.99" }];
        const more = { ...fleet.subnet("north"), id: 9, subnet: "10.9.0.0/24", pools };
        fleet.dhcp("north").subnet4.push(more);
      },
      says: [
        "error KEAHA096: relationship north, hub-dhcp4: id 1 is 10.1.0.0/24 on north-dhcp4, and 10.1.0.0/23 on hub-dhcp4. Give a subnet the same id and prefix on all members.",
        "error KEAHA096: relationship north, north-dhcp4: subnet 10.9.0.0/24 (id 9) is on north-dhcp4, and not on hub-dhcp4. Give all members the same subnets; their interface and relay may differ.",
      ],
    },
    {
      finds: "a member that has the id of a subnet for something else, without ha-server-name",
      breaks: (fleet) => {
        only(fleet, "hub", "north", "south");
        const subnet = fleet.subnet("hub");
        Object.assign(subnet, { subnet: "10.9.0.0/24", pools: [] });
        delete subnet["user-context"];
      },
      says: [
        "error KEAHA096: relationship north, hub-dhcp4: hub-dhcp4 has none of its subnets. Give all members the same subnets; their interface and relay may differ.",
      ],
    },
    {
      finds: "ids that are counted from another subnet, once, and the subnet that is missing in front",
      breaks: (fleet) => {
        pair(fleet);
        const list = (ids: number[], from: number) =>
          ids.map((id) => ({
            ...{ id, subnet: `10.${id + from}.0.0/24` },
            pools: [{ pool: `10.${id + from}.0.0/25` }],
          }));
        fleet.dhcp("hub").subnet4 = list([1, 2, 3, 4], 0);
        fleet.dhcp("north").subnet4 = list([1, 2, 3], 1);
      },
      says: [
        "error KEAHA096: relationship north.north+north.hub, hub-dhcp4: subnet 10.1.0.0/24 (id 1) is on hub-dhcp4, and not on north-dhcp4. Give all members the same subnets; their interface and relay may differ.",
        "error KEAHA096: relationship north.north+north.hub, north-dhcp4: ids of 3 subnets differ: the first is 10.2.0.0/24, with id 2 on hub-dhcp4, and id 1 on north-dhcp4. Give a subnet the same id and prefix on all members.",
      ],
    },
    {
      finds: "two subnets that a hub tags each with a member of the other's relationship",
      breaks: (fleet) => {
        only(fleet, "hub", "north", "south");
        fleet.subnet("hub", 0)["user-context"] = { "ha-server-name": "south.hub" };
        fleet.subnet("hub", 1)["user-context"] = { "ha-server-name": "north.north" };
      },
      says: [
        "error KEAHA096: relationship north, hub-dhcp4: subnet 10.2.0.0/24 (id 2) is in relationship south on south-dhcp4, and its ha-server-name here is north.north, a member of relationship north. Give it the ha-server-name of a member of relationship south.",
        "error KEAHA096: relationship south, hub-dhcp4: subnet 10.1.0.0/24 (id 1) is in relationship north on north-dhcp4, and its ha-server-name here is south.hub, a member of relationship south. Give it the ha-server-name of a member of relationship north.",
      ],
    },
    {
      finds: "one subnet of two that a hub has in the wrong relationship",
      breaks: (fleet) => {
        fleet.subnet("hub", 0)["user-context"] = { "ha-server-name": "south.hub" };
      },
      says: [
        "error KEAHA096: relationship south, hub-dhcp4: subnet 10.1.0.0/24 (id 1) is in relationship north on north-dhcp4, and its ha-server-name here is south.hub, a member of relationship south. Give it the ha-server-name of a member of relationship north.",
      ],
    },
    ...[
      [
        "reservations",
        { id: 9, reservations: [{ "hw-address": "00:11:22:33:44:55", "ip-address": "10.9.0.9" }] },
        {},
      ],
      ["reservations of all subnets", { id: 9 }, { reservations: [{ "hw-address": "00:11:22:33:44:55" }] }],
      ["a database of reservations", { id: 9 }, { "hosts-database": { type: "mysql" } }],
    ].map(([what, its, more]) => ({
      finds: `a subnet without pools that one member has, and that ${what as string} may fill`,
      breaks: ({ dhcp, subnet }: SoundFleet) => {
        const { relay: _, ...link } = subnet("north");
        dhcp("north").subnet4.push({ ...link, subnet: "10.9.0.0/24", pools: [], ...(its as object) });
        Object.assign(dhcp("north"), more);
      },
      says: [
        "error KEAHA096: relationship north, north-dhcp4: subnet 10.9.0.0/24 (id 9) is on north-dhcp4, and not on hub-dhcp4 and backup-dhcp4. Give all members the same subnets; their interface and relay may differ.",
      ],
    })),
    ...[
      ["options", { "option-data": [{ name: "domain-name", data: "a.example" }] }],
      ["a boot server", { "next-server": "10.9.0.9" }],
      ["a boot file", { "boot-file-name": "/boot" }],
    ].map(([what, its]) => ({
      finds: `a subnet without pools that one member has for ${what as string}`,
      breaks: ({ dhcp, subnet }: SoundFleet) => {
        const { relay: _, ...link } = subnet("north");
        const more = { ...link, id: 9, subnet: "10.9.0.0/24", pools: [], ...(its as object) };
        dhcp("north").subnet4.push(more);
      },
      says: [
        "error KEAHA096: relationship north, north-dhcp4: subnet 10.9.0.0/24 (id 9) is on north-dhcp4, and not on hub-dhcp4 and backup-dhcp4. Give all members the same subnets; their interface and relay may differ.",
      ],
    })),
    {
      finds: "a subnet without pools in a shared network, where its clients get leases of another",
      breaks: ({ dhcp, subnet }) => {
        const { relay: _, ...link } = subnet("north");
        const more = { ...link, id: 9, subnet: "10.9.0.0/24", pools: [] };
        const subnet4 = [...dhcp("north").subnet4, more];
        Object.assign(dhcp("north"), { subnet4: [], "shared-networks": [{ name: "floor", subnet4 }] });
      },
      says: [
        "error KEAHA096: relationship north, north-dhcp4: subnet 10.9.0.0/24 (id 9) is on north-dhcp4, and not on hub-dhcp4 and backup-dhcp4. Give all members the same subnets; their interface and relay may differ.",
      ],
    },
  ],
  [
    {
      allows: "a subnet of which no client gets anything",
      breaks: ({ dhcp, subnet }) => {
        const { relay: _, ...link } = subnet("north");
        const nothing = { pools: [], "option-data": [], "next-server": "0.0.0.0", "boot-file-name": "" };
        dhcp("north").subnet4.push({ ...link, id: 9, subnet: "10.9.0.0/24", ...nothing });
      },
    },
    {
      allows: "servers whose subnets are in the other family's list, of which another rule tells",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "south"] as const) {
          dhcp(host).subnet6 = dhcp(host).subnet4;
          delete dhcp(host).subnet4;
        }
      },
    },
    {
      allows: "a member whose subnets may come from a database",
      breaks: (fleet) => {
        fleet.dhcp("north").subnet4 = [];
        fleet.dhcp("north")["config-control"] = { "config-databases": [{ type: "mysql", name: "kea" }] };
      },
    },
    {
      allows: "a spoke's subnet on a hub that does not know the spoke, which is told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"].length = 1;
        for (const subnet of fleet.dhcp("hub").subnet4) delete subnet["user-context"];
      },
    },
    {
      allows: "one configuration alone",
      breaks: ({ servers, subnet }) => {
        subnet("north").id = 7;
        servers.splice(
          0,
          servers.length,
          servers.find(({ host }) => host === "north")!,
        );
      },
    },
    {
      allows: "a spoke with the members of another one, which is told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("south").peers = structuredClone(fleet.ha("north").peers);
      },
    },
    {
      allows: "another spelling of one prefix, and other selectors",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north").subnet = "2001:DB8:1:0::/64";
        subnet("north").interface = "eth0";
        delete subnet("north").relay;
      },
    },
    {
      allows: "what is known only at apply",
      breaks: ({ subnet }) => {
        subnet("north").id = UNKNOWN;
      },
    },
  ],
);
