import { type JsonMap, text } from "../json";
import { neverHolds } from "../schema/class-test";
import { ADDITIONAL_KEYS, haMember, membersIn, reservedClasses } from "./classes";
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
    const own = defined.get(name);
    if (own === "packet" || (own !== undefined && !reserved.has(name))) return own;
    if (name === "UNKNOWN") return "subnet";
    if (name === "KNOWN" || reserved.has(name)) return whenKnown;
    return haMember(name) !== undefined && server.sides.length > 1 ? "subnet" : "packet";
  };
  // Tests that ask for these, be it through another class, are asked once more when the subnet is chosen.
  const again = new Set(["KNOWN", "UNKNOWN"]);
  const definedTime = (map: JsonMap, test: string | undefined): ClassTime => {
    if (ADDITIONAL_KEYS.some((key) => map[key] === true)) return "address";
    if (test === undefined) return reserved.has(String(map.name)) ? whenKnown : "packet";
    const isMember = (other: string) => (timeOf(other) === "packet" ? undefined : false);
    if (again.has(String(map.name))) {
      const ofKnown = (other: string) => other === "KNOWN" || isMember(other);
      return early && !neverHolds(test, server, ofKnown) ? "packet" : "subnet";
    }
    if (!neverHolds(test, server, isMember)) return "packet";
    // For clients whose reservation gives them classes all tests are asked again.
    return reserved.size > 0 ? "subnet" : "never";
  };
  for (const { map } of placesOfKind(server, "client-class")) {
    if (typeof map.name !== "string") continue;
    const test = text(map.test);
    if (test !== undefined && membersIn(test).some((name) => again.has(name))) again.add(map.name);
    defined.set(map.name, definedTime(map, test));
  }
  return timeOf;
}
