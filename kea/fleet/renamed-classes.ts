/** Classes that some members of a relationship have under another name. */
import type { JsonMap } from "../json";
import { oncePer } from "../remember";
import { spelling } from "./alike";
import { type RelationshipView, type Server, subnetsOf } from "./fleet";
import { type Place, placesOfKind } from "./places";

/** The same but for its name on some of the members that serve, and on all others. */
export interface RenamedClass {
  /** On the fewer, and what all others call it. */
  readonly name: string;
  readonly meant: string;
  readonly places: readonly (readonly [Server, Place])[];
  readonly others: readonly Server[];
}

interface Held {
  readonly name: string;
  readonly places: (readonly [Server, Place])[];
  readonly forms: Set<string | undefined>;
}

export const renamedClasses = oncePer((relationship: RelationshipView): readonly RenamedClass[] => {
  const serving = relationship.sides.filter((side) => subnetsOf(side).length > 0).map(({ server }) => server);
  const all = new Map<string, Held>();
  for (const server of serving) {
    for (const place of placesOfKind(server, "client-class")) {
      const { name, ...rest }: JsonMap = place.map;
      if (place.above?.kind !== "global" || typeof name !== "string") continue;
      const held = all.get(name) ?? { name, places: [], forms: new Set() };
      held.places.push([server, place]);
      // One without a test is only its name.
      held.forms.add("test" in rest ? spelling(rest) : undefined);
      all.set(name, held);
    }
  }
  const some = [...all.values()].filter(
    ({ places, forms }) => places.length < serving.length && forms.size === 1 && !forms.has(undefined),
  );
  return some.flatMap(({ name, places, forms }): RenamedClass[] => {
    const [form] = forms;
    const twins = some.filter((other) => other.name !== name && other.forms.has(form));
    const [twin] = twins;
    if (twin === undefined || twins.length > 1) return [];
    const others = twin.places.map(([server]) => server);
    const servers = places.map(([server]) => server);
    const split = [...servers, ...others];
    if (split.length !== serving.length || new Set(split).size !== serving.length) return [];
    // Of two halves, those who come last have the other name.
    const isFewer =
      servers.length < others.length || (servers.length === others.length && servers[0] !== serving[0]);
    return isFewer ? [{ name, meant: twin.name, places, others }] : [];
  });
});

/** A spelling of a server's, with the names that all others have for its classes. */
export function underOneName(text: string, server: Server, relationship: RelationshipView): string {
  return renamedClasses(relationship)
    .filter(({ places }) => places.some(([one]) => one === server))
    .reduce(
      (all, { name, meant }) =>
        all.split(`'${name}'`).join(`'${meant}'`).split(`"${name}"`).join(`"${meant}"`),
      text,
    );
}
