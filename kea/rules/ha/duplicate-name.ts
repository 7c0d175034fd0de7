import { doubledIn, doubledNames, halfEdited, strayTag, type Use } from "../../fleet/copied-relationships";
import type { RelationshipView, Side } from "../../fleet/fleet";
import { haLibraries } from "../../fleet/hooks";
import { backupsOf, relationshipOf } from "../../fleet/sides";
import { nameOfTwo } from "../../fleet/unlisted-servers";
import { enumerate, plain, times } from "../../words";
import type { Rule } from "../rule";

export const duplicateName: Rule = {
  code: "KEAHA003",
  name: "duplicate-name",
  severity: "error",
  reason: "Kea refuses a server that has the same member name twice, in one relationship or in two.",
  source: "HAConfigParser::parseOne and HAConfig::selectNextPeerConfig",
  *side(side, relationship, fleet) {
    const { server, again, self } = side;
    // In several relationships it is told as that.
    for (const [name, uses] of doubledIn(side)) {
      yield {
        path: [...uses[1]!.peer.path, "name"],
        message: `the member name ${plain(name)} is used ${times(uses.length)}.`,
        remedy: `Name each member differently${nameOfTwo(side, relationship, fleet) === name ? `: none is called ${plain(self!)}, as this-server-name says` : ""}.`,
      };
    }
    // That another one was meant, as this-server-name says, is told elsewhere.
    const edited = halfEdited(side);
    const copies = again.filter((copy) => !edited.includes(copy));
    if (copies.length === 0 || haLibraries(server).length > 1) return;
    const stray = strayTag(server);
    yield {
      path: copies[0]!.path,
      message: `it is listed ${times(copies.length + 1)}.`,
      remedy:
        stray === undefined
          ? "Keep one of them."
          : `Keep one of them, and list in the other the members of the relationship that ${plain(stray)} is in.`,
    };
  },
  *fleet(fleet) {
    const relationships = relationshipOf(fleet);
    const told = new Set<string>();
    for (const server of fleet.servers) {
      // The same list twice is another mistake.
      if (haLibraries(server).length > 1) continue;
      const found = new Map<string, Doubled & { names: string[] }>();
      for (const [name, uses] of doubledNames(server)) {
        if (uses.every(({ side }) => side === uses[0]!.side)) continue;
        const doubled = doubledOf(uses, relationships);
        const { relationship, others } = doubled;
        const index = (one: RelationshipView) => fleet.relationships.indexOf(one);
        const once = `${index(relationship)} ${name}`;
        if (told.has(once)) continue;
        told.add(once);
        const key = [relationship, ...others].map(index).join(" ") + ` ${doubled.guess} ${uses.length}`;
        const alike = found.get(key);
        if (alike) alike.names.push(plain(name));
        else found.set(key, { ...doubled, names: [plain(name)] });
      }
      for (const { relationship, others, use, count, guess, names } of found.values())
        yield {
          relationship,
          // A declared relationship is written once.
          server: relationship.declared.length > 0 ? undefined : server,
          path: [...use.peer.path, "name"],
          message: `the member ${names.length > 1 ? "names" : "name"} ${enumerate(names)} ${names.length > 1 ? "are" : "is"} used ${times(count)}, also in ${others.length > 1 ? "relationships" : "relationship"} ${enumerate(others.map(({ name }) => name))}.`,
          remedy:
            guess === undefined
              ? "Name each member differently over all relationships."
              : `Did you mean ${plain(guess)}?`,
        };
    }
  },
};

/** A name that a server uses more than once. */
interface Doubled {
  /** Where it is told, in which relationship, and which others have it. */
  readonly use: Use;
  readonly relationship: RelationshipView;
  readonly others: readonly RelationshipView[];
  readonly count: number;
  /** What it is called by a partner that does not know that name. */
  readonly guess: string | undefined;
}

function doubledOf(uses: readonly Use[], relationships: ReadonlyMap<Side, RelationshipView>): Doubled {
  const of = ({ side }: Use) => relationships.get(side)!;
  const guesses = uses.map((use) => ({ use, guess: nameOfPartners(use, of(use)) }));
  const { use, guess } = guesses.find((one) => one.guess !== undefined) ?? {
    use: uses[1]!,
    guess: undefined,
  };
  const relationship = of(use);
  const others = [...new Set(uses.map(of))].filter((one) => one !== relationship);
  return { use, relationship, others, count: uses.length, guess };
}

/** The one name that a partner's list has in the place of another. */
function nameOfPartners({ side, peer }: Use, relationship: RelationshipView): string | undefined {
  const backups = backupsOf(relationship);
  const ours = new Set(side.peers.map(({ name }) => name));
  for (const { server, peers } of relationship.sides) {
    if (server === side.server || peers.some(({ name }) => name === peer.name)) continue;
    const odd = peers.flatMap(({ name }) => (name && !ours.has(name) && !backups.has(name) ? [name] : []));
    if (odd.length === 1) return odd[0];
  }
  return undefined;
}
