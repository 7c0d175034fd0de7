import { neverHolds, readClassTest } from "../schema/class-test";
import { haMember, membersIn, reservedClasses } from "./classes";
import type { Server } from "./fleet";
import { placesOfKind } from "./places";

/**
 * When Kea knows which clients are in a class: as a packet comes, once the subnet is chosen (and by it, on a
 * server of several relationships, HA's), once the address is given; never where its test is asked too early.
 */
export type ClassTime = "packet" | "subnet" | "address" | "never";

/** Keys of classes that are asked for only where they are listed. */
export const ADDITIONAL_KEYS = ["only-in-additional-list", "only-if-required"] as const;

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
  for (const { map } of placesOfKind(server, "client-class")) {
    if (typeof map.name !== "string") continue;
    const test = typeof map.test === "string" ? map.test : undefined;
    const isAgain = test !== undefined && membersIn(test).some((name) => again.has(name));
    if (isAgain) again.add(map.name);
    const inVain = () => test !== undefined && isInVain(server, test, (name) => timeOf(name) !== "packet");
    if (ADDITIONAL_KEYS.some((key) => map[key] === true)) defined.set(map.name, "address");
    else if (isAgain || (test === undefined && reserved.has(map.name))) defined.set(map.name, "subnet");
    // For clients whose reservation gives them classes all tests are asked again.
    else defined.set(map.name, inVain() ? (reserved.size > 0 ? "subnet" : "never") : "packet");
  }
  return timeOf;
}

/** Tests that ask for these, be it through another class, are asked once more when the subnet is chosen. */
const ASKED_AGAIN: ReadonlySet<string> = new Set(["KNOWN", "UNKNOWN"]);

function isInVain(server: Server, test: string, isEmpty: (name: string) => boolean): boolean {
  const read = readClassTest(test, "condition", { ...server, isOption: () => true });
  return (typeof read === "string" || !("misread" in read)) && neverHolds(read, isEmpty);
}
