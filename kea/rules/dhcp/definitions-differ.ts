import { contrast, spelling } from "../../fleet/alike";
import { isBuiltIn, isOpen, testMentions } from "../../fleet/classes";
import { disagreements, type Holding } from "../../fleet/disagreements";
import { type RelationshipView, type Server, subnetsOf } from "../../fleet/fleet";
import { guardClasses } from "../../fleet/guards";
import { meanTheSame, type Part } from "../../fleet/same-meaning";
import { isServerIdentifier } from "../../fleet/service";
import { changedEntries, type Spots } from "../../fleet/setting-origins";
import { type Place, placesOfKind } from "../../fleet/places";
import { renamedClasses, underOneName } from "../../fleet/renamed-classes";
import { isMap, type Json, type JsonMap, list, type Path, raw, UNKNOWN } from "../../json";
import { oncePer } from "../../remember";
import { isOwnSpace } from "../../schema/option-table";
import { enumerate, few, plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const definitionsDiffer: Rule = {
  code: "KEAHA098",
  name: "definitions-differ",
  severity: "warning",
  reason:
    "A class or an option that members define differently lets other clients in, or is sent in another form.",
  source: "Kea does not compare them: it shows only after failover",
  *fleet({ relationships }) {
    for (const relationship of relationships) {
      yield* renamed(relationship);
      yield* missing(relationship);
    }
    const names = new Set(
      relationships.flatMap((one) => servingIn(one).flatMap((server) => [...definitionsOf(server).keys()])),
    );
    for (const what of names) {
      const held = (relationship: RelationshipView) =>
        servingIn(relationship).flatMap((server) => {
          const value = definitionsOf(server).get(what);
          if (value?.value === undefined) return [];
          return [{ server, value: { ...value, value: underOneName(value.value, server, relationship) } }];
        });
      for (const { relationship, groups } of disagreements(relationships, held, areAlike)) {
        const [texts, keys] = contents(groups.map(([first]) => first!.value));
        const parts = groups.map(
          (group, index) => `${texts[index]} on ${few(group.map(({ server }) => server.name))}`,
        );
        const { server, value } = groups.at(-1)![0]!;
        yield {
          relationship,
          server,
          path: value.path,
          message: `${what} is defined differently: ${parts.join("; ")}.`,
          remedy: "Define it alike on all members.",
          // What is wrong there by itself is told as that, where all others agree.
          follows: groups.length > 2 ? [] : keys.map((key) => changedIn(key, groups.flat())),
        };
      }
    }
  },
};

/** The servers that serve subnets of a relationship. */
const servingIn = oncePer((relationship: RelationshipView): readonly Server[] =>
  relationship.sides.filter((side) => subnetsOf(side).length > 0).map(({ server }) => server),
);

function areAlike(one: Definition, other: Definition): boolean {
  return one.value === other.value || meanTheSame(partOf(one), partOf(other));
}

/** Where a key of the definitions is, or the one entry of its list that not all of them have. */
function changedIn(key: string, all: readonly Holding<Definition>[]): Spots[] {
  const maps = all.map(({ value }) => value.map);
  if (!maps.every((map) => map[key] === undefined || Array.isArray(map[key])))
    return all.map(({ server, value: { path } }) => ({ server, paths: [[...path, key]] }));
  return changedEntries(
    all.map(({ server, value }) => ({ server, list: list(value.written[key]), path: [...value.path, key] })),
  );
}

/** It alone, in its list. */
function partOf({ server, list: key, map }: Definition): Part {
  return { server, map: { [key]: [map] } };
}

/** What definitions have under the keys that make the difference, each in one spelling; and these keys. */
function contents(all: readonly Definition[]): readonly [readonly string[], readonly string[]] {
  const [one, ...others] = all as [Definition, ...Definition[]];
  const keys = [...new Set(all.flatMap(({ map }) => Object.keys(map)))];
  const odd = keys.filter((key) => {
    const rest = keys.filter((another) => another !== key);
    return others.some(({ map }) => {
      const changed = { ...only(one.map, rest), ...only(map, [key]) };
      return !meanTheSame(partOf(one), partOf({ ...one, map: changed }));
    });
  });
  const texts = all.map(({ map }) => spelling(odd.length === 0 ? map : only(map, odd))!);
  const shown = contrast(texts).map((text, index) =>
    texts[index] === "{}" ? `without ${enumerate(odd)}` : text,
  );
  return [shown, odd];
}

function only(map: JsonMap, keys: readonly string[]): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => keys.includes(key)));
}

/** Classes that some members have under another name: what is made of them differs for that reason. */
function* renamed(relationship: RelationshipView): Generator<Problem> {
  for (const { name, meant, places, others } of renamedClasses(relationship)) {
    const [server, { path }] = places[0]!;
    const servers = places.map(([one]) => one);
    // Where guards name one that their server does not have, it is told of them.
    const isTold = (some: readonly Server[], absent: string) =>
      some.every((one) => guardClasses(one).has(absent) && !isBuiltIn(absent) && !isOpen(one));
    if (isTold(servers, meant) || isTold(others, name)) continue;
    const names = (servers: readonly Server[]) => few(servers.map((one) => one.name));
    yield {
      relationship,
      server,
      path: [...path, "name"],
      message: `class ${plain(name)} of ${names(servers)} is called ${plain(meant)} on ${names(others)}.`,
      remedy: "Call it alike on all members, also where they name it.",
      follows: followsOf(meant, others, servers),
    };
  }
}

/** Classes that give their clients something, or leave them out, and that a partner does not know. */
function* missing(relationship: RelationshipView): Generator<Problem> {
  const servers = servingIn(relationship);
  const called = new Set(renamedClasses(relationship).flatMap(({ name, meant }) => [name, meant]));
  const classes = new Map<string, { on: Server[]; first: Place }>();
  for (const server of servers) {
    // Those of a hub may be for another relationship.
    if (server.sides.length > 1) continue;
    for (const place of classesOf(server)) {
      const name = place.map.name as string;
      if (called.has(name)) continue;
      if (name !== "DROP" && !Object.keys(place.map).some((key) => GIVEN.has(key))) continue;
      const known = classes.get(name);
      if (known) known.on.push(server);
      else classes.set(name, { on: [server], first: place });
    }
  }
  const groups = new Map<string, { on: Server[]; without: Server[]; first: Place; names: string[] }>();
  for (const [name, { on, first }] of classes) {
    const without = servers.filter((other) => lacks(other, name));
    if (without.length === 0) continue;
    const said = `defined on ${enumerate(on.map((one) => one.name))}, and not on ${enumerate(without.map((one) => one.name))}`;
    const group = groups.get(said);
    if (group) group.names.push(name);
    else groups.set(said, { on, without, first, names: [name] });
  }
  for (const [said, { on, without, first, names }] of groups) {
    const one = names.length === 1;
    yield {
      relationship,
      server: on[0],
      path: first.path,
      message: `${one ? "class" : "classes"} ${enumerate(names.map(plain))} ${one ? "is" : "are"} ${said}.`,
      remedy: `Define ${one ? "it" : "them"} alike on all members: any of them may have to serve these clients.`,
      follows: names.flatMap((name) => followsOf(name, on, without)),
    };
  }
}

/** Where it is an error that a class is on some servers, or that it is not on others, if it is of one alone. */
function followsOf(name: string, on: readonly Server[], without: readonly Server[]): Spots[][] {
  const there = on.map((server) => ({
    server,
    paths:
      on.length > 1 ? [] : classesOf(server).flatMap(({ map, path }) => (map.name === name ? [path] : [])),
  }));
  const absent = without.map((server) => ({
    server,
    paths: without.length > 1 ? [] : [...nameless(server), ...mentions(name, server)],
  }));
  return [[...there, ...absent]];
}

/** The name of a class that has none: it may be any. */
function nameless(server: Server): Path[] {
  const [first, ...more] = placesOfKind(server, "client-class").filter(
    ({ map: { name } }) => name === undefined || name === "",
  );
  return first && more.length === 0 ? [[...first.path, "name"]] : [];
}

/** The tests that want a class. */
function mentions(name: string, server: Server): Path[] {
  return testMentions(server).flatMap((one) => (one.name === name ? [one.path] : []));
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
  /** The same with all that is each server's own. */
  readonly written: JsonMap;
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
        return [
          [
            what,
            { value: spelling(map), server, list: String(path.at(-2)), path, map, written: place.map },
          ] as const,
        ];
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
