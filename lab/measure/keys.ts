/** Asks real Kea's parsers which keys they know, of which types, and which whole numbers they take. */
import { FAMILIES, type Family } from "../../kea/model/family";
import { HOOK_KINDS, isKnown, type Key, keysOf, SCHEMA } from "../../kea/schema/schema";
import type { LiveKea } from "../kea/live";
import { lineOf } from "./collect";
import { scenesOf } from "./scenes";

/** What was asked of a table, and the lines that are not what Kea says. */
export interface Findings {
  readonly asked: number;
  readonly wrong: readonly string[];
}

/** What its parser calls a type when it finds something else. */
const EXPECTED: Readonly<Record<string, string>> = {
  integer: "integer",
  real: "floating point",
  boolean: "boolean",
  string: "constant string",
  strings: "[",
  "maps of": "[",
  map: "{",
  "map of": "{",
};

/** Every name in every kind of map but hooks': does the parser know it just there, and what does it expect? */
export async function checkKeys(live: LiveKea, family: Family): Promise<Findings> {
  const kea = lineOf(live.kea);
  const names = new Set([...SCHEMA.values()].flatMap((keys) => [...keys.keys()]));
  const wrong: string[] = [];
  let asked = 0;
  for (const [kind, place] of placesOf(family, kea)) {
    for (const name of names) {
      // Nothing is null: the parser says what it expects there, and reads no further.
      const said = await live.reload(family, place(`"${name}": null`));
      const key = keysOf(kind).get(name);
      const listed = key !== undefined && isKnown(key, family, kea);
      const known = said.includes("syntax error, unexpected null");
      asked++;
      if (!known && !/got unexpected keyword|unexpected [a-z0-9 _-]+(, expecting|$)/m.test(said))
        wrong.push(`${kind} ${name}: not understood: ${said}`);
      else if (known !== listed) wrong.push(`${kind} ${name}: Kea ${known ? "knows" : "does not know"} it`);
      else if (known && !isOfType(key!, said)) wrong.push(`${kind} ${name}: ${said}`);
    }
  }
  return { asked, wrong };
}

/** Words that a parser reads, and the server refuses, so that the table has them nowhere: ncr-protocol tcp. */
const REFUSED_LATER: ReadonlySet<string> = new Set(["tcp"]);

function isOfType({ type }: Key, said: string): boolean {
  const expected = /expecting (.*)/.exec(said)?.[1];
  if (type.is !== "word") return expected === EXPECTED[type.is];
  // The parser lists four words at most, counting one that it does not say; some it reads as any text.
  if (expected === undefined || expected === "constant string") return true;
  const words = (list: readonly string[]) =>
    [...new Set(list.map((word) => word.toLowerCase()))].sort().join(" ");
  return (
    words(expected.split(" or ").filter((word) => !REFUSED_LATER.has(word.toLowerCase()))) ===
    words(type.words)
  );
}

/** A configuration, as text, with nothing but this in a map of a kind and in those around it. */
type Place = (inner: string) => string;

function placesOf(family: Family, kea: ReturnType<typeof lineOf>): Map<string, Place> {
  const places = new Map<string, Place>([["global", (inner) => `{"${FAMILIES[family].root}": {${inner}}}`]]);
  for (const [kind, place] of places) {
    for (const [name, key] of keysOf(kind)) {
      if (!("kind" in key.type) || places.has(key.type.kind) || !isKnown(key, family, kea)) continue;
      if (HOOK_KINDS.has(key.type.kind)) continue;
      const [open, close] = key.type.is === "maps of" ? ["[{", "}]"] : ["{", "}"];
      places.set(key.type.kind, (inner) => place(`"${name}": ${open}${inner}${close}`));
    }
  }
  return places;
}

/** `config-test` takes these beyond their ranges too: Kea cuts them, or looks at them later or never. */
const TAKEN_BEYOND =
  /(-lifetime|-timer)$|^(max-reconnect-tries|(sender|server|socket)-port|debuglevel|maxsize|maxver)$/;

/** What refuses a number for something else than its size. */
const OTHERWISE = /is not less than|only supported by/;

/** Both ends of every range are taken, and one beyond is refused. */
export async function checkRanges(live: LiveKea, family: Family): Promise<Findings> {
  const kea = lineOf(live.kea);
  const wrong: string[] = [];
  let asked = 0;
  for (const { kind, minimal, place } of scenesOf(live.kea, family)) {
    if (HOOK_KINDS.has(kind)) continue;
    for (const [name, key] of keysOf(kind)) {
      if (key.range === undefined || !isKnown(key, family, kea)) continue;
      const [low, high] = key.range;
      for (const [value, within] of [
        [low, true],
        [high, true],
        [low - 1, false],
        [high + 1, false],
      ] as const) {
        const said = await live.test(family, {
          [FAMILIES[family].root]: place({ ...minimal[0], [name]: value }, {}),
        });
        asked++;
        if (within ? OTHERWISE.test(said ?? "") : TAKEN_BEYOND.test(name)) continue;
        if (within !== (said === undefined)) wrong.push(`${kind} ${name} = ${value}: ${said ?? "taken"}`);
      }
    }
  }
  return { asked, wrong };
}
