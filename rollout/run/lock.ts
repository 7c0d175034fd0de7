import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { isMap } from "../../kea/json";
import { Family } from "../../kea/model/family";
import type { SshControl } from "../../kea/model/manifest";
import { Tunnel } from "../channels/tunnel";
import type { DeclaredServer } from "../plan/declaration";

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

const ANSWER_MS = 3_000;
const FORWARD_MS = 15_000;

/** The holder that this process is. */
export function thisHolder(component: string): Holder {
  const { username: user } = userInfo();
  return { component, user, machine: hostname(), process: process.pid, since: new Date().toISOString() };
}

/**
 * Takes a server's lock, so that one rollout at a time changes it. The lock is a port on the host's own
 * loopback: it is free again as soon as its holder, or the connection to it, is gone, and whoever
 * connects is told who holds it.
 */
export async function lock(server: DeclaredServer, holder: Holder): Promise<Lock | Locked> {
  const port = PORTS[server.family];
  switch (server.control.type) {
    case "unix":
      return lockHere(port, holder);
    case "ssh":
      return lockThere(server.control, port, holder);
    case "http":
      return { why: "its control channel is http" };
  }
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
