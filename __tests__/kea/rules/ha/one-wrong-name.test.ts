import { readFleet } from "../../../../kea/fleet/read";
import { Family } from "../../../../kea/model/family";
import { findings } from "../../../../kea/rules/findings";
import { type SoundFleet, soundFleet } from "../sound";
import { pair } from "./members";

const findingsOf = ({ servers, labels }: SoundFleet) => findings(readFleet(servers, labels));
const codes = (fleet: SoundFleet) => findingsOf(fleet).map(({ code }) => code);

/** The hub's list of the members of a pair: the primary, and itself. */
const hub = (fleet: SoundFleet) => fleet.ha("hub").peers;

describe.each(Object.values(Family))("one wrong name among the members of a pair, DHCP%s", (family) => {
  test.each<[string, string, (fleet: SoundFleet) => unknown]>([
    ["its own entry is called as its partner's", "003", (fleet) => (hub(fleet)[1].name = "north.north")],
    ["its partner's entry is called as its own", "003", (fleet) => (hub(fleet)[0].name = "north.hub")],
    ["its entries' names are exchanged", "102", (fleet) => exchange(fleet, "name")],
    ["its entries' addresses are exchanged", "102", (fleet) => exchange(fleet, "url")],
    ["its entries' roles are exchanged", "041", (fleet) => exchange(fleet, "role")],
    ["its entries' names are in capitals", "012", capitals],
  ])("is told once: %s", (_, code, slip) => {
    const fleet = soundFleet(family);
    pair(fleet);
    slip(fleet);
    expect(codes(fleet)).toEqual([`KEAHA${code}`]);
  });
});

test("exchanged names and a wrong address are told as two mistakes", () => {
  const fleet = soundFleet();
  pair(fleet);
  exchange(fleet, "name");
  hub(fleet)[1].url = "http://10.9.0.77:8000/";
  expect(codes(fleet)).toEqual(["KEAHA041", "KEAHA102"]);
});

test.each<[string, (fleet: SoundFleet) => unknown]>([
  ["another one is called like this server", (fleet) => (fleet.ha("hub")["this-server-name"] = "north.hbu")],
  ["they are backups", (fleet) => (fleet.ha("hub")["this-server-name"] = "nobody")],
])("a name that is there twice hides no wrong this-server-name, where %s", (_, slip) => {
  const fleet = soundFleet();
  pair(fleet);
  for (const at of [3, 4])
    hub(fleet).push({ name: "vault", role: "backup", url: `http://10.1.0.${at}:8000/` });
  slip(fleet);
  const told = findingsOf(fleet).filter(({ code }) => /003|012/.test(code));
  expect(told.map(({ code }) => code)).toEqual(["KEAHA003", "KEAHA012"]);
  expect(told[0]!.message).not.toContain("none is called");
});

test("a relationship of another one's members is told beside a name that is there twice in it", () => {
  const fleet = soundFleet();
  pair(fleet);
  capitals(fleet);
  hub(fleet).push({ ...hub(fleet)[1], role: "backup", url: "http://10.1.0.3:8000/" });
  expect(codes(fleet)).toEqual(["KEAHA003", "KEAHA012"]);
});

test("exchanged names hide no wrong role of a third member", () => {
  const fleet = soundFleet();
  pair(fleet);
  for (const host of ["north", "hub"] as const)
    fleet.ha(host).peers.push({ name: "vault", role: "backup", url: "http://10.1.0.3:8000/" });
  exchange(fleet, "name");
  hub(fleet)[2].role = "standby";
  const told = findingsOf(fleet);
  expect(told.map(({ code }) => code)).toEqual(["KEAHA041", "KEAHA102"]);
  expect(told.find(({ code }) => code === "KEAHA041")!.message).toMatch(/^vault is \w+ \(\w+ on [\w-]+\)\.$/);
});

test("two servers of one name hide no role that they give otherwise", () => {
  const fleet = soundFleet();
  pair(fleet);
  fleet.ha("hub")["this-server-name"] = "north.north";
  hub(fleet)[1].role = "backup";
  expect(codes(fleet)).toEqual(["KEAHA041", "KEAHA042"]);
});

function exchange(fleet: SoundFleet, key: string): void {
  const [primary, standby] = hub(fleet);
  [primary[key], standby[key]] = [standby[key], primary[key]];
}

function capitals(fleet: SoundFleet): void {
  for (const peer of hub(fleet)) peer.name = peer.name.toUpperCase();
}
