import { differences } from "../../kea/canonical/difference";
import { has, type JsonMap, map } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import type { DeclaredServer } from "./declaration";

/**
 * Whether a server whose hash has changed still runs what it ran or got. Kea changes some of it by itself: it
 * switches DNS updates off that it cannot send, and takes over what a database has for it; of that nobody can say.
 */
export function stillRuns(
  { family, kea }: Pick<DeclaredServer, "family" | "kea">,
  known: JsonMap,
  running: JsonMap,
): boolean | undefined {
  const { root } = FAMILIES[family];
  if (has(map(known[root]), "config-control")) return undefined;
  const own = [root, "dhcp-ddns", "enable-updates"].join();
  return differences(known, running, kea).every(
    ({ kind, path, running: now }) => kind === "unknown" || (path.join() === own && now === false),
  );
}
