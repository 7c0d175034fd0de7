/** Clients that ask all the time, and what is left to say when they are stopped. */
import type { Deployed } from "../../lab/terraform/deployment";

import type { Lab } from "../../lab/lab";
import { Family } from "../../kea/model/family";
import { LOAD_CLIENTS } from "../../lab/load/topology";

/** Exchanges a second of each relationship's clients. */
export const RATE = 50;
/** Clients of each relationship, which ask in turn. */
export const CLIENTS = 60;
/** Exchanges that may get lost where nothing is announced: a server that fetches leases is deaf for milliseconds. */
export const LITTLE = 10;

/** Timers with which a change is through in seconds. */
export const QUICK = "heartbeatDelay: 2000, maxResponseDelay: 12000, maxUnackedClients: 0, syncTimeout: 5000";

export type Clients = keyof typeof LOAD_CLIENTS;

/** Starts clients of relationships; when they are stopped, how many exchanges each relationship lost. */
export function load(lab: Lab, ...clients: readonly Clients[]): () => Promise<Record<string, number>> {
  return loadOf(lab, Family.V4, clients);
}

export function loadOf(
  lab: Lab,
  family: Family,
  clients: readonly Clients[],
): () => Promise<Record<string, number>> {
  const running = clients.map((name) => {
    const { host, interface: link } = LOAD_CLIENTS[name];
    const index = clients.indexOf(name);
    const mac = `mac=02:b${index}:00:00:00:00`;
    // Its own ones hold the time: with each start these would be other clients.
    const duid = `duid=000100010000000002b${index}00000000`;
    const args = [
      family === Family.V4 ? "-4" : "-6",
      "-r",
      String(RATE),
      "-R",
      String(CLIENTS),
      "-p",
      "150",
      "-l",
      link,
      ...["-b", mac],
      ...(family === Family.V6 ? ["-b", duid] : []),
      "-W",
      "2000000",
    ];
    return [name, lab.startPerfdhcp(host, args)] as const;
  });
  return async () => {
    const counts = running.map(async ([name, stop]) => {
      const { first, second } = await stop();
      return [name, first.drops + second.drops] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  };
}

/** Milliseconds that a plan announces that a relationship's clients get no answer, all its steps together. */
export function announced({ plan }: Deployed["report"], relationship: string): number {
  const all = plan
    .flat()
    .flatMap(({ steps }) => steps.flatMap((step) => (step.kind === "set" ? [step.interruption] : [])));
  return all
    .filter(({ relationships }) => relationships.includes(relationship))
    .reduce((sum, { ms }) => sum + ms, 0);
}

/** How often each host was sent a command that changes it. */
export function sent(
  lab: Lab,
  ...commands: readonly ("config-set" | "config-write" | "ha-scopes")[]
): Record<string, number> {
  const received = new RegExp(`Received command '(?:${commands.join("|")})'`, "g");
  return Object.fromEntries(
    lab.keaHosts.map((host) => [host, [...lab.keaLog(host).matchAll(received)].length]),
  );
}
