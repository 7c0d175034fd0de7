import { rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { isMap } from "../../kea/json";
import { Family } from "../../kea/model/family";
import type { SshControl } from "../../kea/model/manifest";
import { SshConnection } from "../channels/ssh-connection";
import { privateDirectory } from "../files/private-directory";
import { controlSocket } from "../../kea/model/paths";
import type { DeclaredServer } from "../plan/declaration";
import { userName } from "../user";

/** Who holds a lock. */
export interface Holder {
  readonly component: string;
  readonly user: string;
  readonly machine: string;
  readonly process: number;
  /** ISO 8601. */
  readonly since: string;
}

/** A server's lock that somebody has, or that cannot be had. */
export type Locked = { readonly holder: Holder | undefined } | { readonly why: string };

/** A server's lock that we have. */
export interface Lock {
  /** Whether somebody else may have it by now. */
  isLost(): boolean;
  release(): Promise<void>;
}

/** Ports on a host's loopback, one per server. Whoever listens there has the lock. */
const PORTS: Readonly<Record<Family, number>> = { [Family.V4]: 48647, [Family.V6]: 48648 };

/** Ports for servers whose control socket is not where packages have it: several Keas on one machine. */
const FURTHER_PORTS = { first: 48_649, count: 500 };

/** The port of the server behind a control socket. */
function portOf(family: Family, socket: string): number {
  const path = socket.replace(/^\/var\/run\//, "/run/");
  if (path === controlSocket(family)) return PORTS[family];
  const hash = createHash("sha256").update(path).digest().readUInt32BE();
  return FURTHER_PORTS.first + (hash % FURTHER_PORTS.count);
}

const ANSWER_MS = 3_000;
/** ssh tells that nobody listens a moment after it has closed the connection. */
const NEWS_MS = 500;

/** The holder that this process is. */
export function thisHolder(component: string): Holder {
  const user = userName();
  return { component, user, machine: hostname(), process: process.pid, since: new Date().toISOString() };
}

/**
 * Takes a server's lock, so that one rollout at a time changes it. The lock is a port on the host's own
 * loopback: it is free again as soon as its holder, or the connection to it, is gone, and whoever
 * connects is told who holds it. What we hold already we have.
 */
export async function lock(server: DeclaredServer, holder: Holder): Promise<Lock | Locked> {
  const found = await take(server, holder);
  const isOurs = "holder" in found && found.holder !== undefined && isSame(found.holder, holder);
  return isOurs ? { isLost: () => false, release: async () => undefined } : found;
}

async function take({ control, family }: DeclaredServer, holder: Holder): Promise<Lock | Locked> {
  switch (control.type) {
    case "unix":
      return lockHere(portOf(family, control.socket), holder);
    case "ssh":
      return lockThere(control, portOf(family, control.socket), holder);
    case "http":
      return { why: "its control channel is http" };
  }
}

function isSame(one: Holder, other: Holder): boolean {
  return one.machine === other.machine && one.process === other.process && one.since === other.since;
}

/** Whether a lock was had. */
export function isLock(found: Lock | Locked): found is Lock {
  return "release" in found;
}

async function lockHere(port: number, holder: Holder): Promise<Lock | Locked> {
  const server = await listen(holder, { host: "127.0.0.1", port });
  if (server) return { isLost: () => false, release: () => end(server) };
  return { holder: await ask(connect({ host: "127.0.0.1", port })) };
}

/** The connection that carries the commands holds the lock: who has lost the one has lost the other. */
async function lockThere(control: SshControl, port: number, holder: Holder): Promise<Lock | Locked> {
  const connection = SshConnection.to(control);
  const directory = privateDirectory("lock");
  const socket = join(directory, "holder");
  const server = await listen(holder, { path: socket });
  let left = false;
  const leave = async () => {
    if (left) return;
    left = true;
    await connection.leave();
    if (server) await end(server);
    rmSync(directory, { recursive: true, force: true });
  };
  await connection.ready();
  const lent = await connection.lend(port, socket);
  if ("socket" in lent) return { isLost: () => connection.hasEnded, release: leave };
  try {
    const way = await connection.reach(`127.0.0.1:${port}`);
    if ("why" in way) return { why: "its ssh server cannot be asked" };
    const before = connection.said();
    const found = await ask(connect({ path: way.socket }));
    // Nobody listens there: the ssh server does not lend ports.
    if (found === undefined && (await connection.news(/open failed/, before, NEWS_MS))) {
      return { why: "its ssh server forwards no ports (AllowTcpForwarding)" };
    }
    return { holder: found };
  } finally {
    await leave();
  }
}

/** Tells whoever connects who we are; undefined when the place is taken. */
function listen(
  holder: Holder,
  where: { host?: string; port?: number; path?: string },
): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined).end(JSON.stringify(holder));
    });
    server.on("error", () => resolve(undefined));
    server.listen(where, () => resolve(server));
  });
}

/** What the holder says of itself; undefined when it says nothing. */
function ask(socket: ReturnType<typeof connect>): Promise<Holder | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const finish = () => {
      socket.destroy();
      try {
        const value: unknown = JSON.parse(text);
        resolve(isMap(value) ? (value as unknown as Holder) : undefined);
      } catch {
        resolve(undefined);
      }
    };
    socket.setTimeout(ANSWER_MS, finish);
    socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    socket.on("end", finish).on("error", finish);
  });
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
