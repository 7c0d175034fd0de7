import { differences } from "../canonical/difference";
import { type JsonMap, list, map, number, text } from "../json";
import { FAMILIES } from "../model/family";
import { KeaVersion } from "../model/release-lines";
import { oncePer } from "../remember";
import { testForm, TESTS } from "../schema/class-test-words";
import { byName } from "../schema/option-table";
import { spelling } from "./alike";
import { type Custom, customOptions } from "./custom-options";
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
  const [one, other] = parts.map(({ server, map }) => ({
    [FAMILIES[server.family].root]: {
      [DEFINITIONS]: server.root[DEFINITIONS] ?? [],
      ...withTests(map, server),
    },
  }));
  const found = differences(one!, other!, a.server.kea ?? KeaVersion.V3_0, false);
  return found.every(
    ({ path }) =>
      (path[1] === DEFINITIONS && !(DEFINITIONS in a.map)) ||
      path.some((step) => REMARKS.includes(String(step))),
  );
}

/** Kea shows the tests of classes as they are written, and reads more than one spelling alike. */
function withTests(part: JsonMap, server: Server): JsonMap {
  if (part[CLASSES] === undefined) return part;
  return { ...part, [CLASSES]: list(part[CLASSES]).map((one) => withTest(map(one), server)) };
}

function withTest(one: JsonMap, server: Server): JsonMap {
  const codeOf = (name: string) => byName(server, name)?.code ?? ownCode(server, name);
  const tests = TESTS.flatMap((key) => {
    const test = text(one[key]);
    return test === undefined ? [] : [[key, testForm(test, codeOf)] as const];
  });
  return { ...one, ...Object.fromEntries(tests) };
}

/** The code of an option that a server defines itself. */
function ownCode(server: Server, name: string): number | undefined {
  const isIts = (one: Custom) => one.name === name && one.space === undefined && one.within === undefined;
  return number(customOptions(server).find(isIts)?.code);
}

const knowsItsOptions = oncePer(({ root }: Server) => spelling(root[DEFINITIONS] ?? []) !== undefined);
