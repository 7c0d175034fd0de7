import { controlSockets, lacksSocket, lacksUnixSocket } from "../../../kea/fleet/control-sockets";
import type { Server } from "../../../kea/fleet/fleet";
import { readFleet } from "../../../kea/fleet/read";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";

function serverOf(root: object, kea: KeaVersion = KeaVersion.V3_0): Server {
  return readFleet([{ host: "kea1", family: Family.V4, kea, config: { Dhcp4: root } }]).servers[0]!;
}

test("an HTTP control socket listens where Kea does, if nothing is said: on loopback, port 8000", () => {
  const [socket] = controlSockets(serverOf({ "control-sockets": [{ "socket-type": "http" }] }));
  expect(socket).toMatchObject({ type: "http", address: "127.0.0.1", port: 8000, tls: false });
});

test("a certificate makes it one with TLS", () => {
  const socket = { "socket-type": "https", "socket-address": "10.0.0.1", "cert-file": "/etc/kea/cert.pem" };
  expect(controlSockets(serverOf({ "control-sockets": [socket] }))[0]).toMatchObject({ tls: true });
});

test("Kea 2.6 has no HTTP control sockets, whatever is written", () => {
  const root = { "control-sockets": [{ "socket-type": "http" }] };
  expect(controlSockets(serverOf(root, KeaVersion.V2_6))).toEqual([]);
});

test("a socket by either name is one; a misspelt name may be one", () => {
  const unix = { "socket-type": "unix", "socket-name": "kea4-ctrl-socket" };
  expect(lacksSocket(serverOf({ "control-socket": unix }))).toBe(false);
  expect(lacksSocket(serverOf({ "control-sockets": [unix] }))).toBe(false);
  expect(lacksSocket(serverOf({ "control-sokets": [unix] }))).toBe(false);
  expect(lacksSocket(serverOf({ subnet4: [] }))).toBe(true);
});

test("commands do not come through the control agent where all sockets are HTTP's", () => {
  const http = { "socket-type": "http" };
  expect(lacksUnixSocket(serverOf({ "control-sockets": [http] }))).toBe(true);
  expect(lacksUnixSocket(serverOf({ "control-sockets": [http, { "socket-type": "unix" }] }))).toBe(false);
});
