import type { Side } from "../../fleet/fleet";
import { guardClasses } from "../../fleet/guards";
import { listDifferences, peerOf } from "../../fleet/member-lists";
import { otherNames } from "../../fleet/names-for-each-other";
import { mayFindItself, misplaced } from "../../fleet/unlisted-servers";
import { enumerate, plain } from "../../words";
import { LIST_ALIKE, otherName } from "../other-name";
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
    for (const difference of listDifferences(relationship).filter(({ works }) => !works)) {
      const { side, reference, extra, absent } = difference;
      const missing = difference.missing.map(plain);
      const other = reference.server.name;
      const message =
        extra.length > 0 && missing.length > 0
          ? `it lists ${enumerate(extra.map(plain))} where ${other} lists ${enumerate(missing)}.`
          : extra.length > 0
            ? `it lists ${enumerate(extra.map(plain))}, and ${other} does not.`
            : `it does not list ${enumerate(missing)}, and ${other} does.`;
      yield {
        server: side.server,
        path: [...side.path, "peers"],
        message,
        remedy: `${LIST_ALIKE}${nameInUse(extra, absent, side, reference)}.`,
      };
    }
  },
  /** Servers that dial each other and share no name at all, so that they look like two relationships. */
  *fleet(fleet) {
    for (const one of otherNames(fleet)) {
      // So is whoever lists the members of another relationship than its own.
      const homes = [one.side, one.owner].map((side) =>
        mayFindItself(side) ? undefined : misplaced(fleet).get(side),
      );
      if (homes[0] === one.ownerRelationship || homes[1] === one.relationship) continue;
      if (!one.works) yield otherName(one, `${LIST_ALIKE}.`);
    }
  },
};

/** By which of its two names the servers refer to a member, where they do so by one: the other is to be changed. */
function nameInUse(
  [ours, ...more]: readonly string[],
  [theirs, ...others]: readonly string[],
  a: Side,
  b: Side,
): string {
  if (ours === undefined || theirs === undefined || more.length + others.length > 0) return "";
  if (peerOf(a, ours)?.role !== peerOf(b, theirs)?.role) return "";
  const servers = [a.server, b.server];
  const used = [ours, theirs].flatMap((name) => {
    if (servers.some(({ subnets }) => subnets.some(({ haServerName }) => haServerName === name)))
      return [`: ha-server-name says ${plain(name)}`];
    return servers.some((server) => guardClasses(server).has(`HA_${name}`))
      ? [`: guards name class HA_${plain(name)}`]
      : [];
  });
  return used.length === 1 ? used[0]! : "";
}
