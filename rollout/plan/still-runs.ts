import { differences } from "../../kea/canonical/difference";
import { changeAt, has, type JsonMap, map } from "../../kea/json";
import { FAMILIES, type Family } from "../../kea/model/family";
import type { DeclaredServer } from "./declaration";

type Kea = Pick<DeclaredServer, "family" | "kea">;

/** Kea's switch for DNS updates, which it turns off by itself when it cannot send them. */
const pathOf = (family: Family) => [FAMILIES[family].root, "dhcp-ddns", "enable-updates"] as const;

/** Whether a configuration has DNS updates on. */
export function sendsUpdates(family: Family, config: JsonMap): boolean {
  const [root, ddns, key] = pathOf(family);
  return map(map(config[root])[ddns])[key] === true;
}

/**
 * Whether a server whose hash has changed still runs what it ran or got. Kea changes some of it by itself: it
 * switches DNS updates off that it cannot send, and takes over what a database has for it; of that nobody can say.
 */
export function stillRuns({ family, kea }: Kea, known: JsonMap, running: JsonMap): boolean | undefined {
  const { root } = FAMILIES[family];
  if (has(map(known[root]), "config-control")) return undefined;
  const own = pathOf(family).join();
  return differences(known, running, kea).every(
    ({ kind, path, running: now }) => kind === "unknown" || (path.join() === own && now === false),
  );
}

/**
 * What a server was given: what it runs, but with DNS updates on where these are all that differs from what it is
 * known to have run before.
 */
export function asGiven(server: Kea, known: JsonMap | undefined, running: JsonMap): JsonMap {
  const { family } = server;
  if (!known || !sendsUpdates(family, known) || sendsUpdates(family, running)) return running;
  if (stillRuns(server, known, running) !== true) return running;
  return changeAt(running, pathOf(family), () => true) as JsonMap;
}
