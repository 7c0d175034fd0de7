import { identityOf } from "../../fleet/alike";
import { type Server, subnetsOf, type SubnetView } from "../../fleet/fleet";
import { isWithoutHa } from "../../fleet/hooks";
import { subnetLabel } from "../../fleet/labels";
import { poolsBySubnet } from "../../fleet/pools";
import { missingMember } from "../../fleet/sides";
import { overlap } from "../../ip";
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
    for (const server of servers.filter(isWithoutHa)) {
      for (const { relationship, missing } of waiting) {
        if (relationship.family !== server.family) continue;
        const subnet = server.subnets.find((one) =>
          relationship.sides.some((side) =>
            subnetsOf(side).some((other) => isGivenByBoth(server, one, side.server, other)),
          ),
        );
        if (subnet === undefined) continue;
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

function isGivenByBoth(server: Server, mine: SubnetView, other: Server, theirs: SubnetView): boolean {
  const identity = identityOf(mine);
  if (identity === undefined || identity !== identityOf(theirs)) return false;
  const ranges = (of: Server, { map }: SubnetView) =>
    (poolsBySubnet(of).get(map) ?? []).map(({ range }) => range);
  return ranges(server, mine).some((one) => ranges(other, theirs).some((two) => overlap(one, two)));
}
