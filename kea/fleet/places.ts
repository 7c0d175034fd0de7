import { groupedBy } from "../grouped";
import { isMap, type JsonMap, type Path } from "../json";
import { FAMILIES } from "../model/family";
import { oncePer } from "../remember";
import { libraryName } from "../schema/hook-libraries";
import { isKnown, PARAMETERS, SCHEMA } from "../schema/schema";
import type { Server } from "./fleet";

/** A map of a configuration whose keys Kea knows. */
export interface Place {
  /** Which keys it takes: a name of {@link SCHEMA}. */
  readonly kind: string;
  readonly map: JsonMap;
  readonly path: Path;
  readonly above: Place | undefined;
}

/** Every map of a configuration that has a list of keys, from the outside in. */
export const placesOf = oncePer((server: Server): readonly Place[] => {
  const places: Place[] = [];
  const visit = (kind: string, value: unknown, path: Path, above: Place | undefined) => {
    if (!isMap(value)) return;
    const place: Place = { kind, map: value, path, above };
    places.push(place);
    const keys = SCHEMA.get(kind)!;
    for (const [key, entry] of Object.entries(value)) {
      const known = keys.get(key);
      // Where Kea does not know the key, it does not look inside.
      if (known === undefined || !isKnown(known, server.family, server.kea)) continue;
      const { type } = known;
      const parameters = kind === "hook" && key === "parameters" ? parametersOf(value) : undefined;
      if (parameters !== undefined) visit(parameters, entry, [...path, key], place);
      if (type.is === "map of") visit(type.kind, entry, [...path, key], place);
      if (type.is !== "maps of" || !Array.isArray(entry)) continue;
      entry.forEach((one: unknown, index) => visit(type.kind, one, [...path, key, index], place));
    }
  };
  const root = FAMILIES[server.family].root;
  visit("global", isMap(server.config) ? server.config[root] : undefined, [root], undefined);
  return places;
});

/** What a hook library's parameters are; HA's are those of relationships. */
export function parametersOf({ library }: JsonMap): string | undefined {
  return PARAMETERS.get(libraryName(library));
}

const byKind = oncePer((server: Server): ReadonlyMap<string, readonly Place[]> =>
  groupedBy(placesOf(server), ({ kind }) => kind),
);

const NONE: readonly Place[] = [];

/** The maps of some kinds, one kind after the other. */
export function placesOfKind(server: Server, ...kinds: readonly string[]): readonly Place[] {
  const places = byKind(server);
  const [only] = kinds;
  if (kinds.length === 1) return places.get(only!) ?? NONE;
  const there = kinds.filter((kind) => places.has(kind));
  return there.length === 1 ? places.get(there[0]!)! : there.flatMap((kind) => places.get(kind)!);
}

/** The innermost place of a kind that a place is in; itself, if it is of that kind. */
export function enclosing(place: Place | undefined, kind: string): Place | undefined {
  let at = place;
  while (at !== undefined && at.kind !== kind) at = at.above;
  return at;
}

/** Headers and clients of a unix socket, which Kea up to 3.0 does not look into, if there is anything. */
export function isOverlooked({ kind, map, above }: Place): boolean {
  if (!["http-header", "client"].includes(kind) || Object.keys(map).length === 0) return false;
  return enclosing(above, "control-socket")?.map["socket-type"] === "unix";
}
