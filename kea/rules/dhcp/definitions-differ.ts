import { contrast, spelling } from "../../fleet/alike";
import { isServerIdentifier } from "../../fleet/service";
import { type RelationshipView, type Server, subnetsOf } from "../../fleet/fleet";
import { meanTheSame, type Part } from "../../fleet/same-meaning";
import { type Place, placesOfKind } from "../../fleet/places";
import { isMap, type Json, type JsonMap, type Path, raw, UNKNOWN } from "../../json";
import { oncePer } from "../../remember";
import { isOwnSpace } from "../../schema/option-table";
import { enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const definitionsDiffer: Rule = {
  code: "KEAHA098",
  name: "definitions-differ",
  severity: "warning",
  reason:
    "A class or an option that members define differently lets other clients in, or is sent in another form.",
  source: "Kea does not compare them: it shows only after failover",
  *fleet({ relationships }) {
    // Two servers may share several relationships.
    const told = new Set<string>();
    for (const relationship of relationships) {
      yield* missing(relationship);
      const [first, ...others] = relationship.sides.filter((side) => subnetsOf(side).length > 0);
      if (first === undefined) continue;
      const ours = definitionsOf(first.server);
      for (const { server } of others) {
        for (const [what, odd] of definitionsOf(server)) {
          const reference = ours.get(what);
          if (reference?.value === undefined || odd.value === undefined || reference.value === odd.value)
            continue;
          const pair = `${first.server.name} ${server.name} ${what}`;
          if (told.has(pair) || meanTheSame(partOf(reference), partOf(odd))) continue;
          told.add(pair);
          const [here, there] = contents(reference, odd);
          yield {
            relationship,
            server,
            path: odd.path,
            message: `${what} is defined differently: ${here} on ${first.server.name}; ${there} on ${server.name}.`,
            remedy: "Define it alike on all members.",
          };
        }
      }
    }
  },
};

/** It alone, in its list. */
function partOf({ server, list, map }: Definition): Part {
  return { server, map: { [list]: [map] } };
}

/** What two definitions have under the keys that make the difference, each in one spelling. */
function contents(one: Definition, other: Definition): string[] {
  const keys = [...new Set([one, other].flatMap(({ map }) => Object.keys(map)))];
  const odd = keys.filter((key) => {
    const rest = keys.filter((another) => another !== key);
    const changed = { ...only(one.map, rest), ...only(other.map, [key]) };
    return !meanTheSame(partOf(one), partOf({ ...one, map: changed }));
  });
  const texts = [one, other].map(({ map }) => spelling(odd.length === 0 ? map : only(map, odd))!);
  return contrast(texts).map((text, index) => (texts[index] === "{}" ? `without ${enumerate(odd)}` : text));
}

function only(map: JsonMap, keys: readonly string[]): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => keys.includes(key)));
}

/** Classes that give their clients something, or leave them out, and that a partner does not know. */
function* missing(relationship: RelationshipView): Generator<Problem> {
  const servers = relationship.sides.filter((side) => subnetsOf(side).length > 0).map(({ server }) => server);
  for (const server of servers) {
    // Those of a hub may be for another relationship.
    if (server.sides.length > 1) continue;
    const groups = new Map<string, Place[]>();
    for (const place of classesOf(server)) {
      if (place.map.name !== "DROP" && !Object.keys(place.map).some((key) => GIVEN.has(key))) continue;
      const without = servers.filter((other) => lacks(other, place.map.name as string));
      const names = enumerate(without.map(({ name }) => name));
      if (names !== "") groups.set(names, [...(groups.get(names) ?? []), place]);
    }
    for (const [names, places] of groups) {
      const what = enumerate(places.map(({ map }) => plain(map.name as string)));
      const are = places.length === 1 ? `class ${what} is` : `classes ${what} are`;
      yield {
        relationship,
        server,
        path: places[0]!.path,
        message: `${are} defined on ${server.name}, and not on ${names}.`,
        remedy: `Define ${places.length === 1 ? "it" : "them"} alike on all members: any of them may have to serve these clients.`,
      };
    }
  }
}

/** What a class gives to those who are in it. */
const GIVEN = new Set([
  ...["option-data", "next-server", "boot-file-name", "server-hostname", "offer-lifetime"],
  ...["", "min-", "max-"].flatMap((limit) => [`${limit}valid-lifetime`, `${limit}preferred-lifetime`]),
]);

function classesOf(server: Server): readonly Place[] {
  return placesOfKind(server, "client-class").filter(({ map }) => typeof map.name === "string");
}

function lacks(server: Server, name: string): boolean {
  const all: unknown = server.root["client-classes"] ?? [];
  const known = Array.isArray(all) && all.every((one: unknown) => isMap(one) && raw(one, "name") !== UNKNOWN);
  return known && !classesOf(server).some(({ map }) => map.name === name);
}

/** What a server defines, in one spelling and as it is written. */
interface Definition {
  readonly value: string | undefined;
  readonly server: Server;
  readonly list: string;
  readonly path: Path;
  readonly map: JsonMap;
}

/** The classes and options that a server defines for all, each in one spelling. */
const definitionsOf = oncePer(
  (server: Server): ReadonlyMap<string, Definition> =>
    new Map(
      placesOfKind(server, "client-class", "option-def").flatMap((place) => {
        if (place.above?.kind !== "global" || typeof place.map.name !== "string") return [];
        const space: unknown = isOwnSpace(server, place.map.space) ? undefined : place.map.space;
        const what =
          place.kind === "client-class"
            ? `class ${plain(place.map.name)}`
            : `option ${typeof space === "string" ? `${plain(space)}.` : ""}${plain(place.map.name)}`;
        const { path } = place;
        const map = withoutIdentifier(server, place.map);
        return [[what, { value: spelling(map), server, list: String(path.at(-2)), path, map }] as const];
      }),
    ),
);

/** A definition without the option that is each server's own. */
function withoutIdentifier(server: Server, map: JsonMap): JsonMap {
  const options: unknown = map["option-data"];
  if (!Array.isArray(options)) return map;
  const isOwn = (option: unknown) => isMap(option) && isServerIdentifier(server, option);
  return { ...map, "option-data": options.filter((option) => !isOwn(option)) as Json[] };
}
