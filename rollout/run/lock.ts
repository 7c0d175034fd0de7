import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { hostname, tmpdir } from "node:os";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { isMap } from "../../kea/json";
import { Family } from "../../kea/model/family";
import type { SshControl } from "../../kea/model/manifest";
import { controlSocket } from "../../kea/model/paths";
import { Tunnel } from "../channels/tunnel";
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
const FORWARD_MS = 15_000;

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
  return isOurs ? { release: async () => undefined } : found;
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
  if (server) return { release: () => end(server) };
  return { holder: await ask(connect({ host: "127.0.0.1", port })) };
}

async function lockThere(control: SshControl, port: number, holder: Holder): Promise<Lock | Locked> {
  const directory = mkdtempSync(join(tmpdir(), "kea-ha-lock-"));
  const socket = join(directory, "holder");
  const server = await listen(holder, { path: socket });
  const tunnel = Tunnel.start(control, { back: { port, socket } });
  const release = async () => {
    await tunnel.close();
    if (server) await end(server);
    rmSync(directory, { recursive: true, force: true });
  };
  const answer = await tunnel.news(/remote forward success|remote port forwarding failed/, "", FORWARD_MS);
  if (answer?.[0] === "remote forward success") return { release };
  await release();

  const question = Tunnel.start(control, { to: `127.0.0.1:${port}` });
  try {
    if (!(await question.ready())) return { why: "its ssh server cannot be asked" };
    const found = await ask(connect({ path: question.socket }));
    // Nobody listens there: the ssh server does not lend ports.
    if (found === undefined && /open failed/.test(question.said())) {
      return { why: "its ssh server forwards no ports (AllowTcpForwarding)" };
    }
    return { holder: found };
  } finally {
    await question.close();
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
