import { parseAddress } from "../../kea/ip";
import { type Json, type JsonMap, list, map, number, text } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import type { Control } from "../../kea/model/manifest";
import { socketFile } from "../../kea/model/paths";
import { KeaVersion } from "../../kea/model/release-lines";
import type { DeclaredServer } from "./declaration";
import type { Survey } from "./survey";

/** What becomes of the way in to a server when it gets its declared configuration. */
export type ControlPassage =
  /** The rollout's channel leads to it before and after. */
  | { readonly kind: "same" }
  /** The declared channel leads to it afterwards, and another one before. */
  | {
      readonly kind: "moves";
      /**
       * Opens the new way in and keeps the old one: to be set first, and the declared configuration when the
       * declared channel has answered. Undefined where Kea has room for one of the two only: then the
       * declared configuration is what opens the new one.
       */
      readonly via: JsonMap | undefined;
      /** What becomes of the way in, in a sentence. */
      readonly sentence: string;
    }
  /** Nobody would get in afterwards, or Kea would refuse the configuration with its service given up. */
  | { readonly kind: "lost"; readonly problem: string };

interface UnixSocket {
  readonly kind: "unix";
  readonly path: string;
  readonly map: JsonMap;
}

interface HttpSocket {
  readonly kind: "http" | "https";
  readonly address: string;
  readonly port: number;
  readonly map: JsonMap;
}

type Socket = UnixSocket | HttpSocket;

/** Compares the control sockets that a server has with those that are declared. */
export function controlPassage(server: DeclaredServer, running: JsonMap): ControlPassage {
  const { host, control, declared } = server;
  const [before, after] = [socketsOf(server, running), socketsOf(server, declared)];
  const refusal = cannotOpen(server, before, after);
  if (refusal !== undefined) return { kind: "lost", problem: `${host}: ${refusal}` };
  const reached = (sockets: readonly Socket[]) => sockets.find((socket) => leadsTo(control, socket, server));
  const [now, then] = [reached(before), reached(after)];
  // Where it is none of the server's own, the control agent listens.
  if (control.type === "http" && !now && !then) return { kind: "same" };
  if (then === undefined) return { kind: "lost", problem: `${host}: ${closed(control, after)}` };
  // What a server without any runs is not known, since nobody can have asked it.
  if (before.length === 0) return { kind: "same" };
  if (now !== undefined && sameAccess(now, then)) return { kind: "same" };
  const via = withBoth(server, before, after);
  return { kind: "moves", via, sentence: via === undefined ? AT_ONCE : TWO_WAY };
}

/** Servers that are reached by another control channel afterwards. */
export function movingControls(
  changed: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
): Map<string, Extract<ControlPassage, { kind: "moves" }>> {
  return new Map(
    changed.flatMap((server) => {
      const passage = controlPassage(server, surveys.get(server.name)!.running);
      return passage.kind === "moves" ? [[server.name, passage] as const] : [];
    }),
  );
}

/** A server whose declared channel leads to its declared configuration: on the way back that is the former one. */
export function facing(server: DeclaredServer): DeclaredServer {
  const { control, formerControl, declared } = server;
  const leads = (one: Control) => socketsOf(server, declared).some((socket) => leadsTo(one, socket, server));
  if (formerControl === undefined || leads(control) || !leads(formerControl)) return server;
  return { ...server, control: formerControl, formerControl: control };
}

const TWO_WAY =
  "Its control socket changes: it gets the new one besides the old one, which goes when the rollout has come in by the new one.";
const AT_ONCE =
  "Its control socket changes, and Kea has room for one of the two only: if nobody gets in by the new one, restart Kea there. Its start-up file is written when the rollout has come in.";

function socketsOf({ family, directories }: DeclaredServer, config: JsonMap): Socket[] {
  const root = map(config[FAMILIES[family].root]);
  const single = root["control-socket"];
  const all = [...(single === undefined ? [] : [single]), ...list(root["control-sockets"])];
  return all.map(map).map((socket): Socket => {
    const kind = text(socket["socket-type"]);
    if (kind === "http" || kind === "https") {
      const address = text(socket["socket-address"]) ?? "127.0.0.1";
      return { kind, address, port: number(socket["socket-port"]) ?? 8000, map: socket };
    }
    const name = (text(socket["socket-name"]) ?? "").trim();
    const path = socketFile(name, directories);
    return { kind: "unix", path, map: socket };
  });
}

/** Why Kea cannot open a declared socket while it has those of before, in a sentence with a remedy. */
function cannotOpen(
  { kea }: DeclaredServer,
  before: readonly Socket[],
  after: readonly Socket[],
): string | undefined {
  for (const socket of after) {
    for (const old of before) {
      if (socket.kind === "unix" && old.kind === "unix") {
        const [from, to] = [folder(old.path), folder(socket.path)];
        if (kea !== KeaVersion.V2_6 || from === to) continue;
        return `its control socket moves from ${old.path} to ${socket.path}. Where Kea ${kea} does not take a directory it ends the socket that it has, and nobody gets in any more; nothing tells beforehand. Leave the socket in ${from}, or move it by hand: write the path into the start-up file, restart Kea, and roll out again.`;
      }
      if (socket.kind === "unix" || old.kind === "unix") continue;
      if (socket.port !== old.port) continue;
      if (isSame(socket, old)) {
        if (socket.kind === old.kind) continue;
        return `its control socket at ${socket.address} port ${socket.port} changes from ${old.kind} to ${socket.kind}. Kea cannot do that at the same address and port, and gives up its service before it says so. Declare the ${socket.kind} socket at another port.`;
      }
      if (!overlap(socket, old)) continue;
      return `its control socket at port ${socket.port} moves from ${old.address} to ${socket.address}. Kea opens the new one before it closes the old one, which has the port already. Declare it at another port.`;
    }
  }
  return undefined;
}

const folder = (path: string) => path.slice(0, path.lastIndexOf("/"));

const isSame = (one: HttpSocket, other: HttpSocket) =>
  spelling(one.address) === spelling(other.address) && one.port === other.port;

const EVERY_V4 = "0.0.0.0";
/** Every address of both families. */
const EVERY = "::";

/** Whether one of two addresses is every address, and so the other one as well. */
function overlap(one: HttpSocket, other: HttpSocket): boolean {
  const [a, b] = [spelling(one.address), spelling(other.address)];
  if ([a, b].includes(spelling(EVERY))) return true;
  return [a, b].includes(spelling(EVERY_V4)) && one.address.includes(":") === other.address.includes(":");
}

const isEvery = (address: string) => [EVERY_V4, EVERY].map(spelling).includes(spelling(address));

/** One spelling of an address; anything else as it is. */
function spelling(address: string): string {
  const parsed = parseAddress(address.replace(/^\[|\]$/g, ""));
  return parsed === undefined ? address : `${parsed.bits} ${parsed.first}`;
}

/** Whether a channel ends at a socket of the server's. */
function leadsTo(control: Control, socket: Socket, { addresses }: DeclaredServer): boolean {
  if (control.type !== "http") return socket.kind === "unix" && socket.path === control.socket;
  if (socket.kind === "unix") return false;
  const { protocol, hostname, port } = new URL(control.url);
  if (socket.port !== Number(port || (protocol === "https:" ? 443 : 80))) return false;
  if (`${socket.kind}:` !== protocol) return false;
  // Another address can lead to it by a tunnel or a name; one of the host's own leads where it says.
  const own = addresses.map(spelling).includes(spelling(hostname));
  return !own || isEvery(socket.address) || spelling(socket.address) === spelling(hostname);
}

/** Whether a socket lets in whom it let in before; what is in the files only Kea knows. */
function sameAccess(now: Socket, then: Socket): boolean {
  if (now.kind === "unix" || then.kind === "unix") return now.kind === then.kind;
  const keys = ["authentication", "trust-anchor", "cert-file", "key-file", "cert-required"];
  const access = ({ map: socket }: HttpSocket) => JSON.stringify(keys.map((key) => sorted(socket[key])));
  return isSame(now, then) && access(now) === access(then);
}

function sorted(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}

function closed(control: Control, after: readonly Socket[]): string {
  if (control.type === "http") {
    const { port, protocol } = new URL(control.url);
    const wanted = port || (protocol === "https:" ? "443" : "80");
    return `its declared configuration has no control socket on port ${wanted}, so that the rollout would lose its control channel ${control.url}. Declare the socket (settings.httpControlSockets), or use ssh.`;
  }
  const unix = after.find((socket) => socket.kind === "unix");
  return unix === undefined
    ? `its declared configuration has no unix control socket, so that the rollout would lose its control channel to ${control.socket}. Declare the socket, or use ControlChannel.http.`
    : `its declared configuration has its control socket at ${unix.path}, and its control channel goes to ${control.socket}. Let both have the same path.`;
}

/** The declared configuration with the sockets of before, still; undefined where they do not go together. */
function withBoth(
  server: DeclaredServer,
  before: readonly Socket[],
  after: readonly Socket[],
): JsonMap | undefined {
  const { root } = FAMILIES[server.family];
  if (server.kea === KeaVersion.V2_6) return undefined;
  const declared = after.map((socket) => {
    const old = before.find(
      (other) => socket.kind !== "unix" && other.kind !== "unix" && isSame(socket, other),
    );
    return old === undefined ? socket.map : lettingIn(socket.map, old.map);
  });
  const kept = before.filter((old) =>
    old.kind === "unix"
      ? !after.some((socket) => socket.kind === "unix")
      : !after.some((socket) => socket.kind !== "unix" && isSame(socket, old)),
  );
  const both = [...declared, ...kept.map((socket) => socket.map)];
  if (JSON.stringify(both) === JSON.stringify(after.map((socket) => socket.map))) return undefined;
  const { "control-socket": _, ...others } = map(server.declared[root]);
  return { ...server.declared, [root]: { ...others, "control-sockets": both } };
}

/** A socket that lets in the clients of before as well. */
function lettingIn(socket: JsonMap, old: JsonMap): JsonMap {
  const [authentication, former] = [map(socket.authentication), map(old.authentication)];
  if (list(former.clients).length === 0 || socket.authentication === undefined) return socket;
  // Their files are looked for in one directory.
  if (authentication.directory !== former.directory) return socket;
  const clients = list(authentication.clients).map((client) => JSON.stringify(sorted(client as Json)));
  const more = list(former.clients).filter(
    (client) => !clients.includes(JSON.stringify(sorted(client as Json))),
  );
  return {
    ...socket,
    authentication: { ...authentication, clients: [...list(authentication.clients), ...more] as Json[] },
  };
}
