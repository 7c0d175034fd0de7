import type { Relationship, Topology } from "./topology";

/** Hosts that are tied together by common relationships: what a rollout changes as a unit. */
export interface Component {
  /** What its files and its rollout are called. */
  readonly name: string;
  readonly hosts: readonly string[];
  /** None when all its hosts are retired. */
  readonly relationships: readonly Relationship[];
}

/** The component that each host belonged to when that was last kept. */
export type KeptNames = Readonly<Record<string, string>>;

/**
 * The connected components of a topology, in the order of their first relationships. Who leaves
 * belongs to those that it leaves: a retired host, and a former member of a relationship.
 *
 * A component is named after its first relationship, and keeps that name as long as any of its hosts
 * was in it before: the name is in addresses and files, and so must not change with who comes first.
 */
export function components(
  { hosts, relationships }: Pick<Topology, "hosts" | "relationships">,
  kept: KeptNames = {},
): Component[] {
  const group = new Map<string, Set<string>>();
  const tie = (names: readonly string[]) => {
    const all = new Set(names.flatMap((name) => [...(group.get(name) ?? [name])]));
    for (const name of all) group.set(name, all);
  };
  for (const { members, former = [] } of relationships) tie([...members.map(({ host }) => host), ...former]);
  for (const { name, retired } of hosts) if (retired) tie([...retired.from, name]);
  const found = [...new Set(group.values())]
    .map((all) => ({
      hosts: [...all],
      relationships: relationships.filter((r) => r.members.some(({ host }) => all.has(host))),
    }))
    .sort((a, b) => order(a.relationships, relationships) - order(b.relationships, relationships));
  const names = namesOf(found, kept);
  return found.map((component, index) => ({ name: names[index]!, ...component }));
}

function order(some: readonly Relationship[], all: readonly Relationship[]): number {
  return some.length === 0 ? all.length : all.indexOf(some[0]!);
}

/** A kept name goes to the component with most of its hosts; who gets none is named anew. */
function namesOf(found: readonly Omit<Component, "name">[], kept: KeptNames): string[] {
  const claims = found.flatMap(({ hosts }, index) => {
    const count = new Map<string, number>();
    for (const host of hosts) {
      const name = Object.keys(kept).includes(host) ? kept[host]! : undefined;
      if (name !== undefined) count.set(name, (count.get(name) ?? 0) + 1);
    }
    return [...count].map(([name, hosts]) => ({ index, name, hosts }));
  });
  claims.sort((a, b) => b.hosts - a.hosts || a.index - b.index || (a.name < b.name ? -1 : 1));
  const names = new Map<number, string>();
  const taken = new Set<string>();
  const give = (index: number, name: string) => {
    if (names.has(index) || taken.has(name)) return;
    names.set(index, name);
    taken.add(name);
  };
  for (const { index, name } of claims) give(index, name);
  found.forEach(({ hosts, relationships }, index) => {
    const wanted = relationships.length > 0 ? relationships.map(({ name }) => name) : hosts;
    for (const name of wanted) give(index, name);
    for (let n = 2; !names.has(index); n++) give(index, `${wanted[0]}-${n}`);
  });
  return found.map((_, index) => names.get(index)!);
}
