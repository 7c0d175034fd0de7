import type { Rule } from "../../findings";

export const duplicateName: Rule = {
  code: "KEAHA003",
  name: "duplicate-name",
  severity: "error",
  reason: "Kea refuses a server that has the same member name twice, in one relationship or in two.",
  *check({ relationships }) {
    const owners = new Map<string, string>();
    for (const relationship of relationships) {
      const side = relationship.sides[0];
      const names =
        relationship.declared.length > 0
          ? relationship.declared.map((m) => m.name)
          : side?.peers.map((p) => p.name);
      for (const name of names ?? []) {
        if (name === undefined) continue;
        const key = `${relationship.family} ${name}`;
        const owner = owners.get(key);
        owners.set(key, owner ?? relationship.name);
        if (owner === undefined) continue;
        yield {
          relationship: relationship.name,
          where: relationship.where,
          message: `the member name ${name} is used twice${owner === relationship.name ? "" : `, also in relationship ${owner}`}.`,
          remedy: "Name each member differently over all relationships.",
        };
      }
    }
  },
};
