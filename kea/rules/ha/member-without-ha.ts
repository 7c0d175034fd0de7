import { prefixForm } from "../../canonical/values";
import { type RelationshipView, type Server, subnetsOf, type SubnetView } from "../../fleet/fleet";
import { hooksOf } from "../../fleet/hooks";
import { subnetLabel } from "../../fleet/labels";
import { poolsOf } from "../../fleet/pools";
import type { Range } from "../../ip";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const memberWithoutHa: Rule = {
  code: "KEAHA155",
  name: "member-without-ha",
  severity: "warning",
  reason:
    "A member that does not load the HA library answers clients beside its partner, which takes it for dead.",
  source: "Kea accepts it (measured on 3.0.4)",
  *fleet({ servers, relationships }) {
    const waiting = relationships.flatMap((relationship) => {
      const missing = missingMember(relationship);
      return missing === undefined ? [] : [{ relationship, missing }];
    });
    for (const server of waiting.length === 0 ? [] : servers.filter(isWithoutHa)) {
      for (const { relationship, missing } of waiting) {
        const subnet = server.subnets.find((one) =>
          relationship.sides.some((side) =>
            subnetsOf(side).some((other) => isGivenByBoth(server, one, side.server, other)),
          ),
        );
        if (subnet === undefined || relationship.family !== server.family) continue;
        yield {
          server,
          path: subnet.path,
          message: `${server.name} gives addresses of ${subnetLabel(subnet.map)} as relationship ${relationship.name} does, and does not load libdhcp_ha.so.`,
          remedy: `Load it there, if it is to be ${plain(missing)}; if it has nothing to do with that relationship, check them apart.`,
        };
      }
    }
  },
};

/** A member that serves or could take over, and that no known server is. */
function missingMember({ sides }: RelationshipView): string | undefined {
  const known = new Set(sides.map(({ self }) => self));
  return sides[0]?.peers.find(({ name, role }) => name !== undefined && role !== "backup" && !known.has(name))
    ?.name;
}

function isWithoutHa(server: Server): boolean {
  const hooks = hooksOf(server);
  return (
    server.sides.length === 0 &&
    // Names of members on a server without HA are told as that.
    !server.subnets.some(({ haServerTag }) => typeof haServerTag === "string") &&
    hooks !== undefined &&
    hooks.every(({ library }) => library !== undefined && library !== "libdhcp_ha.so")
  );
}

function isGivenByBoth(server: Server, mine: SubnetView, other: Server, theirs: SubnetView): boolean {
  if (mine.id !== theirs.id || mine.prefix === undefined || theirs.prefix === undefined) return false;
  if (prefixForm(mine.prefix) !== prefixForm(theirs.prefix)) return false;
  const ranges = (of: Server, { map }: SubnetView) =>
    poolsOf(of).flatMap(({ subnet, range }) => (subnet.map === map ? [range] : []));
  const overlap = (a: Range, b: Range) => a.bits === b.bits && a.first <= b.last && b.first <= a.last;
  return ranges(server, mine).some((one) => ranges(other, theirs).some((two) => overlap(one, two)));
}
