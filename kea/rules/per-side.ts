import type { Fleet, RelationshipView, Server, Side } from "../fleet/fleet";
import { enumerate } from "../words";
import type { Hit } from "./rule";

/** What is wrong on one server, without saying where the server stands. */
export type Problem = Pick<Hit, "path" | "message" | "remedy">;

/**
 * Judges what every server says of its relationships. What several members say alike is found once:
 * a declared relationship is written once; of others, the finding names every server that has it.
 */
export function* eachSide(
  { relationships }: Fleet,
  check: (side: Side, relationship: RelationshipView) => Iterable<Problem>,
): Generator<Hit> {
  for (const relationship of relationships) {
    const found = new Map<string, { hit: Hit; also: Set<string> }>();
    for (const side of relationship.sides) {
      for (const problem of check(side, relationship)) {
        const known = found.get(problem.message);
        if (known === undefined)
          found.set(problem.message, {
            hit: { ...standing(relationship, side.server), ...problem },
            also: new Set(),
          });
        else if (known.hit.server !== side.server.name) known.also.add(side.server.name);
      }
    }
    for (const { hit, also } of found.values()) {
      const silent = relationship.declared.length > 0 || also.size === 0;
      const others = ` (also on ${enumerate([...also])}).`;
      yield silent ? hit : { ...hit, message: hit.message.replace(/\.$/, others) };
    }
  }
}

/** The same for what each server has to say differently: no two findings are one. */
export function* everySide(
  { relationships }: Fleet,
  check: (side: Side, relationship: RelationshipView) => Iterable<Problem>,
): Generator<Hit> {
  for (const relationship of relationships)
    for (const side of relationship.sides)
      for (const problem of check(side, relationship))
        yield { ...standing(relationship, side.server), ...problem };
}

/** The common part of a hit: whose configuration, which relationship, where declared. */
export function standing(
  relationship: RelationshipView | undefined,
  server: Server,
): Pick<Hit, "server" | "relationship" | "where"> {
  return {
    server: server.name,
    relationship: relationship?.name,
    where: relationship?.where ?? server.where,
  };
}
