/** Clients of a lab's sites, started and stopped. */
import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lab } from "../lab";
import type { RelayedLoad, SiteLoad } from "./relayed";
import { HUB, type Site } from "../network/sites";

/**
 * Lets clients of sites ask for leases all the time, {@link RelayedLoad.rate} of each in a second.
 *
 * @returns what ends that, and tells what each site lost, by its name.
 */
export function loadSites(
  lab: Lab,
  sites: readonly Site[],
  rate: number,
  clients = 50,
): () => Promise<Record<string, SiteLoad>> {
  const stop = join(tmpdir(), `relayed-${randomUUID()}`);
  const load: RelayedLoad = {
    sites: sites.map(({ name, relay, address }) => ({ name, relay, servers: [address, HUB] })),
    ...{ rate, clients, stop },
  };
  const program = ["--import", "tsx", join(__dirname, "relayed.ts"), JSON.stringify(load)];
  const ended = lab.exec("relays", [process.execPath, ...program], { timeout: 3_600_000 });
  return async () => {
    writeFileSync(stop, "");
    const { exitCode, stdout, stderr } = await ended;
    rmSync(stop);
    if (exitCode !== 0) throw new Error(`the clients of the sites: ${stderr}`);
    return JSON.parse(stdout) as Record<string, SiteLoad>;
  };
}
