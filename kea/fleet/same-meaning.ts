import { differences } from "../canonical/difference";
import { type JsonMap, list, map, text } from "../json";
import { FAMILIES } from "../model/family";
import { KeaVersion } from "../model/profiles";
import { oncePer } from "../remember";
import { testForm, TESTS } from "../schema/class-test-words";
import { spelling } from "./alike";
import type { Server } from "./fleet";

const [DEFINITIONS, CLASSES] = ["option-def", "client-classes"];
const REMARKS = ["comment", "user-context"];

/** A part of a server's configuration, in its place: `{ "client-classes": [...] }`. */
export interface Part {
  readonly server: Server;
  readonly map: JsonMap;
}

/** Whether Kea makes the same of two parts that are spelled differently, but for remarks. */
export function meanTheSame(a: Part, b: Part): boolean {
  const parts = [a, b];
  // What is known only at apply may be anything.
  if (!parts.every(({ server, map }) => knowsItsOptions(server) && spelling(map) !== undefined)) return false;
  const [one, other] = parts.map(({ server: { root, family }, map }) => ({
    [FAMILIES[family].root]: { [DEFINITIONS]: root[DEFINITIONS] ?? [], ...withTests(map) },
  }));
  const found = differences(one!, other!, a.server.kea ?? KeaVersion.V3_0, false);
  return found.every(
    ({ path }) =>
      (path[1] === DEFINITIONS && !(DEFINITIONS in a.map)) ||
      path.some((step) => REMARKS.includes(String(step))),
  );
}

/** Kea shows the tests of classes as they are written, and reads more than one spelling alike. */
function withTests(part: JsonMap): JsonMap {
  if (part[CLASSES] === undefined) return part;
  return { ...part, [CLASSES]: list(part[CLASSES]).map((one) => withTest(map(one))) };
}

function withTest(one: JsonMap): JsonMap {
  const tests = TESTS.flatMap((key) => {
    const test = text(one[key]);
    return test === undefined ? [] : [[key, testForm(test)] as const];
  });
  return { ...one, ...Object.fromEntries(tests) };
}

const knowsItsOptions = oncePer(({ root }: Server) => spelling(root[DEFINITIONS] ?? []) !== undefined);
