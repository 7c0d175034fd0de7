import type { Server } from "../../../kea/fleet/fleet";
import { isOutside, poolsOf } from "../../../kea/fleet/pools";
import { enclosing, placesOf, placesOfKind } from "../../../kea/fleet/places";
import { readFleet } from "../../../kea/fleet/read";
import { matchesNone, relaysOf } from "../../../kea/fleet/relays";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";

function serverOf(root: object, family = Family.V4, kea = KeaVersion.V3_0): Server {
  const config = { [family === Family.V4 ? "Dhcp4" : "Dhcp6"]: root };
  return readFleet([{ host: "kea1", family, kea, config }]).servers[0]!;
}

const kindsOf = (server: Server) => placesOf(server).map(({ kind }) => kind);

describe("the maps of a configuration", () => {
  test("are found wherever Kea has them, from the outside in, each with the way to it", () => {
    const pool = { pool: "10.0.0.0/25" };
    const server = serverOf({ "shared-networks": [{ name: "lan", subnet4: [{ pools: [pool] }] }] });
    expect(kindsOf(server)).toEqual(["global", "shared-network", "subnet", "pool"]);
    const [place] = placesOfKind(server, "pool");
    expect(place!.map).toBe(pool);
    expect(place!.path).toEqual(["Dhcp4", "shared-networks", 0, "subnet4", 0, "pools", 0]);
    expect(enclosing(place, "shared-network")!.map.name).toBe("lan");
  });

  test("are not looked for where Kea does not look: in unknown keys and in user contexts", () => {
    const subnet4 = [{ id: 1 }];
    expect(kindsOf(serverOf({ "user-context": { subnet4 }, notes: { subnet4 } }))).toEqual(["global"]);
  });

  test("are not looked for under a key that the family, or the release line, does not have", () => {
    expect(kindsOf(serverOf({ subnet6: [{ id: 1 }] }))).toEqual(["global"]);
    const sockets = { "control-sockets": [{ "socket-type": "unix" }] };
    expect(kindsOf(serverOf(sockets, Family.V4, KeaVersion.V2_6))).toEqual(["global"]);
    expect(kindsOf(serverOf(sockets))).toEqual(["global", "control-socket"]);
  });

  test("are none where there is something else", () => {
    expect(kindsOf(serverOf({ subnet4: "10.0.0.0/24" }))).toEqual(["global"]);
    expect(kindsOf(serverOf({ subnet4: [null, 1, "x"] }))).toEqual(["global"]);
    expect(placesOf(readFleet([{ host: "kea1", family: Family.V4, config: [] }]).servers[0]!)).toEqual([]);
  });
});

describe("pools", () => {
  const subnet = (...pools: readonly unknown[]) => ({
    subnet4: [{ subnet: "10.0.0.0/24", pools: pools.map((pool) => ({ pool })) }],
  });

  test("are read as ranges and as prefixes; those that cannot be read are left out", () => {
    const found = poolsOf(serverOf(subnet("10.0.0.10 - 10.0.0.19", "10.0.0.128/25", "some", 7)));
    expect(found.map(({ range }) => range.last - range.first + 1n)).toEqual([10n, 128n]);
  });

  test("are outside of their subnet as soon as one address is", () => {
    const found = poolsOf(serverOf(subnet("10.0.0.10-10.0.0.255", "10.0.0.10-10.0.1.0")));
    expect(found.map(isOutside)).toEqual([false, true]);
  });

  test("of prefixes may lie anywhere, and begin where their prefix does", () => {
    const delegated = { prefix: "2001:db8:1::7", "prefix-len": 48, "delegated-len": 56 };
    const server = serverOf({ subnet6: [{ subnet: "2001:db8::/64", "pd-pools": [delegated] }] }, Family.V6);
    const [pool] = poolsOf(server);
    expect(isOutside(pool!)).toBe(false);
    expect(pool!.range.first).toBe(0x20010db8000100000000000000000000n);
  });
});

test("relay addresses are found in subnets and networks; what stands for no relay matches none", () => {
  const relay = (...addresses: readonly unknown[]) => ({ relay: { "ip-addresses": addresses } });
  const subnet = { subnet: "10.0.0.0/24", ...relay("10.0.0.1", 7) };
  const server = serverOf({ "shared-networks": [{ name: "lan", ...relay("0.0.0.0"), subnet4: [subnet] }] });
  const found = relaysOf(server).map((one) => [one.owner.kind, one.text, matchesNone(one)]);
  expect(found).toEqual([
    ["subnet", "10.0.0.1", false],
    ["shared-network", "0.0.0.0", true],
  ]);
});
