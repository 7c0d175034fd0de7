import { existsSync } from "node:fs";
import { text } from "../../kea/json";
import { beside, readJson, writeJson } from "./beside";

/** Path of what a manifest's rollout left for the next one: Terraform looks at it, and runs that. */
const pendingPath = (manifest: string) => beside(manifest, "pending.json");

/**
 * Keeps which servers wait for the next rollout. The time stays when none does any more: it is what Terraform
 * compares.
 *
 * @throws WriteError
 */
export function recordPending(manifest: string, servers: readonly string[]): void {
  const path = pendingPath(manifest);
  if (servers.length === 0 && !existsSync(path)) return;
  const since = servers.length > 0 ? new Date().toISOString() : text(readJson(path)?.since);
  writeJson(path, { since: since ?? "", servers: [...servers] });
}
