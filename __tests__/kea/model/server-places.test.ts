import { Family } from "../../../kea/model/family";
import type { Control } from "../../../kea/model/manifest";
import { placeOf } from "../../../kea/model/server-places";

const ssh = (address: string, rest: object = {}): Control => ({
  ...{ type: "ssh", address, socket: "/run/kea/kea4-ctrl-socket" },
  ...rest,
});
const http = (url: string): Control => ({ type: "http", url });
const areOne = (one: Control, other: Control) => placeOf(one, Family.V4) === placeOf(other, Family.V4);

test("a server is the same in every spelling of where it is", () => {
  expect(areOne(ssh("10.0.0.9"), ssh("10.0.0.9", { port: 22, user: "kea" }))).toBe(true);
  expect(areOne(ssh("2001:DB8::0:1"), ssh("2001:db8::1"))).toBe(true);
  expect(areOne(http("https://p.example"), http("https://P.example:443/"))).toBe(true);
});

test("another port, socket, path, link or family is another server", () => {
  expect(areOne(ssh("10.0.0.9"), ssh("10.0.0.9", { port: 2222 }))).toBe(false);
  expect(areOne(ssh("10.0.0.9"), ssh("10.0.0.9", { socket: "/run/b" }))).toBe(false);
  expect(areOne(ssh("fe80::1%eth0"), ssh("fe80::1%eth1"))).toBe(false);
  expect(areOne(http("https://p.example/a"), http("https://p.example/b"))).toBe(false);
  const url = http("https://p.example/");
  expect(placeOf(url, Family.V4)).not.toBe(placeOf(url, Family.V6));
});
