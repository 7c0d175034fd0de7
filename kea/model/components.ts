import type { Relationship } from "./topology";

/** Relationships that are tied together by common hosts: what a rollout changes as a unit. */
export interface Component {
  /** Named after its first relationship. */
  readonly name: string;
  readonly hosts: readonly string[];
  readonly relationships: readonly Relationship[];
}

/** The connected components of a topology, in the order of their first relationships. */
export function components(relationships: readonly Relationship[]): Component[] {
  const group = new Map<string, { hosts: Set<string>; relationships: Relationship[] }>();
  for (const relationship of relationships) {
    const merged = { hosts: new Set<string>(), relationships: [] as Relationship[] };
    const hosts = relationship.members.map((member) => member.host);
    for (const old of new Set(hosts.flatMap((host) => group.get(host) ?? []))) {
      old.hosts.forEach((host) => merged.hosts.add(host));
      merged.relationships.push(...old.relationships);
    }
    hosts.forEach((host) => merged.hosts.add(host));
    merged.relationships.push(relationship);
    merged.hosts.forEach((host) => group.set(host, merged));
  }
  const order = (list: readonly Relationship[]) => Math.min(...list.map((r) => relationships.indexOf(r)));
  return [...new Set(group.values())]
    .sort((a, b) => order(a.relationships) - order(b.relationships))
    .map((found) => {
      const ordered = relationships.filter((r) => found.relationships.includes(r));
      return { name: ordered[0]!.name, hosts: [...found.hosts], relationships: ordered };
    });
}
