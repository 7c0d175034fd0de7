import { closedPools, closes, type ServedPool } from "../../fleet/balance";
import { assignedClasses, haMember, servedClasses } from "../../fleet/classes";
import type { Fleet, RelationshipView, Server } from "../../fleet/fleet";
import { classesOf, GUARD_KEYS, guardOf } from "../../fleet/guards";
import { guardsWithoutHa, haMentions, isClassOpen, isForNobody, type Mention } from "../../fleet/ha-classes";
import { labelOf } from "../../fleet/labels";
import { misspelt } from "../../fleet/misspelt-names";
import { ownerOf, relationshipsByName } from "../../fleet/owners";
import { enclosing, type Place } from "../../fleet/places";
import { isPool } from "../../fleet/pools";
import { relationshipsKnown } from "../../fleet/sides";
import { type Unloaded, unloadedMembers } from "../../fleet/without-ha";
import { enumerate, few, plain } from "../../words";
import { once, type Repeated } from "../once";
import type { ByName, Problem, Rule } from "../rule";
import { unserved } from "../unserved";

export const haClass: Rule = {
  code: "KEAHA104",
  name: "ha-class",
  severity: "error",
  reason:
    "HA puts a packet into the class HA_ and the name of the member that serves it: no other client is ever in one.",
  source: "measured on Kea 2.6.3 and 3.0.4; Kea manual, Load-Balancing Configuration",
  *server(server, fleet) {
    const all = haMentions(server);
    const byName = all.length > 0 && relationshipsKnown(server) && relationshipsByName(fleet).get(server);
    if (!byName) return;
    const assigned = assignedClasses(server);
    if (assigned === undefined) return;
    const mentions = all.filter(({ name }) => !isClassOpen(fleet, server, haMember(name)!));
    const unknown = mentions.filter(
      (mention) => !byName.has(haMember(mention.name)!) && isForNobody(server, mention, assigned),
    );
    const mistakes =
      server.sides.length === 0
        ? withoutHa(server, fleet)
        : unknown.map((mention) => ofNobody(mention, byName));
    yield* once(
      [...mistakes, ...closed(server, mentions, assigned), ...doubled(server, all), ...crossed(server)],
      server,
      fleet,
    );
    for (const { place, name, path, guards } of server.sides.length > 1 ? all : []) {
      const relationship = byName.get(haMember(name)!);
      if (assigned.has(name) || relationship === undefined || !guards) continue;
      const subnet = enclosing(place, "subnet");
      const own = subnet && ownerOf(fleet, server, subnet.path);
      const subject = `${labelOf(place)} ${verb(guards)} class ${plain(name)}`;
      yield* inSeveral({ place, path, subject, relationship, own });
    }
  },
};

/** What names a member that there is none of. */
function ofNobody({ place, name, path, guards }: Mention, byName: ByName): Repeated {
  const member = haMember(name)!;
  const guess = misspelt(member, [...byName.keys()]);
  return {
    ...{ place, path },
    said: `${verb(guards)} class ${plain(name)}, and no member of its relationships is called ${plain(member)}`,
    remedy:
      guess === undefined
        ? "Use HA_ and the name of one of its members."
        : `Did you mean HA_${plain(guess)}?`,
  };
}

/** What names members on a server without HA. */
function withoutHa(server: Server, fleet: Fleet): Repeated[] {
  const mentions = guardsWithoutHa(server);
  const names = [...new Set(mentions.map(({ name }) => name))];
  const several = names.length > 1;
  const lists = ({ relationship }: Unloaded) =>
    relationship.sides.some(({ peers }) => peers.some(({ name }) => names.includes(`HA_${name}`)));
  const places = unloadedMembers(fleet).filter((one) => one.server === server);
  const place = places.find(lists) ?? places[0];
  const load = place
    ? `Load libdhcp_ha.so there, if it is to be ${plain(place.missing)} of relationship ${place.relationship.name}`
    : `Load libdhcp_ha.so, with the relationship of the ${several ? "members" : "member"}`;
  return mentions.map(({ place, path, guards }) => ({
    ...{ place, path },
    said: `${verb(guards)} ${several ? "classes" : "class"} ${few(names.map(plain))}, and this server is in no relationship`,
    remedy: `${load}; or take the guards away, if the server is to be alone.`,
  }));
}

/** Guards by a member that no packet is of, where they leave nobody anything. */
function* closed(
  server: Server,
  mentions: readonly Mention[],
  assigned: ReadonlySet<string>,
): Generator<Repeated> {
  for (const { place, name, path, guards } of mentions) {
    if (assigned.has(name) || !closes(server, place)) continue;
    // On a server of several relationships, that is a mistake around pools whoever's class it is.
    if (server.sides.length > 1 && guards && !isPool(place)) continue;
    for (const side of server.sides) {
      const why = unserved(side, haMember(name)!);
      if (why) yield { place, path, ...why, said: `${verb(guards)} class ${plain(name)}, ${why.said}` };
    }
  }
}

/** Tests for members that share the clients, so that nobody passes. */
function* doubled(server: Server, mentions: readonly Mention[]): Generator<Repeated> {
  const served = new Set(server.sides.flatMap(servedClasses));
  const tests = mentions.filter(({ guards }) => !guards);
  for (const place of new Set(tests.map((mention) => mention.place))) {
    const mine = tests.filter((mention) => mention.place === place);
    const names = [...new Set(mine.map(({ name }) => name))];
    if (names.length < 2 || !names.every((name) => served.has(name)) || !closes(server, place)) continue;
    yield {
      ...{ place, path: mine[0]!.path },
      said: `tests for ${enumerate(names.map(plain))}: no client is in both`,
      remedy: "Test for the class of one member.",
    };
  }
}

/** Guards by one member inside those by the other. */
function* crossed(server: Server): Generator<Repeated> {
  const told = new Set<Place>();
  for (const { guards } of closedPools(server)) {
    const [inner, outer] = crossing(guards) ?? [];
    if (inner === undefined || outer === undefined || told.has(inner)) continue;
    told.add(inner);
    yield {
      place: inner,
      path: classesOf(inner, GUARD_KEYS)[0]!.path,
      said: `is guarded by class ${namesOf(inner)}, and ${labelOf(outer)} by class ${namesOf(outer)}: no client is in both`,
      remedy: "Guard one of them alone, or both by the class of one member.",
    };
  }
}

/** Two guards of which no client passes both, though some pass each. */
function crossing(guards: ServedPool["guards"]): readonly [Place, Place] | undefined {
  if (guards.some(({ classes }) => classes?.size === 0)) return undefined;
  const pairs = guards.flatMap((outer, index) =>
    guards.slice(index + 1).map((inner) => [inner, outer] as const),
  );
  const pair = pairs.find(([inner, outer]) => ![...inner.classes!].some((name) => outer.classes!.has(name)));
  return pair && [pair[0].place, pair[1].place];
}

function namesOf(place: Place): string {
  return enumerate([...guardOf(place)!].map(plain), "or");
}

const verb = (guards: boolean) => (guards ? "is guarded by" : "tests for");

interface Several {
  readonly place: Place;
  readonly path: Place["path"];
  readonly subject: string;
  /** The relationship of the class. */
  readonly relationship: RelationshipView;
  /** The relationship of the place. */
  readonly own: RelationshipView | undefined;
}

/** On a server of several relationships the subnet comes first, and says whose the packet is. */
function* inSeveral({ place, path, subject, relationship, own }: Several): Generator<Problem> {
  if (!isPool(place)) {
    yield {
      path,
      message: `${subject}, which a server of several relationships gives only after the subnet is chosen.`,
      remedy: "Guard its pools, or none: ha-server-name says whose the subnet is.",
    };
  } else if (own !== undefined && own !== relationship) {
    yield {
      path,
      message: `${subject}, of relationship ${relationship.name}.`,
      remedy: `Use the class of a member of relationship ${own.name}.`,
    };
  }
}
