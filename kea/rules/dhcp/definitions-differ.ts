import { spelling } from "../../fleet/alike";
import { type Server, subnetsOf } from "../../fleet/fleet";
import { placesOfKind } from "../../fleet/places";
import { oncePer } from "../../remember";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const definitionsDiffer: Rule = {
  code: "KEAHA098",
  name: "definitions-differ",
  severity: "warning",
  reason:
    "A class or an option that members define differently lets other clients in, or is sent in another form.",
  source: "Kea does not compare them: it shows only after failover",
  *fleet({ relationships }) {
    // Two servers may share several relationships.
    const told = new Set<string>();
    for (const relationship of relationships) {
      const [first, ...others] = relationship.sides.filter((side) => subnetsOf(side).length > 0);
      if (first === undefined) continue;
      const ours = definitionsOf(first.server);
      for (const { server } of others) {
        for (const [what, { value, path }] of definitionsOf(server)) {
          const theirs = ours.get(what);
          if (theirs?.value === undefined || value === undefined || theirs.value === value) continue;
          const message = `${what} is defined differently on ${first.server.name} and on ${server.name}.`;
          if (told.has(message)) continue;
          told.add(message);
          yield { relationship, server, path, message, remedy: "Define it alike on all members." };
        }
      }
    }
  },
};

type Definitions = ReadonlyMap<
  string,
  { readonly value: string | undefined; readonly path: readonly (string | number)[] }
>;

/** The classes and options that a server defines for all, each in one spelling. */
const definitionsOf = oncePer(
  (server: Server): Definitions =>
    new Map(
      placesOfKind(server, "client-class", "option-def").flatMap((place) => {
        if (place.above?.kind !== "global" || typeof place.map.name !== "string") return [];
        const space: unknown = place.map.space;
        const what =
          place.kind === "client-class"
            ? `class ${plain(place.map.name)}`
            : `option ${typeof space === "string" ? `${plain(space)}.` : ""}${plain(place.map.name)}`;
        return [[what, { value: spelling(place.map), path: place.path }] as const];
      }),
    ),
);
