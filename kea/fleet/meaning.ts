import { differences } from "../difference";
import type { JsonMap } from "../json";
import { FAMILIES } from "../model/family";
import { KeaVersion } from "../model/profiles";
import { spelling } from "./alike";
import type { Server } from "./fleet";

const DEFINITIONS = "option-def";

/** A part of a server's configuration, in its place: `{ "client-classes": [...] }`. */
export interface Part {
  readonly server: Server;
  readonly map: JsonMap;
}

/** Whether Kea makes the same of two parts that are spelled differently. */
export function meanTheSame(a: Part, b: Part): boolean {
  const parts = [a, b];
  // What is known only at apply may be anything.
  if (
    parts.some(({ server, map }) =>
      [server.root[DEFINITIONS] ?? [], map].some((one) => spelling(one) === undefined),
    )
  )
    return false;
  const [one, other] = parts.map(({ server: { root, family }, map }) => ({
    [FAMILIES[family].root]: { [DEFINITIONS]: root[DEFINITIONS] ?? [], ...map },
  }));
  const found = differences(one!, other!, a.server.kea ?? KeaVersion.V3_0);
  return found.every(({ path }) => path[1] === DEFINITIONS && !(DEFINITIONS in a.map));
}
