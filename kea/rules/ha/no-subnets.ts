import { type Server, subnetsOf } from "../../fleet/fleet";
import { relationshipsKnown } from "../../fleet/sides";
import { foreignSubnets } from "../../fleet/wrong-root";
import { FAMILIES } from "../../model/family";
import type { Rule } from "../rule";

export const noSubnets: Rule = {
  code: "KEAHA002",
  name: "no-subnets",
  severity: "error",
  reason: "A relationship without subnets protects nothing.",
  *relationship({ sides }) {
    if (sides.length === 0 || sides.some((side) => subnetsOf(side).length > 0 || !told(side.server))) return;
    yield { message: "it has no subnets.", remedy: "Give it at least one subnet, or remove it." };
  },
};

/** Whether a server's configuration says whose its subnets are. */
function told(server: Server): boolean {
  const { root, family, sides, subnets } = server;
  if (!relationshipsKnown(server)) return false;
  // Subnets can come from a database, or be wrong in a way that other rules tell.
  if (root["config-control"] !== undefined || foreignSubnets(server)) return false;
  const written: unknown = root[FAMILIES[family].subnets];
  if (written !== undefined && !Array.isArray(written)) return false;
  // A subnet of nobody may be the one that is missing.
  return sides.reduce((sum, side) => sum + subnetsOf(side).length, 0) === subnets.length;
}
