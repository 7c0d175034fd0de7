import type { Side } from "../../fleet/fleet";
import { haMaps } from "../../fleet/ha-maps";
import { hooksOf } from "../../fleet/hooks";
import { isMap, raw, UNKNOWN } from "../../json";
import type { KeaVersion } from "../../model/release-lines";
import { defaultOf } from "../../schema/defaults";
import { isTooOld, MULTI_THREADING, PEER, RELATIONSHIP, STATE, STATE_MACHINE } from "../../schema/ha-keys";
import { HA_LIBRARY } from "../../schema/hook-libraries";
import { type Keys, LINES } from "../../schema/schema";
import { meant, plain } from "../../words";
import type { Problem, Rule } from "../rule";

/** Annotations that Kea allows about everywhere, and ignores here. */
const ANNOTATIONS = new Set(["comment", "user-context"]);
/** Where keys with defaults belong, by the names of the kinds of maps. */
const HOMES: readonly (readonly [string, Keys])[] = [
  ["relationship", RELATIONSHIP],
  ["peer", PEER],
  ["ha-multi-threading", MULTI_THREADING],
];
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
      if (library !== HA_LIBRARY || !isMap(parameters) || !("high-availability" in parameters)) continue;
      for (const key of Object.keys(parameters)) {
        if (key === "high-availability" || ANNOTATIONS.has(key)) continue;
        const value = raw(parameters, key);
        if (server.sides.length > 0 && server.sides.every((side) => saysNothingNew(side, key, value)))
          continue;
        yield {
          path: [...path, "parameters", key],
          message: `${plain(key)} is no parameter of ${HA_LIBRARY}.`,
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
        if (ANNOTATIONS.has(key) || (known && !early) || saysNothingNew(side, key, raw(map, key))) continue;
        yield { path: [...path, key], ...wrong(key, of, keys, early ? known.since : undefined) };
      }
    }
  },
};

/** Whether a key says, where Kea ignores it, what holds anyway, as in ISC's templates. */
function saysNothingNew(side: Side, key: string, value: unknown): boolean {
  const home = HOMES.find(([, keys]) => keys.has(key));
  if (home === undefined) return false;
  const [kind, keys] = home;
  const there = haMaps(side).flatMap((one) => (one.keys === keys ? [one.map] : []));
  // A map that is left out has its defaults.
  const inForce = (there.length > 0 ? there : [{}]).map((map) => raw(map, key) ?? defaultIn(side, kind, key));
  return inForce.every((one) => one !== undefined && (value === UNKNOWN || value === one));
}

function defaultIn({ map, server: { family, kea } }: Side, kind: string, key: string): unknown {
  // Where the release line is not known, the newest counts.
  return defaultOf(kind, key, { family, kea: kea ?? LINES.at(-1)! }, map);
}

/** The key for the same in older lines, by its name: `basic-auth-user` of `basic-auth-user-file`. */
function older(key: string, keys: Keys, since: KeaVersion): string | undefined {
  const name = key.replace(/-file$/, "");
  const known = keys.get(name);
  return name !== key && known !== undefined && known.since !== since ? name : undefined;
}

function wrong(key: string, of: string, keys: Keys, since?: KeaVersion): Omit<Problem, "path"> {
  const subject = `${plain(key)}${of}`;
  if (since !== undefined) {
    return {
      message: `${subject} is no key that Kea knows before ${since}.`,
      remedy: `Use ${older(key, keys, since) ?? "a key that it knows"}, or a newer Kea.`,
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
