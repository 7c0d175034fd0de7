import { ofPlace } from "../../fleet/labels";
import { isMap, UNKNOWN } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import { KeaVersion } from "../../model/release-lines";
import { bothNames } from "../../schema/renamed";
import { isKnown, SCHEMA, type Type } from "../../schema/schema";
import { enumerate, show } from "../../words";
import type { Rule } from "../rule";

/** Lists that Kea does not take empty; class lists since 3.0 it does. */
const NEVER_EMPTY: ReadonlySet<string> = new Set([
  "loggers",
  ...bothNames("output-options"),
  "host-reservation-identifiers",
  "mac-sources",
]);
/** Maps that Kea does not take empty, and does not miss a key in. */
const NEVER_EMPTY_MAPS: ReadonlySet<string> = new Set([
  "global",
  "interfaces-config",
  "sanity-checks",
  "expired-leases-processing",
  "compatibility",
  "config-control",
  "dhcp-ddns",
]);

/** There are too many addresses for lists of free ones. */
const ADDRESS_ALLOCATOR_V6: Type = { is: "word", words: ["iterative", "random"] };

export const wrongType: Rule = {
  code: "KEAHA061",
  name: "wrong-type",
  severity: "error",
  reason: "Kea refuses a value of another type than its key has.",
  source: "measured key by key on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  *server({ config, family }) {
    const { root } = FAMILIES[family];
    const outer: unknown = isMap(config) ? config[root] : config;
    if (outer !== UNKNOWN && outer !== undefined && !isMap(outer)) {
      yield {
        path: isMap(config) ? [root] : [],
        message: `the configuration is ${show(outer)}.`,
        remedy: `It is a map, { "${root}": { ... } }.`,
      };
    }
  },
  *place(place, server) {
    if (Object.keys(place.map).length === 0 && NEVER_EMPTY_MAPS.has(place.kind)) {
      yield {
        path: place.path,
        message: `${String(place.path.at(-1))} is an empty map.`,
        remedy: "Kea does not take an empty one: fill it, or remove it.",
      };
    }
    const keys = SCHEMA.get(place.kind)!;
    for (const key of Object.keys(place.map)) {
      const known = keys.get(key);
      const value: unknown = place.map[key];
      if (known === undefined || value === undefined || value === UNKNOWN) continue;
      if (!isKnown(known, server.family, server.kea)) continue;
      const problem = problemOf(
        key,
        value,
        server.family === Family.V6 && key === "allocator" ? ADDRESS_ALLOCATOR_V6 : known.type,
        place.kind,
        server.kea,
        server.where !== undefined,
      );
      if (problem === undefined) continue;
      yield {
        path: [...place.path, key, ...problem.at],
        message: `${key}${ofPlace(place)} ${problem.is}.`,
        remedy: value === null ? `${problem.takes} Where there is none, leave the key out.` : problem.takes,
      };
    }
  },
};

/** Kea reads the words of DNS updates in any case, and no others. */
function isWord(key: string, word: string, value: string): boolean {
  return word === value || (/^(ddns|ncr)-/.test(key) && word.toLowerCase() === value.toLowerCase());
}

interface TypeProblem {
  readonly at: readonly number[];
  readonly is: string;
  readonly takes: string;
}

function problemOf(
  key: string,
  value: unknown,
  type: Type,
  kind: string,
  kea: KeaVersion | undefined,
  declared: boolean,
): TypeProblem | undefined {
  const wrong = (takes: string, at: readonly number[] = [], one = value): TypeProblem => ({
    at,
    is: at.length === 0 ? `is ${show(one)}` : `holds ${show(one)}`,
    takes,
  });
  switch (type.is) {
    case "integer":
      return Number.isInteger(value) ? undefined : wrong("It takes a whole number, without quotes.");
    case "real":
      if (typeof value !== "number") return wrong("It takes a number with a decimal point, as in 0.25.");
      // What is declared here is printed as JSON, where 0.0 is 0; a hand-written file may say 0.0.
      return Number.isInteger(value) && declared && !(key === "cache-threshold" && value !== 0)
        ? kea === KeaVersion.V2_6 && key === "cache-threshold"
          ? undefined
          : wrong(
              "Kea takes no whole number here, and JSON prints 0.0 as 0: leave it out, or take a value near it.",
            )
        : undefined;
    case "boolean":
      return typeof value === "boolean" ? undefined : wrong("It is true or false, without quotes.");
    case "string":
      return typeof value === "string" ? undefined : wrong("It takes a text, in quotes.");
    case "word":
      return typeof value === "string" && type.words.some((w) => isWord(key, w, value))
        ? undefined
        : wrong(
            type.words.length === 1
              ? `Write ${type.words[0]}.`
              : `It is one of ${enumerate(type.words, "or")}.`,
          );
    case "map":
      return isMap(value) ? undefined : wrong("It takes a map, { ... }.");
    case "map of":
      return isMap(value) ? undefined : wrong("It takes a map, { ... }.");
    case "strings": {
      if (!Array.isArray(value)) return wrong("It takes a list of texts, [ ... ].");
      const index = value.findIndex((one: unknown) => typeof one !== "string" && one !== UNKNOWN);
      if (index >= 0) return wrong("It takes a list of texts, [ ... ].", [index], value[index]);
      return emptyProblem(key, value, kind, kea);
    }
    case "maps of": {
      if (!Array.isArray(value)) return wrong("It takes a list of maps, [ { ... } ].");
      const index = value.findIndex((one: unknown) => !isMap(one) && one !== UNKNOWN);
      if (index >= 0) return wrong("It takes a list of maps, [ { ... } ].", [index], value[index]);
      return emptyProblem(key, value, kind, kea);
    }
  }
}

function emptyProblem(
  key: string,
  value: readonly unknown[],
  kind: string,
  kea: KeaVersion | undefined,
): TypeProblem | undefined {
  const classes = key === "client-classes" && kind === "global" && kea === KeaVersion.V2_6;
  if (value.length > 0 || !(NEVER_EMPTY.has(key) || classes)) return undefined;
  return { at: [], is: "is an empty list", takes: "Kea does not take an empty one: fill it, or remove it." };
}
