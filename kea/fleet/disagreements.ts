/** Where servers that share relationships have something differently: once, however many relationships they share. */
import type { RelationshipView, Server } from "./fleet";

/** What servers have of one thing. */
export interface Holding<T> {
  readonly server: Server;
  readonly value: T;
}

export interface Disagreement<T> {
  /** One of them, with the first server of the last group. */
  readonly relationship: RelationshipView;
  /** Who has it alike; the most first, those that are likely to be wrong last. */
  readonly groups: readonly (readonly Holding<T>[])[];
}

/** One for all relationships whose members disagree and that have servers in common. */
export function disagreements<T>(
  relationships: readonly RelationshipView[],
  held: (relationship: RelationshipView) => readonly Holding<T>[],
  isSame: (a: T, b: T) => boolean,
): Disagreement<T>[] {
  let parties: Party<T>[] = [];
  for (const relationship of relationships) {
    const [first, ...others] = held(relationship);
    if (first === undefined || others.every(({ value }) => isSame(first.value, value))) continue;
    const all = [first, ...others];
    const isMine = ({ holdings }: Party<T>) => all.some(({ server }) => holdings.has(server));
    const mine = parties.filter(isMine);
    const holdings = new Map(mine.flatMap((party) => [...party.holdings]));
    for (const one of all) holdings.set(one.server, one);
    const joined = {
      relationships: [...mine.flatMap((party) => party.relationships), relationship],
      holdings,
    };
    parties = [...parties.filter((party) => !isMine(party)), joined];
  }
  return parties.map((party) => {
    const groups = grouped([...party.holdings.values()], isSame);
    const { server } = groups.at(-1)![0]!;
    const its = party.relationships.find(({ sides }) => sides.some((side) => side.server === server))!;
    return { relationship: its, groups };
  });
}

/** Relationships that disagree, and what all their servers have. */
interface Party<T> {
  readonly relationships: readonly RelationshipView[];
  readonly holdings: Map<Server, Holding<T>>;
}

function grouped<T>(holdings: readonly Holding<T>[], isSame: (a: T, b: T) => boolean): Holding<T>[][] {
  const groups: Holding<T>[][] = [];
  for (const one of holdings) {
    const group = groups.find(([first]) => isSame(first!.value, one.value));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups.sort((a, b) => b.length - a.length);
}
