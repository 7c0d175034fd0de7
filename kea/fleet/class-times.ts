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
  const defined = new Map<string, ClassTime>();
  const timeOf = (name: string): ClassTime => {
    const own = defined.get(name);
    if (own === "packet" || (own !== undefined && !reserved.has(name))) return own;
    if (ASKED_AGAIN.has(name) || reserved.has(name)) return "subnet";
    return haMember(name) !== undefined && server.sides.length > 1 ? "subnet" : "packet";
  };
  const again = new Set(ASKED_AGAIN);
  const definedTime = (map: JsonMap, test: string | undefined): ClassTime => {
    if (ADDITIONAL_KEYS.some((key) => map[key] === true)) return "address";
    if (test === undefined) return reserved.has(String(map.name)) ? "subnet" : "packet";
    if (again.has(String(map.name))) return "subnet";
    if (!neverHolds(test, server, (other) => timeOf(other) !== "packet")) return "packet";
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

/** Tests that ask for these, be it through another class, are asked once more when the subnet is chosen. */
const ASKED_AGAIN: ReadonlySet<string> = new Set(["KNOWN", "UNKNOWN"]);
