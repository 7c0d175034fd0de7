import { few } from "../../kea/words";
import { type Changes, type RelationshipChange, subnetIds } from "./change";
import type { SubnetFact } from "./facts";
import { renumbered } from "./takeover";
import type { ServerState, World } from "./world";

/** Leases of clients that are served in a relationship, and that nobody has afterwards. */
export interface LostLeases {
  /** The relationship or the server that loses them. */
  readonly about: string;
  readonly sentence: string;
}

/** With more subnets than these, they are told together. */
const MANY = 3;

/** What a rollout loses of the leases that servers have, whatever steps it takes. */
export function lostLeases({ relationships }: Changes, world: World): LostLeases[] {
  return relationships.flatMap((change) => {
    const about = change.relationship.name;
    return renumberedOf(change, world).map((sentence): LostLeases => ({ about, sentence }));
  });
}

/** Subnets of which no member knows the id that they had: it keeps their leases, and finds none of them. */
function renumberedOf(change: RelationshipChange, world: World): string[] {
  const found = keysOf(change).flatMap(({ key, id }) => {
    const had = holders(change, world).flatMap(({ facts }) => facts.subnets.filter(gives(key)));
    return had.length > 0 && had.every((subnet) => subnet.id !== id) ? [{ key, was: had[0]!.id, id }] : [];
  });
  if (found.length <= MANY) return found.map(({ key, was, id }) => renumbered(prefixOf(key), was, id));
  const prefixes = few(found.map(({ key }) => prefixOf(key)));
  return [
    `The leases of ${prefixes} are lost, since their ids change. Declare them with the ids that they have to keep them.`,
  ];
}

/** The relationship's active members that serve or stand by in one now; others were told of with their takeover. */
function holders({ members }: RelationshipChange, { servers }: World): ServerState[] {
  return members.flatMap(({ server, active }) => {
    const state = servers.get(server);
    return active && state && state.facts.roles.length > 0 ? [state] : [];
  });
}

const keysOf = ({ relationship }: RelationshipChange) =>
  [...subnetIds(relationship)].map(([id, prefix]) => ({ key: `${relationship.family} ${prefix}`, id }));

const gives = (key: string) => (subnet: SubnetFact) => subnet.gives && subnet.key === key;
const prefixOf = (key: string) => key.slice(key.indexOf(" ") + 1);
