import type { Side } from "../../fleet/fleet";
import { haMaps } from "../../fleet/ha-maps";
import { hooksOf } from "../../fleet/hooks";
import { isMap, type JsonMap, raw, UNKNOWN } from "../../json";
import type { KeaVersion } from "../../model/profiles";
import { initial } from "../../schema/defaults";
import { isTooOld, MULTI_THREADING, PEER, RELATIONSHIP, STATE, STATE_MACHINE } from "../../schema/ha-keys";
import type { Keys } from "../../schema/schema";
import { meant, plain } from "../../words";
import type { Problem, Rule } from "../rule";

/** Annotations that Kea allows about everywhere, and ignores here. */
const ANNOTATIONS = new Set(["comment", "user-context"]);
const PLACES: readonly (readonly [Keys, string])[] = [
  [RELATIONSHIP, "the relationship"],
  [PEER, "a member"],
  [MULTI_THREADING, "multi-threading"],
  [STATE_MACHINE, "state-machine"],
  [STATE, "an entry of states"],
];

export const unknownHaKey: Rule = {
  code: "KEAHA023",
  name: "unknown-ha-key",
  severity: "error",
  reason: "Kea ignores HA keys that it does not know without a word: what was meant does not happen.",
  source: "measured on Kea 2.6.3, 3.0.4 and 3.2.0; HAConfigParser knows no keyword check",
  *server(server) {
    for (const { library, parameters, path } of hooksOf(server) ?? []) {
      if (library !== "libdhcp_ha.so" || !isMap(parameters) || !("high-availability" in parameters)) continue;
      for (const key of Object.keys(parameters)) {
        if (key === "high-availability" || ANNOTATIONS.has(key)) continue;
        yield {
          path: [...path, "parameters", key],
          message: `${plain(key)} is no parameter of libdhcp_ha.so.`,
          remedy: "Remove it; all settings go into the relationships of high-availability.",
        };
      }
    }
  },
  *side(side) {
    const { kea } = side.server;
    for (const { keys, of, map, path } of haMaps(side)) {
      for (const key of Object.keys(map)) {
        const known = keys.get(key);
        const early = known !== undefined && isTooOld(kea, known);
        if (ANNOTATIONS.has(key) || (known && !early) || saysNothingNew(side, keys, key, map)) continue;
        yield { path: [...path, key], ...wrong(key, of, keys, early ? known.since : undefined) };
      }
    }
  },
};

/** Whether a key in a member's entry says what holds for the relationship anyway, as in ISC's templates. */
function saysNothingNew(side: Side, keys: Keys, key: string, map: JsonMap): boolean {
  const filled = initial("relationship", key);
  if (keys !== PEER || filled === undefined) return false;
  const value = raw(map, key);
  return value === UNKNOWN || value === (raw(side.map, key) ?? filled);
}

function wrong(key: string, of: string, keys: Keys, since?: KeaVersion): Omit<Problem, "path"> {
  const subject = `${plain(key)}${of}`;
  if (since !== undefined) {
    return {
      message: `${subject} is no key that Kea knows before ${since}.`,
      remedy: "Use a key that it knows, or a newer Kea.",
    };
  }
  const place = PLACES.find(([other]) => other.has(key));
  if (place) return { message: `${subject} is in the wrong place.`, remedy: `It belongs into ${place[1]}.` };
  const guess = meant(key, keys.keys());
  return {
    message: `${subject} is no key that Kea knows.`,
    remedy: guess === undefined ? "Remove it, or use one that Kea knows." : `Did you mean ${guess}?`,
  };
}
