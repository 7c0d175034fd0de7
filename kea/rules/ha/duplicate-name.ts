import type { RelationshipView } from "../../fleet/fleet";
import { haLibraries } from "../../fleet/hooks";
import { relationshipOf } from "../../fleet/sides";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const duplicateName: Rule = {
  code: "KEAHA003",
  name: "duplicate-name",
  severity: "error",
  reason: "Kea refuses a server that has the same member name twice, in one relationship or in two.",
  source: "HAConfigParser::parseOne and HAConfig::selectNextPeerConfig",
  *side({ server, again }) {
    if (again.length === 0 || haLibraries(server).length > 1) return;
    yield {
      path: again[0],
      message: `it is listed ${again.length === 1 ? "twice" : `${again.length + 1} times`}.`,
      remedy: "Keep one of them.",
    };
  },
  *fleet(fleet) {
    const relationships = relationshipOf(fleet);
    const told = new Map<RelationshipView, Set<string>>();
    for (const server of fleet.servers) {
      // The same list twice is another mistake.
      if (haLibraries(server).length > 1) continue;
      const owners = new Map<string, RelationshipView>();
      for (const side of server.sides) {
        const relationship = relationships.get(side)!;
        const known = told.get(relationship) ?? new Set();
        told.set(relationship, known);
        for (const { name, path } of side.peers) {
          if (name === undefined) continue;
          const owner = owners.get(name);
          owners.set(name, owner ?? relationship);
          if (owner === undefined || known.has(name)) continue;
          known.add(name);
          yield {
            relationship,
            path: [...path, "name"],
            message: `the member name ${plain(name)} is used twice${owner === relationship ? "" : `, also in relationship ${owner.name}`}.`,
            remedy: "Name each member differently over all relationships.",
          };
        }
      }
    }
  },
};
