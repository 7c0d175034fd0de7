import { isWithoutSubnets, takesSubnetCommands } from "../../fleet/without-subnets";
import type { Rule } from "../rule";

export const noSubnets: Rule = {
  code: "KEAHA002",
  name: "no-subnets",
  severity: "error",
  reason: "A relationship without subnets protects nothing.",
  *relationship(relationship) {
    if (!isWithoutSubnets(relationship) || takesSubnetCommands(relationship)) return;
    yield { message: "it has no subnets.", remedy: "Give it at least one subnet, or remove it." };
  },
};
