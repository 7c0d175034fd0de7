import type { Family } from "../model/family";
import type { RelationshipLabel } from "../model/label";
import type { RelationshipView, Server, Side } from "./fleet";

interface Group {
  readonly family: Family;
  readonly label?: RelationshipLabel;
  readonly names: Set<string>;
  /** Names with their URLs, which tell two pairs apart that use the same names. */
  readonly places: Set<string>;
  readonly sides: Side[];
}

/** Whether no server has a side in a group and among others. */
function apart(group: Group, sides: readonly Side[]): boolean {
  const servers = new Set(sides.map(({ server }) => server));
  return !group.sides.some(({ server }) => servers.has(server));
}

/**
 * Sides belong together when they share a member's name, or names of one declared relationship. Two
 * undeclared ones may use the same names: those with a common URL go together first, and then those
 * that do not claim the same place.
 */
export function groupSides(
  servers: readonly Server[],
  labels: readonly RelationshipLabel[],
): RelationshipView[] {
  const groups = new Set<Group>();
  const byName = new Map<string, Set<Group>>();
  const add = (group: Group, names: Iterable<string>) => {
    groups.add(group);
    for (const name of names) {
      const key = `${group.family} ${name}`;
      group.names.add(name);
      byName.set(key, (byName.get(key) ?? new Set()).add(group));
    }
  };
  const merge = (home: Group, group: Group) => {
    groups.delete(group);
    for (const name of group.names) byName.get(`${group.family} ${name}`)?.delete(group);
    for (const place of group.places) home.places.add(place);
    home.sides.push(...group.sides);
    add(home, group.names);
  };
  const empty = (family: Family, label?: RelationshipLabel): Group => ({
    family,
    label,
    names: new Set(),
    places: new Set(),
    sides: [],
  });
  for (const label of labels) {
    add(
      empty(label.family, label),
      label.members.map((member) => member.name),
    );
  }
  for (const side of servers.flatMap((server) => server.sides)) {
    const { family, host } = side.server;
    const listed = new Set(side.peers.flatMap((peer) => peer.name ?? []));
    const names = listed.size > 0 || !side.self ? listed : new Set([side.self]);
    const places = side.peers.map(({ name, url }) => `${name} ${url}`);
    const shared = new Map<Group, number>();
    for (const name of names)
      for (const group of byName.get(`${family} ${name}`) ?? [])
        shared.set(group, (shared.get(group) ?? 0) + 1);
    // A wrong or repeated name may tie two declared relationships together: the side's own decides.
    const fit = (group: Group): number => {
      const own = group.label?.members.some((m) => m.host === host && m.name === side.self);
      const named = side.self !== undefined && group.names.has(side.self);
      return shared.get(group)! + (own ? 2e9 : 0) + (named ? 1e9 : 0);
    };
    const [best] = [...shared.keys()].sort((a, b) => fit(b) - fit(a));
    if (best?.label) {
      best.sides.push(side);
      continue;
    }
    // Two sides of one server are two relationships, whatever they say.
    const near = [...shared.keys()].filter(
      (group) => places.some((place) => group.places.has(place)) && apart(group, [side]),
    );
    const [home = empty(family), ...rest] = near;
    for (const group of rest) if (apart(group, home.sides)) merge(home, group);
    home.sides.push(side);
    for (const place of places) home.places.add(place);
    add(home, names);
  }
  for (const home of groups) {
    if (home.label) continue;
    const near = [...home.names].flatMap((name) => [...byName.get(`${home.family} ${name}`)!]);
    for (const group of new Set(near)) {
      if (group === home || group.label || !apart(group, home.sides)) continue;
      const selves = new Set(home.sides.map(({ self }) => self));
      if (!group.sides.some(({ self }) => selves.has(self))) merge(home, group);
    }
  }
  return [...groups].map(({ family, label, names, sides }) => ({
    name:
      label?.name ??
      [...names]
        .map((name) => name.slice(0, 80))
        .join("+")
        .slice(0, 400),
    where: label?.where,
    family,
    sides,
    declared: label?.members ?? [],
  }));
}
