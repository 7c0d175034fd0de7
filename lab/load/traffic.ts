/** Clients of the article's three relationships, as the article ran them. */
import type { Lab } from "../lab";
import type { PerfdhcpReport } from "./perfdhcp";

/** How clients of a relationship reach it. */
export interface Clients {
  readonly relationship: string;
  /** Host of the lab that plays them. */
  readonly host: string;
  /** `-l`: the interface, or the relay address that selects the subnet. */
  readonly from: string;
  readonly subnetId: number;
  /** The hosts that may serve them, and their addresses there; undefined where clients broadcast. */
  readonly servers?: Readonly<Record<string, string>>;
}

/** The local subnet broadcasts; the other two are relayed, from addresses in the relay lists. */
export const CLIENTS: readonly Clients[] = [
  { relationship: "net28", host: "client", from: "enp0s8", subnetId: 1 },
  {
    relationship: "net29",
    host: "relay",
    from: "172.28.0.251",
    subnetId: 2,
    servers: { kea3: "172.28.0.220", kea1: "172.28.0.253" },
  },
  {
    relationship: "net30",
    host: "relay",
    from: "192.168.20.251",
    subnetId: 3,
    servers: { kea4: "192.168.20.221", kea3: "192.168.20.220" },
  },
];

/**
 * Lets new clients of a relationship ask for leases, each once.
 *
 * @param server host to ask; where clients broadcast, all of them hear it.
 * @param count how many clients.
 * @param seed makes their addresses differ from those of other calls.
 */
export async function askForLeases(
  lab: Lab,
  { host, from, servers }: Clients,
  server: string,
  count: number,
  seed: number,
): Promise<PerfdhcpReport> {
  const base = `mac=02:${seed.toString(16).padStart(2, "0")}:00:00:00:00`;
  const load = ["-4", "-r", "20", "-R", String(count), "-n", String(count), "-W", "1000000", "-b", base];
  return lab.perfdhcp(host, [...load, "-l", from, ...(servers ? [servers[server]!] : [])]);
}
