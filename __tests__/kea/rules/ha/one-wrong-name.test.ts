import { readFleet } from "../../../../kea/fleet/read";
import { Family } from "../../../../kea/model/family";
import { findings } from "../../../../kea/rules/findings";
import { type SoundFleet, soundFleet } from "../sound";
import { pair } from "./members";

const codes = ({ servers, labels }: SoundFleet) =>
  findings(readFleet(servers, labels)).map(({ code }) => code);

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
  hub(fleet)[1].url = "http://10.1.0.77:8000/";
  expect(codes(fleet)).toEqual(expect.arrayContaining(["KEAHA041", "KEAHA102"]));
});

function exchange(fleet: SoundFleet, key: string): void {
  const [primary, standby] = hub(fleet);
  [primary[key], standby[key]] = [standby[key], primary[key]];
}

function capitals(fleet: SoundFleet): void {
  for (const peer of hub(fleet)) peer.name = peer.name.toUpperCase();
}
