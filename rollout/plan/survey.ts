import { type JsonMap, list, map } from "../../kea/json";
import { FAMILIES, type Family } from "../../kea/model/family";
import type { DeclaredServer } from "./declaration";

/** What a server runs and says of itself. */
export interface Survey {
  /** As `version-get` reports it: `3.0.4`. */
  readonly version: string;
  /** The running configuration, ready to be sent back. */
  readonly running: JsonMap;
  /** Kea's hash of it, where Kea told one. */
  readonly hash?: string | undefined;
  /** The result of `status-get`. */
  readonly status: JsonMap;
  readonly commands: readonly string[];
  /** When it got its configuration, at the earliest, by our clock; undefined when it read it at its start. */
  readonly configured: Date | undefined;
}

/**
 * Whether a failed `config-set` left the server without its hooks: the configuration that it shows
 * has HA, and it runs none (`config-get` then shows what it ran before).
 */
export function isWrecked({ family }: DeclaredServer, { running, status, commands }: Survey): boolean {
  const runsNone = status["high-availability"] === undefined || !commands.includes("ha-heartbeat");
  return runsNone && configuresHa(family, running);
}

/** Whether a configuration has HA. */
export function configuresHa(family: Family, running: JsonMap): boolean {
  return list(map(running[FAMILIES[family].root])["hooks-libraries"]).some(
    (hook) => list(map(map(hook).parameters)["high-availability"]).length > 0,
  );
}
