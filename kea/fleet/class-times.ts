import { has, type JsonMap, text } from "../json";
import { oncePer } from "../remember";
import { neverGives, neverHolds } from "../schema/class-test";
import { ADDITIONAL_KEYS, haMember, listedClasses, membersIn, reservedClasses } from "./classes";
import type { Server } from "./fleet";
import { placesOfKind } from "./places";

/**
 * When Kea knows which clients are in a class: as a packet comes, once the subnet is chosen (and by it, on a
 * server of several relationships, HA's), once the address is given; never where its test is asked too early.
 */
export type ClassTime = "packet" | "subnet" | "address" | "never";

/** When a server knows each of its classes, those that it does not define included. */
export function classTimes(server: Server): (name: string) => ClassTime {
  const reserved = reservedClasses(server);
  // Clients of global reservations are known then as their packets come, and have their classes; others are not.
  const early = server.root["early-global-reservations-lookup"] === true;
  const whenKnown = early ? "packet" : "subnet";
  const defined = new Map<string, ClassTime>();
  const timeOf = (name: string): ClassTime => {
    const definition = definitionOf(server, name);
    const own = definition && defined.get(String(definition.name));
    if (own === "packet" || (own !== undefined && !reserved.has(name))) return own;
    if (name === "UNKNOWN") return "subnet";
    if (name === "KNOWN" || reserved.has(name)) return whenKnown;
    return haMember(name) !== undefined && server.sides.length > 1 ? "subnet" : "packet";
  };
  const again = new Set(ASKED_AGAIN);
  const listed = new Set(listedClasses(server));
  const isMember = (name: string) => (timeOf(name) === "packet" ? undefined : false);
  const definedTime = (map: JsonMap): ClassTime => {
    if (ADDITIONAL_KEYS.some((key) => map[key] === true)) return "address";
    const [test, template] = [text(map.test), text(map["template-test"])];
    if (test === undefined && template === undefined) {
      if (reserved.has(String(map.name))) return whenKnown;
      return listed.has(map.name) ? "address" : "packet";
    }
    if (again.has(String(map.name))) {
      const ofKnown = (other: string) => other === "KNOWN" || isMember(other);
      return early && test !== undefined && !neverHolds(test, server, ofKnown) ? "packet" : "subnet";
    }
    const isInVain =
      test === undefined ? neverGives(template!, server, isMember) : neverHolds(test, server, isMember);
    if (!isInVain) return "packet";
    // For clients whose reservation gives them classes all tests are asked again.
    return reserved.size > 0 ? "subnet" : "never";
  };
  for (const { map } of placesOfKind(server, "client-class")) {
    if (typeof map.name !== "string") continue;
    const test = text(map.test);
    if (test !== undefined && membersIn(test).some((name) => again.has(name))) again.add(map.name);
    defined.set(map.name, definedTime(map));
  }
  return timeOf;
}

/** The class of a name, or the template that gives it: `SPAWN_t_x` comes of t. */
export function definitionOf(server: Server, name: string): JsonMap | undefined {
  const classes = classesByName(server);
  const template = () =>
    [...classes].find(([own, map]) => has(map, "template-test") && name.startsWith(`SPAWN_${own}_`))?.[1];
  return classes.get(name) ?? (name.startsWith("SPAWN_") ? template() : undefined);
}

const classesByName = oncePer(
  (server: Server): ReadonlyMap<string, JsonMap> =>
    new Map(
      placesOfKind(server, "client-class").flatMap(({ map }) =>
        typeof map.name === "string" ? [[map.name, map] as const] : [],
      ),
    ),
);

/** Tests that ask for these, be it through another class, are asked once more when the subnet is chosen; templates are not. */
const ASKED_AGAIN: ReadonlySet<string> = new Set(["KNOWN", "UNKNOWN"]);
