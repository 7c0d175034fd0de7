/** Members that no known server is, at the address of a server that does not know their relationship. */
import { prefixForm } from "../canonical/values";
import { sameAddress } from "../ip";
import { oncePer } from "../remember";
import { isLoopback } from "../url";
import {
  type Fleet,
  type Peer,
  type RelationshipView,
  type Server,
  type Side,
  subnetsOf,
  type SubnetView,
} from "./fleet";
import { relationshipsKnown, urlOf } from "./sides";

/** A member that is missing on the server that it should be. */
export interface Absent {
  readonly peer: Peer;
  /** Who lists it. */
  readonly side: Side;
  readonly relationship: RelationshipView;
  readonly server: Server;
}

/** The members that are missing where they should be, each once. */
export const absentMembers = oncePer(({ servers, relationships }: Fleet): readonly Absent[] => {
  const known = servers.filter(({ sides }) => sides.length > 0).filter(relationshipsKnown);
  return relationships.flatMap((relationship) => {
    const { sides } = relationship;
    const members = new Set(sides.flatMap(({ peers }) => peers.map((peer) => peer.name)));
    const selves = new Set(sides.map(({ self }) => self));
    const candidates = known.filter(
      (server) => server.family === relationship.family && !sides.some((side) => side.server === server),
    );
    if (candidates.length === 0) return [];
    const told = new Set<string>();
    return sides.flatMap((side) =>
      side.peers.flatMap((peer): Absent[] => {
        const { name } = peer;
        if (name === undefined || selves.has(name) || told.has(name)) return [];
        const server = candidates.find((one) => isAt(one, peer));
        // A tag that names a member of it is told of.
        if (!server || server.subnets.some(({ haServerName: tag }) => tag && members.has(tag))) return [];
        told.add(name);
        return [{ peer, side, relationship, server }];
      }),
    );
  });
});

/** Whether a member is at the address of a server, which listens there, but at no port that it has. */
function isAt({ sides }: Server, peer: Peer): boolean {
  const url = urlOf(peer);
  const own = sides.map((side) => urlOf(side.own)).filter((one) => one !== undefined);
  return (
    url !== undefined &&
    // There any number of servers may be, each with a loopback of its own.
    !isLoopback(url.address) &&
    own.some(({ address }) => sameAddress(address, url.address)) &&
    // There it is a member by another name, which is told as that.
    !own.some(({ port }) => port === url.port)
  );
}

/** Subnets of relationships that a server does not know, on that server: they are in none of its own. */
export const strandedSubnets = oncePer((fleet: Fleet): ReadonlySet<SubnetView> => {
  const stranded = absentMembers(fleet).flatMap(({ server, relationship }) => {
    const theirs = new Set(relationship.sides.flatMap(subnetsOf).map(coverage));
    return server.subnets.filter((subnet) => subnet.prefix !== undefined && theirs.has(coverage(subnet)));
  });
  return new Set(stranded);
});

const coverage = ({ prefix }: SubnetView) => prefix && prefixForm(prefix);
