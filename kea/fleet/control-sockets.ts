import { type JsonMap, list, map, number, type Path, raw, text, UNKNOWN } from "../json";
import { FAMILIES } from "../model/family";
import { socketFile } from "../model/paths";
import { defaultOf } from "../schema/defaults";
import { hasHttpSockets, refusesOpenHttp } from "../schema/http-sockets";
import { bothNames } from "../schema/renamed";
import { keysOf } from "../schema/schema";
import { meant } from "../words";
import type { Server } from "./fleet";
import { type Place, placesOfKind } from "./places";

/** Whether an address and a port of a control socket are read by everybody: no TLS, no authentication. */
export function isHttp({ map }: Place): boolean {
  return map["socket-type"] === "http" || map["socket-type"] === "https";
}

/** The control sockets of a server. */
export function socketsOf(server: Server): readonly Place[] {
  return placesOfKind(server, "control-socket");
}

/** Whether a server's release line is known, and has no HTTP control sockets. */
export function lacksHttp({ kea }: Server): boolean {
  return kea !== undefined && !hasHttpSockets(kea);
}

/** Whether a server's release line is known, and has HTTP control sockets. */
export function hasHttp({ kea }: Server): boolean {
  return kea !== undefined && hasHttpSockets(kea);
}

/** Whether Terraform alone knows what a control socket is, or where it listens. */
export function hasUnknownSocket({ root }: Server): boolean {
  const sockets: unknown = root["control-sockets"];
  const keys = ["socket-type", "socket-address", "socket-port"];
  const isUnknown = (one: unknown) => one === UNKNOWN || keys.some((key) => raw(map(one), key) === UNKNOWN);
  return sockets === UNKNOWN || list(sockets).some(isUnknown);
}

/** The HTTP control sockets of a server whose release line has some. */
export function httpSockets(server: Server): readonly Place[] {
  return lacksHttp(server) ? [] : socketsOf(server).filter(isHttp);
}

/** The path of a unix control socket; undefined: not known, or none. */
export function unixPath({ map }: Place): string | undefined {
  const name = map["socket-type"] === "unix" ? text(map["socket-name"]) : undefined;
  return name === undefined ? undefined : socketFile(name);
}

/** Whether a server's release line is known, and refuses HTTP control sockets that anybody could use. */
export function refusesPlainHttp({ kea, pathsFree }: Server): boolean {
  return kea !== undefined && refusesOpenHttp(kea) && pathsFree !== true;
}

/** The path of the outermost map. */
export function topOf({ family }: Server): string {
  return FAMILIES[family].root;
}

/** Which of its TLS files a control socket names; undefined: not known. */
export function tlsKeys({ map }: Place): readonly string[] | undefined {
  const keys = ["trust-anchor", "cert-file", "key-file"].filter(
    (key) => map[key] !== undefined && map[key] !== "",
  );
  return keys.every((key) => text(map[key]) !== undefined) || keys.length === 3 ? keys : undefined;
}

/** Where something takes commands over HTTP. */
export interface HttpAddress {
  readonly address: string;
  readonly port: number;
}

/** An HTTP control socket. */
export interface ControlSocket extends HttpAddress {
  readonly type: string;
  /** Whether it is with TLS: its certificate decides. */
  readonly tls: boolean;
  readonly path: Path;
}

/** Where an HTTP control socket, or a control agent, listens, with Kea's defaults; undefined: not known. */
export function httpAddress(socket: JsonMap): HttpAddress | undefined {
  const said = (key: string) => socket[key] ?? defaultOf("control-socket", key, {});
  const [address, port] = [text(said("socket-address")), number(said("socket-port"))];
  return address === undefined || port === undefined ? undefined : { address, port };
}

/** The HTTP control sockets of a server. */
export function controlSockets(server: Server): ControlSocket[] {
  const { root } = server;
  const top = topOf(server);
  // A release line without HTTP sockets refuses them.
  const all = !lacksHttp(server);
  const sockets: [Path, unknown][] = [
    [[top, "control-socket"], root["control-socket"]],
    ...list(all ? root["control-sockets"] : []).map((socket, index): [Path, unknown] => [
      [top, "control-sockets", index],
      socket,
    ]),
  ];
  return sockets.flatMap(([path, value]) => {
    const socket = map(value);
    const type = text(socket["socket-type"]);
    if (type !== "http" && type !== "https") return [];
    const at = httpAddress(socket);
    const tls = (socket["cert-file"] ?? "") !== "";
    return at === undefined ? [] : [{ type, tls, ...at, path }];
  });
}

/** Whether a configuration has no unix control socket, which is the kind that a control agent passes commands to. */
export function lacksUnixSocket(server: Server): boolean {
  const types = writtenSockets(server)?.map((socket) => text(map(socket)["socket-type"]));
  return types?.every((type) => type === "http" || type === "https") === true;
}

/** Whether a configuration has no control socket. */
export function lacksSocket(server: Server): boolean {
  return writtenSockets(server)?.length === 0;
}

/** All that stands where control sockets are; undefined: nothing is known, or there are some by a misspelt key. */
function writtenSockets({ root }: Server): readonly unknown[] | undefined {
  const written: unknown[] = [root["control-socket"] ?? [], root["control-sockets"] ?? []];
  const keys = Object.keys(root);
  return keys.length === 0 || keys.some(isMisspelt) ? undefined : written.flat();
}

function isMisspelt(key: string): boolean {
  return !keysOf("global").has(key) && meant(key, bothNames("control-sockets")) !== undefined;
}
