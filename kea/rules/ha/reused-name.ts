import type { RelationshipView } from "../../fleet/fleet";
import { type OtherName, otherNames } from "../../fleet/names-for-each-other";
import { enumerate, plain } from "../../words";
import { LIST_ALIKE, otherName } from "../other-name";
import type { Rule } from "../rule";

export const reusedName: Rule = {
  code: "KEAHA053",
  name: "reused-name",
  severity: "warning",
  reason: "Stork and other tools tell relationships apart by their members' names, over all servers.",
  source: "Stork, backend/server/daemons/kea/service.go",
  *fleet(fleet) {
    const partners = otherNames(fleet).filter(({ works }) => works);
    const works = `Kea works with that. ${LIST_ALIKE}, or they are taken for two relationships.`;
    for (const one of partners) yield otherName(one, works);
    const owners = new Map<string, RelationshipView>();
    for (const relationship of fleet.relationships) {
      const { family, sides } = relationship;
      const [first] = sides;
      if (first === undefined) continue;
      const names = new Set(sides.flatMap(({ peers }) => peers.flatMap(({ name }) => name ?? [])));
      const reused = new Map<RelationshipView, string[]>();
      for (const name of names) {
        const key = `${family} ${name}`;
        const owner = owners.get(key);
        if (owner) reused.set(owner, [...(reused.get(owner) ?? []), plain(name)]);
        else owners.set(key, relationship);
      }
      const servers = new Set(sides.map(({ server }) => server));
      for (const [owner, shared] of reused) {
        // On one server Kea refuses it: see duplicate-name.ts.
        if (owner.sides.some(({ server }) => servers.has(server))) continue;
        if (partners.some((one) => isOf(one, relationship) && isOf(one, owner))) continue;
        yield {
          relationship,
          server: first.server,
          message: `it has members called ${enumerate(shared.slice(0, 10))}, and so has a relationship of ${owner.sides[0]!.server.name}.`,
          remedy: "Name members differently in all relationships.",
        };
      }
    }
  },
};

function isOf({ relationship, ownerRelationship }: OtherName, one: RelationshipView): boolean {
  return relationship === one || ownerRelationship === one;
}
