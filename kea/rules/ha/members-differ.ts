import { isBackup, type RelationshipView, type Side } from "../../fleet/fleet";
import { lacksRole, vacantRoles } from "../../fleet/roles";
import { backupsOf, clearSides, majority, membersKnown, relationshipOf, urlOf } from "../../fleet/sides";
import { misnamed } from "../../fleet/strangers";
import { enumerate, plain, plainUrl } from "../../words";
import type { Rule } from "../rule";

export const membersDiffer: Rule = {
  code: "KEAHA040",
  name: "members-differ",
  severity: "error",
  reason:
    "Kea refuses messages of a partner that calls itself by a name it does not know: both go partner-down, and both serve.",
  source: "HAImpl::heartbeatHandler; measured on Kea 3.0.4",
  /** Servers of one relationship that list different members. */
  *relationship(relationship) {
    const sides = clearSides(relationship).filter(membersKnown);
    const backups = backupsOf(relationship);
    const active = sides.filter((side) => !isBackup(side));
    // Who leaves somebody out, as its own file shows, has not the list that others should have.
    const whole = active.filter((side) => side.own !== undefined && !lacksRole(side));
    const reference = majority(whole.length > 0 ? whole : active, (side) =>
      [...namesOf(side, side, backups)].sort(),
    );
    if (reference === undefined) return;
    for (const side of sides) {
      if (side === reference) continue;
      const only = (left: Side, right: Side) => {
        const known = namesOf(right, side, backups);
        return [...namesOf(left, side, backups)].filter((name) => !known.has(name) && !own.has(name));
      };
      // That a server is missing among its own members, or its entry is misnamed, is told elsewhere.
      const own = new Set([side, reference].flatMap((one) => ownNames(one, relationship)));
      const [extra, absent] = [only(side, reference).map(plain), only(reference, side)];
      // So is a role that nobody has.
      const vacant = side.own && extra.length === 0 ? vacantRoles(side) : [];
      const missing = absent.filter((name) => !vacant.includes(roleOf(name, reference) ?? "")).map(plain);
      if (extra.length + missing.length === 0) continue;
      const other = reference.server.name;
      const message =
        extra.length > 0 && missing.length > 0
          ? `it lists ${enumerate(extra)} where ${other} lists ${enumerate(missing)}.`
          : extra.length > 0
            ? `it lists ${enumerate(extra)}, and ${other} does not.`
            : `it does not list ${enumerate(missing)}, and ${other} does.`;
      yield {
        server: side.server,
        path: [...side.path, "peers"],
        message,
        remedy: "List the same members, by the same names, on every server.",
      };
    }
  },
  /** Servers that dial each other and share no name at all, so that they look like two relationships. */
  *fleet(fleet) {
    const relationships = relationshipOf(fleet);
    const owners = new Map<string, Side[]>();
    const place = ({ server }: Side, url: { address: string; port: number }) =>
      `${server.family} ${url.address} ${url.port}`;
    for (const side of relationships.keys()) {
      const url = urlOf(side.own);
      if (url) owners.set(place(side, url), [...(owners.get(place(side, url)) ?? []), side]);
    }
    const told = new Set<string>();
    for (const [side, relationship] of relationships) {
      for (const peer of side.peers) {
        const { name } = peer;
        const url = urlOf(peer);
        if (name === undefined || url === undefined || name === side.self) continue;
        // Its server is known: two sites may use the same addresses.
        if (relationship.sides.some(({ self }) => self === name)) continue;
        const [owner] = owners.get(place(side, url)) ?? [];
        if (owner === undefined || owner.server.host === side.server.host || owner.self === name) continue;
        const pair = [side.server.name, owner.server.name].sort().join(" ");
        if (relationships.get(owner) === relationship || told.has(pair)) continue;
        told.add(pair);
        yield {
          relationship,
          server: side.server,
          path: [...peer.path, "name"],
          message: `it dials ${plain(name)} at ${plainUrl(peer.url!)}, where ${owner.server.name} calls itself ${plain(owner.self!)}.`,
          remedy: "List the same members, by the same names, on every server.",
        };
      }
    }
  },
};

/** What a server that does not find itself calls itself, and its entry. */
function ownNames(side: Side, relationship: RelationshipView): (string | undefined)[] {
  return side.own ? [] : [side.self, misnamed(side, relationship)?.peer.name?.trim()];
}

function roleOf(name: string, { peers }: Side): string | undefined {
  return peers.find((peer) => peer.name?.trim() === name)?.role;
}

/**
 * The names that must be alike: nobody beats a backup, so that it has to know itself alone. Spaces around
 * one are told elsewhere.
 */
function namesOf({ peers }: Side, compared: Side, backups: ReadonlySet<string>): Set<string> {
  const relevant = peers.filter(
    ({ name }) => !backups.has(name!) || (isBackup(compared) && name === compared.self),
  );
  return new Set(relevant.map(({ name }) => name!.trim()));
}
