import { spelling } from "../../fleet/alike";
import { isServerIdentifier } from "../../fleet/effective";
import { type RelationshipView, type Server, subnetsOf } from "../../fleet/fleet";
import { meanTheSame } from "../../fleet/meaning";
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
        for (const [what, { value, path, map }] of definitionsOf(server)) {
          const theirs = ours.get(what);
          if (theirs?.value === undefined || value === undefined || theirs.value === value) continue;
          const message = `${what} is defined differently on ${first.server.name} and on ${server.name}.`;
          if (told.has(message)) continue;
          if (meanTheSame({ server: first.server, map: theirs.map }, { server, map })) continue;
          told.add(message);
          yield { relationship, server, path, message, remedy: "Define it alike on all members." };
        }
      }
    }
  },
};

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

type Definitions = ReadonlyMap<
  string,
  {
    readonly value: string | undefined;
    readonly path: Path;
    /** It alone, in its list. */
    readonly map: JsonMap;
  }
>;

/** The classes and options that a server defines for all, each in one spelling. */
const definitionsOf = oncePer(
  (server: Server): Definitions =>
    new Map(
      placesOfKind(server, "client-class", "option-def").flatMap((place) => {
        if (place.above?.kind !== "global" || typeof place.map.name !== "string") return [];
        const space: unknown = isOwnSpace(server, place.map.space) ? undefined : place.map.space;
        const what =
          place.kind === "client-class"
            ? `class ${plain(place.map.name)}`
            : `option ${typeof space === "string" ? `${plain(space)}.` : ""}${plain(place.map.name)}`;
        const definition = withoutIdentifier(server, place.map);
        const map = { [String(place.path.at(-2))]: [definition] };
        return [[what, { value: spelling(definition), path: place.path, map }] as const];
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
