import type { Peer, RelationshipView, Server } from "../../fleet/fleet";
import { guardsWithoutHa } from "../../fleet/ha-classes";
import { isWithoutHa } from "../../fleet/hooks";
import { labelOf } from "../../fleet/labels";
import { areStoredApart } from "../../fleet/lease-database";
import { overlapping } from "../../fleet/overlaps";
import { ownerOf } from "../../fleet/owners";
import { type Pool, poolsOf } from "../../fleet/pools";
import { lacksRole } from "../../fleet/roles";
import { networkOf } from "../../fleet/selection";
import { activeSides, membersKnown, missingMember, urlOf } from "../../fleet/sides";
import { addressKey } from "../../ip";
import { oncePer } from "../../remember";
import type { Rule } from "../rule";

/** A pool, and the relationship that gives from it; none for a server without HA. */
interface Given extends Pool {
  readonly server: Server;
  readonly relationship: RelationshipView | undefined;
}

export const givenTwice: Rule = {
  code: "KEAHA158",
  name: "given-twice",
  severity: "warning",
  reason:
    "Servers that do not share a relationship give the same addresses to different clients: neither knows the other's leases.",
  source: "Kea accepts it (measured on 3.0.4)",
  *fleet(fleet) {
    const alone = fleet.servers.filter(isWithoutHa);
    if (alone.length + fleet.relationships.length < 2) return;
    const given = [
      // A server without HA gives nobody anything from a pool of HA's classes, which is told.
      ...alone.flatMap((server) =>
        givenBy(server, undefined).filter(({ place, subnet }) => {
          const guarded = [networkOf(subnet), subnet, place];
          return !guardsWithoutHa(server).some((guard) => guarded.includes(guard.place));
        }),
      ),
      ...fleet.relationships.flatMap((relationship) => {
        // Of whom it is made is not known, or told as a mistake: another relationship may be the rest of it.
        if (!relationship.sides.every((side) => membersKnown(side) && side.own && !lacksRole(side)))
          return [];
        // A spoke has few other pools, a hub all.
        const [side] = activeSides(relationship).sort(
          (x, y) => x.server.sides.length - y.server.sides.length,
        );
        const pools = side ? givenBy(side.server, relationship) : [];
        return pools.filter((pool) => ownerOf(fleet, pool.server, pool.subnet.path) === relationship);
      }),
    ];
    const told = new Set<string>();
    const pairs = overlapping(given, ({ server, relationship }) => relationship ?? server);
    for (const pair of pairs) {
      const [mine, other] = pair[1].relationship ? pair : [pair[1], pair[0]];
      if (areRelated(mine.relationship, other.relationship)) continue;
      const names = [mine, other].map((one) => (one.relationship ?? one.server).name);
      const both = names.sort().join("\0");
      if (told.has(both) || !areStoredApart([mine.server, other.server])) continue;
      // That a server without HA may be the member that is missing is told as that.
      const [one, another] = [mine, other].flatMap(({ relationship }) => relationship ?? []);
      if (another === undefined && one && missingMember(one) !== undefined) continue;
      told.add(both);
      yield {
        relationship: mine.relationship,
        server: mine.server,
        path: mine.place.path,
        message: `${labelOf(mine.place)} has addresses that ${other.relationship ? `relationship ${other.relationship.name}` : other.server.name} gives, too${mine.relationship ? "" : `, and ${mine.server.name} does not load libdhcp_ha.so`}.`,
        remedy: mine.relationship
          ? "Give each its own addresses, or make them one relationship; if they serve networks that never meet, check them apart."
          : "Make it a member of a relationship, or give it addresses of its own, or a lease database that all of them use; if they serve networks that never meet, check them apart.",
      };
    }
  },
};

/**
 * Whether relationships are no two that may meet: one server is in both, which is told elsewhere, or a
 * server has the address of a member of the other: they are one, by other names, or in networks that
 * never meet. Members of both that nobody has given may well be one hub.
 */
function areRelated(a: RelationshipView | undefined, b: RelationshipView | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.sides.some(({ server }) => b.sides.some((side) => side.server === server))) return true;
  const [ours, theirs] = [addressesOf(a), addressesOf(b)];
  const meets = (some: Addresses, others: Addresses) => [...some.own].some((one) => others.all.has(one));
  return meets(ours, theirs) || meets(theirs, ours);
}

interface Addresses {
  /** Of members whose servers are known. */
  readonly own: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const addressesOf = oncePer(({ sides }: RelationshipView): Addresses => {
  const addresses = (peers: readonly (Peer | undefined)[]) =>
    new Set(peers.flatMap((peer) => urlOf(peer) ?? []).map(({ address }) => addressKey(address)));
  return { own: addresses(sides.map(({ own }) => own)), all: addresses(sides.flatMap(({ peers }) => peers)) };
});

function givenBy(server: Server, relationship: RelationshipView | undefined): Given[] {
  return poolsOf(server).map((pool) => ({ ...pool, server, relationship }));
}
