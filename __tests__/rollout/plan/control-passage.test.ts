import { Family } from "../../../kea/model/family";
import type { Control } from "../../../kea/model/manifest";
import { KeaVersion } from "../../../kea/model/release-lines";
import { controlPassage, facing } from "../../../rollout/plan/control-passage";
import type { DeclaredServer } from "../../../rollout/plan/declaration";
import type { JsonMap } from "../../../kea/json";

const UNIX = { "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" };
const OTHER = { "socket-type": "unix", "socket-name": "/run/kea/other" };
const client = (name: string) => ({ "user-file": `${name}-user`, "password-file": `${name}-password` });
const auth = (...names: string[]) => ({
  type: "basic",
  realm: "kea",
  directory: "/etc/kea",
  clients: names.map(client),
});
const http = (port: number, address = "10.0.0.1", ...clients: string[]) => ({
  "socket-type": "http",
  "socket-address": address,
  "socket-port": port,
  authentication: auth(...(clients.length > 0 ? clients : ["lab"])),
});
const TLS = { "trust-anchor": "/etc/kea/ca", "cert-file": "/etc/kea/cert", "key-file": "/etc/kea/key" };
const https = (port: number, address = "10.0.0.1") => ({
  ...http(port, address),
  "socket-type": "https",
  ...TLS,
});

const SSH: Control = { type: "ssh", address: "10.0.0.1", socket: UNIX["socket-name"] };
const url = (text: string): Control => ({ type: "http", url: text, user: "lab", passwordFile: "/secret" });

const config = (...sockets: JsonMap[]): JsonMap => ({
  Dhcp4: { "control-sockets": sockets, "valid-lifetime": 7200 },
});
const single = (socket: JsonMap): JsonMap => ({ Dhcp4: { "control-socket": socket } });

function passage(
  control: Control,
  running: JsonMap,
  declared: JsonMap,
  more: Partial<DeclaredServer> = {},
): ReturnType<typeof controlPassage> {
  const server: DeclaredServer = {
    ...{ name: "kea1-dhcp4", host: "kea1", family: Family.V4, kea: KeaVersion.V3_0, where: "" },
    ...{ addresses: ["10.0.0.1"], directories: {}, config: "", control, declared },
    ...more,
  };
  return controlPassage(server, running);
}
/** The sockets that are open on the way, or why there is no way. */
const way = (...args: Parameters<typeof passage>) => {
  const found = passage(...args);
  if (found.kind === "lost") return found.problem;
  if (found.kind === "same") return "same";
  return found.via === undefined ? "at once" : (found.via.Dhcp4 as JsonMap)["control-sockets"];
};

describe("over ssh", () => {
  test("nothing moves while the path is the same, whatever happens to the HTTP sockets", () => {
    expect(way(SSH, config(UNIX), config(UNIX))).toBe("same");
    expect(way(SSH, config(UNIX, http(8100)), config(UNIX, http(8101)))).toBe("same");
    expect(way(SSH, single(UNIX), single(UNIX), { kea: KeaVersion.V2_6 })).toBe("same");
    expect(way(SSH, single(UNIX), config(UNIX))).toBe("same");
  });

  test("a bare name is a path in the run directory", () => {
    expect(way(SSH, config(UNIX), config({ ...UNIX, "socket-name": "kea4-ctrl-socket" }))).toBe("same");
    const own = { directories: { run: "/run/dhcp" } };
    const there = { ...SSH, socket: "/run/dhcp/kea4-ctrl-socket" };
    expect(way(there, config(UNIX), config({ ...UNIX, "socket-name": "kea4-ctrl-socket" }), own)).toBe(
      "at once",
    );
  });

  test("another path is opened at once: there is room for one unix socket", () => {
    const control = { ...SSH, socket: OTHER["socket-name"] };
    expect(way(control, config(UNIX), config(OTHER))).toBe("at once");
    expect(way(control, single(UNIX), single(OTHER), { kea: KeaVersion.V2_6 })).toBe("at once");
  });

  test("on Kea 2.6 another directory is refused: Kea would end the socket that it has", () => {
    const there = { "socket-type": "unix", "socket-name": "/run/dhcp/kea4-ctrl-socket" };
    const control = { ...SSH, socket: there["socket-name"] };
    expect(way(control, single(UNIX), single(there), { kea: KeaVersion.V2_6 })).toBe(
      "kea1: its control socket moves from /run/kea/kea4-ctrl-socket to /run/dhcp/kea4-ctrl-socket. Where Kea 2.6 does not take a directory it ends the socket that it has, and nobody gets in any more; nothing tells beforehand. Leave the socket in /run/kea, or move it by hand: write the path into the start-up file, restart Kea, and roll out again.",
    );
    expect(way(control, config(UNIX), config(there))).toBe("at once");
  });

  test("a declared socket at another path than the channel's is refused", () => {
    expect(way(SSH, config(UNIX), config(OTHER))).toBe(
      "kea1: its declared configuration has its control socket at /run/kea/other, and its control channel goes to /run/kea/kea4-ctrl-socket. Let both have the same path.",
    );
  });

  test("a declaration without a unix socket is refused", () => {
    expect(way(SSH, config(UNIX), config(http(8100)))).toBe(
      "kea1: its declared configuration has no unix control socket, so that the rollout would lose its control channel to /run/kea/kea4-ctrl-socket. Declare the socket, or use ControlChannel.http.",
    );
    expect(way(SSH, config(UNIX), { Dhcp4: {} })).toMatch(/has no unix control socket/);
  });
});

describe("over HTTP", () => {
  const at8100 = url("http://10.0.0.1:8100/");

  test("nothing moves while the socket and whom it lets in are the same", () => {
    expect(way(at8100, config(UNIX, http(8100)), config(http(8100), UNIX))).toBe("same");
    const { authentication, ...rest } = http(8100);
    const reordered = { authentication: { ...auth("lab") }, ...rest };
    expect(authentication).toEqual(reordered.authentication);
    expect(way(at8100, config(http(8100)), config(reordered))).toBe("same");
  });

  test("the control agent of Kea 2.6 stays where it is", () => {
    expect(way(at8100, single(UNIX), single(UNIX), { kea: KeaVersion.V2_6 })).toBe("same");
  });

  test("a port moves by way of both", () => {
    const control = url("http://10.0.0.1:8101/");
    expect(way(control, config(UNIX, http(8100)), config(UNIX, http(8101)))).toEqual([
      UNIX,
      http(8101),
      http(8100),
    ]);
  });

  test("what is sent on the way is the declared configuration in everything else", () => {
    const control = url("http://10.0.0.1:8101/");
    const declared = { Dhcp4: { "control-sockets": [http(8101)], "valid-lifetime": 3600 } };
    expect(passage(control, config(http(8100)), declared)).toMatchObject({
      kind: "moves",
      via: { Dhcp4: { "control-sockets": [http(8101), http(8100)], "valid-lifetime": 3600 } },
    });
  });

  test("an address moves by way of both", () => {
    const two = { addresses: ["10.0.0.1", "10.0.0.2"] };
    const control = url("http://10.0.0.2:8100/");
    expect(way(control, config(http(8100)), config(http(8100, "10.0.0.2")), two)).toEqual([
      http(8100, "10.0.0.2"),
      http(8100),
    ]);
  });

  test("an address that only the channel does not follow is a socket that is lost", () => {
    const two = { addresses: ["10.0.0.1", "10.0.0.2"] };
    expect(way(at8100, config(http(8100)), config(http(8100, "10.0.0.2")), two)).toMatch(
      /^kea1: its declared configuration has no control socket on port 8100, so that the rollout would lose/,
    );
  });

  test("a name, or the address of a tunnel, leads to whatever has the port", () => {
    expect(way(url("http://kea1.example:8100/"), config(http(8100)), config(http(8100)))).toBe("same");
    const local = config(http(8100, "127.0.0.1"));
    expect(way(url("http://192.0.2.7:8100/"), local, local)).toBe("same");
  });

  test("to every address, or from it, at the same port is refused: Kea opens before it closes", () => {
    const every = http(8100, "0.0.0.0");
    const problem = (from: string, to: string) =>
      `kea1: its control socket at port 8100 moves from ${from} to ${to}. Kea opens the new one before it closes the old one, which has the port already. Declare it at another port.`;
    expect(way(at8100, config(http(8100)), config(every))).toBe(problem("10.0.0.1", "0.0.0.0"));
    expect(way(at8100, config(every), config(http(8100)))).toBe(problem("0.0.0.0", "10.0.0.1"));
    expect(way(SSH, config(UNIX, every), config(UNIX, http(8100)))).toBe(problem("0.0.0.0", "10.0.0.1"));
    expect(way(at8100, config(http(8100)), config(http(8100, "::")))).toBe(problem("10.0.0.1", "::"));
    expect(way(SSH, config(UNIX, every), config(UNIX, http(8100, "2001:db8::1")))).toBe("same");
  });

  test("TLS comes at another port, by way of both", () => {
    expect(way(url("https://10.0.0.1:8200/"), config(http(8100)), config(https(8200)))).toEqual([
      https(8200),
      http(8100),
    ]);
  });

  test("TLS at the same port is refused, also at a socket that the rollout does not use", () => {
    const problem =
      "kea1: its control socket at 10.0.0.1 port 8100 changes from http to https. Kea cannot do that at the same address and port, and gives up its service before it says so. Declare the https socket at another port.";
    expect(way(url("https://10.0.0.1:8100/"), config(http(8100)), config(https(8100)))).toBe(problem);
    expect(way(SSH, config(UNIX, http(8100)), config(UNIX, https(8100)))).toBe(problem);
  });

  test("other credentials are let in beside those of before, first", () => {
    expect(way(at8100, config(http(8100)), config(http(8100, "10.0.0.1", "new")))).toEqual([
      http(8100, "10.0.0.1", "new", "lab"),
    ]);
  });

  test("credentials in another directory replace those of before at once", () => {
    const moved = { ...http(8100), authentication: { ...auth("lab"), directory: "/etc/kea/api" } };
    expect(way(at8100, config(http(8100)), config(moved))).toBe("at once");
  });

  test("a client that goes keeps its way in until the channel has answered", () => {
    expect(way(at8100, config(http(8100, "10.0.0.1", "lab", "guest")), config(http(8100)))).toEqual([
      http(8100, "10.0.0.1", "lab", "guest"),
    ]);
  });

  test("a socket that is declared no more is lost, with the remedy", () => {
    expect(way(at8100, config(UNIX, http(8100)), config(UNIX))).toBe(
      "kea1: its declared configuration has no control socket on port 8100, so that the rollout would lose its control channel http://10.0.0.1:8100/. Declare the socket (settings.httpControlSockets), or use ssh.",
    );
  });

  test("from ssh to HTTP: the unix socket stays until the new one has answered", () => {
    expect(way(at8100, config(UNIX), config(http(8100)))).toEqual([http(8100), UNIX]);
    expect(way(at8100, config(UNIX), config(UNIX, http(8100)))).toBe("at once");
  });

  test("from HTTP to ssh: the HTTP socket stays until the new one has answered", () => {
    expect(way(SSH, config(http(8100)), config(UNIX))).toEqual([UNIX, http(8100)]);
  });
});

test("what is restored is reached by the former channel, once it is there again", () => {
  const [old, now] = [url("http://10.0.0.1:8100/"), url("http://10.0.0.1:8200/")];
  const server = (declared: JsonMap, formerControl?: Control): DeclaredServer => ({
    ...{ name: "kea1-dhcp4", host: "kea1", family: Family.V4, kea: KeaVersion.V3_0, where: "" },
    ...{ addresses: ["10.0.0.1"], directories: {}, config: "", control: now, formerControl, declared },
  });
  const before = server(config(http(8100)), old);
  expect(facing(before)).toEqual({ ...before, control: old, formerControl: now });
  // Where the declared channel leads to it anyway, or there is no other one, it stays.
  for (const same of [server(config(http(8200)), old), server(config(http(8100)))])
    expect(facing(same)).toBe(same);
});
