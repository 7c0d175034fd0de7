import type { ServerConfig } from "../../../kea/fleet/fleet";
import { readFleet } from "../../../kea/fleet/read";
import { Family } from "../../../kea/model/family";
import type { RelationshipLabel } from "../../../kea/model/label";

/** What one server calls itself in a relationship, and the members that it lists there, with their addresses. */
type Said = readonly [self: string, members: Readonly<Record<string, string>>];

function server(host: string, ...relationships: readonly Said[]): ServerConfig {
  const ha = relationships.map(([self, members]) => ({
    "this-server-name": self,
    peers: Object.entries(members).map(([name, address]) => ({ name, url: `http://${address}:8000/` })),
  }));
  const hook = { library: "libdhcp_ha.so", parameters: { "high-availability": ha } };
  return { host, family: Family.V4, config: { Dhcp4: { "hooks-libraries": [hook] } } };
}

/** The hosts of each relationship that the servers are grouped into. */
function grouped(servers: readonly ServerConfig[], labels: readonly RelationshipLabel[] = []) {
  const { relationships } = readFleet(servers, labels);
  return relationships.map(({ name, sides }) => [name, ...sides.map((side) => side.server.host)]);
}

const PAIR = { a: "10.0.0.1", b: "10.0.0.2" };

test("servers that list the same members are in one relationship, called by their names", () => {
  expect(grouped([server("kea1", ["a", PAIR]), server("kea2", ["b", PAIR])])).toEqual([
    ["a+b", "kea1", "kea2"],
  ]);
});

test("a hub is in one relationship with each of its spokes", () => {
  const north = { "hub.north": "10.0.0.1", north: "10.0.0.2" };
  const south = { "hub.south": "10.0.0.1", south: "10.0.0.3" };
  const servers = [
    server("hub", ["hub.north", north], ["hub.south", south]),
    server("kea-north", ["north", north]),
    server("kea-south", ["south", south]),
  ];
  expect(grouped(servers)).toEqual([
    ["hub.north+north", "hub", "kea-north"],
    ["hub.south+south", "hub", "kea-south"],
  ]);
});

test("two sites whose pairs have the same names are two relationships: their members have other addresses", () => {
  const other = { a: "10.9.0.1", b: "10.9.0.2" };
  const servers = [
    server("berlin1", ["a", PAIR]),
    server("rome1", ["a", other]),
    server("berlin2", ["b", PAIR]),
    server("rome2", ["b", other]),
  ];
  expect(grouped(servers).map(([, ...hosts]) => hosts)).toEqual([
    ["berlin1", "berlin2"],
    ["rome1", "rome2"],
  ]);
});

test("partners that have another address for each member are still one pair: they share names", () => {
  const seenFromThere = { a: "192.0.2.1", b: "192.0.2.2" };
  expect(grouped([server("kea1", ["a", PAIR]), server("kea2", ["b", seenFromThere])])).toEqual([
    ["a+b", "kea1", "kea2"],
  ]);
});

test("two relationships of one server stay two, though their members have the same names", () => {
  const elsewhere = { a: "10.9.0.1", b: "10.9.0.2" };
  expect(grouped([server("kea1", ["a", PAIR], ["b", elsewhere])])).toHaveLength(2);
});

test("servers of the two families are never in one relationship", () => {
  const four = server("kea1", ["a", PAIR]);
  const six = { ...server("kea1", ["b", PAIR]), family: Family.V6 };
  const { Dhcp4 } = six.config as { Dhcp4: object };
  expect(grouped([four, { ...six, config: { Dhcp6: Dhcp4 } }])).toHaveLength(2);
});

test("a server that lists nobody is in a relationship of its own, by what it calls itself", () => {
  expect(grouped([server("kea1", ["a", {}])])).toEqual([["a", "kea1"]]);
});

test("a declared relationship has its servers and its name, whatever one of them calls its partner", () => {
  const label = {
    name: "office",
    where: "stack/office",
    family: Family.V4,
    members: [
      { host: "kea1", name: "a" },
      { host: "kea2", name: "b" },
    ],
  };
  const misspelt = { a: "10.0.0.1", bb: "10.0.0.2" };
  expect(grouped([server("kea1", ["a", misspelt]), server("kea2", ["b", PAIR])], [label])).toEqual([
    ["office", "kea1", "kea2"],
  ]);
});
