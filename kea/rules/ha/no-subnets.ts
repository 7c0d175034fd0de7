import type { Rule } from "../../findings";
import { subnetsOf } from "../../fleet";

export const noSubnets: Rule = {
  code: "KEAHA002",
  name: "no-subnets",
  severity: "error",
  reason: "A relationship without subnets protects nothing.",
  *check({ relationships }) {
    for (const { name, where, sides } of relationships) {
      if (sides.length === 0 || sides.some((side) => subnetsOf(side).length > 0)) continue;
      yield {
        relationship: name,
        where,
        message: "it has no subnets.",
        remedy: "Give it at least one subnet, or remove it.",
      };
    }
  },
};
