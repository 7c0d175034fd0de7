import type { Rule } from "../rule";

export const duplicateHost: Rule = {
  code: "KEAHA001",
  name: "duplicate-host",
  severity: "error",
  reason: "A host that is its own partner protects nobody.",
  *relationship({ declared }) {
    for (const [index, member] of declared.entries()) {
      const first = declared.findIndex((other) => other.host === member.host);
      if (first === index) continue;
      yield {
        message: `host ${member.host} is a member twice, as ${declared[first]!.name} and as ${member.name}.`,
        remedy: "Give each member of a relationship a host of its own.",
      };
    }
  },
};
