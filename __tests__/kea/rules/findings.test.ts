import { App, Testing } from "cdktf";
import {
  Family,
  HaMode,
  type KeaHostProps,
  type KeaRelationshipProps,
  KeaTopology,
  KeaVersion,
} from "../../../constructs";
import { KeaStack } from "../../../stacks";
import { synthErrors } from "../../support/synth";

type Hosts = Record<"hub" | "spoke" | "other", ReturnType<KeaTopology["addHost"]>>;

const SUBNET = { id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"] };
const SECOND = { id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"] };

/** What synth says of two relationships of one hub, changed as given. */
function errors(
  change: (hosts: Hosts) => { north?: Partial<KeaRelationshipProps>; south?: Partial<KeaRelationshipProps> },
  hub: Partial<KeaHostProps> = {},
): string[] {
  return synthErrors((stack) => {
    const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
    const hosts: Hosts = {
      hub: dhcp.addHost("hub", { address: "10.0.0.1", interfaces: ["eth0"], ...hub }),
      spoke: dhcp.addHost("spoke", { address: "10.1.0.1", interfaces: ["eth0"] }),
      other: dhcp.addHost("other", { address: "10.2.0.1", interfaces: ["eth0"] }),
    };
    const { north, south } = change(hosts);
    dhcp.addRelationship("north", {
      primary: { host: hosts.spoke },
      standby: { host: hosts.hub },
      port: 8000,
      subnets: [SUBNET],
      ...north,
    });
    dhcp.addRelationship("south", {
      primary: { host: hosts.other },
      standby: { host: hosts.hub },
      port: 8001,
      subnets: [SECOND],
      ...south,
    });
  });
}

test("a sound topology has no findings", () => {
  expect(errors(() => ({}))).toEqual([]);
});

test.each<[string, Parameters<typeof errors>[0], string[]]>([
  [
    "a host that is a member twice",
    ({ spoke }) => ({ north: { standby: { host: spoke, name: "again", port: 9000 } } }),
    [
      "[stack/dhcp/relationships/north] error KEAHA001: relationship north: host spoke is a member twice, as north.spoke and as again. Give each member of a relationship a host of its own.",
    ],
  ],
  [
    "a relationship without subnets",
    () => ({ south: { subnets: [] } }),
    [
      "[stack/dhcp/relationships/south] error KEAHA002: relationship south: it has no subnets. Give it at least one subnet, or remove it.",
    ],
  ],
  [
    "a member name that two relationships use",
    ({ hub }) => ({
      north: { standby: { host: hub, name: "hub" } },
      south: { standby: { host: hub, name: "hub" } },
    }),
    [
      "[stack/dhcp/relationships/south] error KEAHA003: relationship south: the member name hub is used twice, also in relationship north. Name each member differently over all relationships.",
    ],
  ],
  [
    "two relationships on one port of a host",
    () => ({ south: { port: 8000 } }),
    [
      "[stack/dhcp/relationships/south] error KEAHA004: relationship south, hub-dhcp4: south.hub listens on 10.0.0.1 port 8000, and so does north.hub. Give every relationship of host hub a port of its own.",
    ],
  ],
  [
    "load-balancing on a host with several relationships",
    ({ hub }) => ({ north: { mode: HaMode.LOAD_BALANCING, standby: undefined, secondary: { host: hub } } }),
    [
      "[stack/dhcp/relationships/north] error KEAHA005: relationship north, hub-dhcp4: its mode is load-balancing, and hub is in 2 relationships: Kea allows that in mode hot-standby only. Make it hot-standby, or take hub out of its other relationships.",
    ],
  ],
  [
    "a hot-standby relationship without standby",
    () => ({ north: { standby: undefined } }),
    [
      "[stack/dhcp/relationships/north] error KEAHA006: relationship north, spoke-dhcp4: it is hot-standby and has no standby. A hot-standby relationship has one primary and one standby, and may have backups.",
    ],
  ],
  [
    "a pool outside its subnet, and one that is no range",
    () => ({ north: { subnets: [{ ...SUBNET, pools: ["10.1.1.10-10.1.1.20", "10.1.0.9-10.1.0.1"] }] } }),
    [
      "[stack/dhcp/relationships/north] error KEAHA007: relationship north, hub-dhcp4: pool 10.1.1.10-10.1.1.20 is not inside subnet 10.1.0.0/24 (id 1). Write FIRST-LAST or a prefix, both inside the subnet.",
      "[stack/dhcp/relationships/north] error KEAHA007: relationship north, hub-dhcp4: pool 10.1.0.9-10.1.0.1 of subnet 10.1.0.0/24 (id 1) is not a range of addresses. Write FIRST-LAST or a prefix, both inside the subnet.",
    ],
  ],
  [
    "a name where an address is needed, and a port out of range",
    ({ spoke, other }) => ({
      north: { primary: { host: spoke, address: "spoke.example" } },
      south: { primary: { host: other, port: 70000 } },
    }),
    [
      "[stack/dhcp/relationships/north] error KEAHA008: relationship north, spoke-dhcp4: the URL http://spoke.example:8000/ of north.spoke has spoke.example where an IP address is needed. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      "[stack/dhcp/relationships/south] relationship south, primary: port is 70000. It takes a whole number from 1 to 65535, without quotes.",
    ],
  ],
  [
    "a member at an address that its host does not have",
    ({ spoke }) => ({ north: { primary: { host: spoke, address: "10.9.9.9" } } }),
    [
      "[stack/dhcp/relationships/north] error KEAHA008: relationship north, spoke-dhcp4: the URL http://10.9.9.9:8000/ of north.spoke is not at an address of host spoke (10.1.0.1). Use one of its addresses, or add 10.9.9.9 to them.",
    ],
  ],
  [
    "a subnet id and a prefix that two relationships use",
    () => ({ south: { subnets: [{ ...SUBNET }] } }),
    [
      "[stack/dhcp/relationships/south] error KEAHA009: relationship south, hub-dhcp4: id 1 is used by two subnets, also in relationship north. Give every subnet an id and a prefix of its own.",
      "[stack/dhcp/relationships/south] error KEAHA009: relationship south, hub-dhcp4: prefix 10.1.0.0/24 is used by two subnets, also in relationship north. Give every subnet an id and a prefix of its own.",
    ],
  ],
  [
    "an IPv6 prefix in an IPv4 relationship, and an id that is none",
    () => ({ north: { subnets: [{ id: 0, subnet: "2001:db8::/64" }] } }),
    [
      "[stack/dhcp/relationships/north] error KEAHA010: relationship north, hub-dhcp4: subnet 2001:db8::/64 (id 0) has an id that Kea refuses. Give each subnet an id of its own, a whole number from 1 to 4294967294, alike on all members.",
      "[stack/dhcp/relationships/north] error KEAHA010: relationship north, hub-dhcp4: subnet 2001:db8::/64 (id 0) is not an IPv4 prefix. Write an address and a length, as in 10.1.0.0/24.",
    ],
  ],
  [
    "a timer that Kea cannot hold",
    () => ({ north: { ha: { heartbeatDelay: 70000 } } }),
    [
      "[stack/dhcp/relationships/north] error KEAHA014: relationship north, hub-dhcp4: heartbeat-delay is 70000. It takes whole numbers from 1 to 65535.",
    ],
  ],
])("synth refuses %s", (_, change, expected) => {
  expect(errors(change)).toEqual(expected);
});

test("synth refuses a lease file where Kea takes none", () => {
  expect(errors(() => ({}), { settings: { leaseDatabase: { name: "/tmp/kea-dhcp4-leases" } } })).toEqual([
    "[stack/dhcp/hosts/hub] error KEAHA011: hub-dhcp4: /tmp/kea-dhcp4-leases is in a directory that Kea refuses. Put it directly into /var/lib/kea, write its name alone, or declare where this installation has it (settings.directories).",
  ]);
});

test("synth takes files in the directories that are declared, and no others", () => {
  const directories = { data: "/srv/kea" };
  const declared = (name: string) =>
    errors(() => ({}), { settings: { directories, leaseDatabase: { name } } });
  expect(declared("/srv/kea/leases4.csv")).toEqual([]);
  expect(declared("/var/lib/kea/leases4.csv")).toEqual([
    "[stack/dhcp/hosts/hub] error KEAHA011: hub-dhcp4: /var/lib/kea/leases4.csv is in a directory that Kea refuses. Put it directly into /srv/kea, write its name alone, or declare where this installation has it (settings.directories).",
  ]);
});

test("all findings come at once", () => {
  const found = errors(() => ({ north: { subnets: [] }, south: { port: 8000, ha: { syncPageLimit: 0 } } }));
  expect(found.map((line) => /KEAHA\d+/.exec(line)?.[0])).toEqual(["KEAHA002", "KEAHA004", "KEAHA014"]);
});

test("a DHCPv6 relationship is judged by the same rules", () => {
  expect(
    errors(() => ({
      north: { family: Family.V6, subnets: [{ id: 1, subnet: "2001:db8::/64", pools: ["2001:db9::/80"] }] },
    })),
  ).toEqual([
    "[stack/dhcp/relationships/north] error KEAHA007: relationship north, hub-dhcp6: pool 2001:db9::/80 is not inside subnet 2001:db8::/64 (id 1). Write FIRST-LAST or a prefix, both inside the subnet.",
  ]);
});

describe("a topology's warnings", () => {
  const warned = (silence?: Record<string, string>) => {
    const app = new App({ stackTraces: false });
    const stack = new KeaStack(app, "stack");
    const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0, silence });
    dhcp.addRelationship("north", {
      primary: { host: dhcp.addHost("spoke", { address: "10.1.0.1", interfaces: ["eth0"] }) },
      standby: {
        host: dhcp.addHost("hub", { address: "10.0.0.1", interfaces: ["eth0"] }),
        autoFailover: false,
      },
      port: 8000,
      subnets: [SUBNET],
    });
    Testing.synth(stack, true);
    return stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata.flatMap(({ data }) => /KEAHA\d+/.exec(String(data))?.[0] ?? []));
  };

  test("come with the synth", () => {
    expect(warned()).toEqual(["KEAHA051"]);
  });

  test("can be silenced, by code and with a reason", () => {
    expect(warned({ KEAHA051: "somebody is on duty, and sends ha-scopes" })).toEqual([]);
  });

  test.each([
    [{ KEAHA051: " " }, "silence KEAHA051: a reason is missing."],
    [
      { KEAHA007: "never mind" },
      "silence KEAHA007: KEAHA007 (pool-outside-subnet) is an error. Only warnings can be silenced.",
    ],
    [{ KEAHA999: "never mind" }, "silence KEAHA999: there is no rule KEAHA999."],
  ])("cannot be silenced like this: %j", (silence, message) => {
    expect(() => warned(silence as unknown as Record<string, string>)).toThrow(message);
  });
});
