import { has, list, UNKNOWN } from "../json";
import { oncePer } from "../remember";
import { TESTS } from "../schema/class-test-words";
import { HOST_COMMANDS, RADIUS, SUBNET_COMMANDS } from "../schema/hook-libraries";
import { bothNames } from "../schema/renamed";
import { lists, type Peer, type Server, type Side } from "./fleet";
import { hooksOf, loadsOnlyKeas } from "./hooks";
import { type Place, placesOf, placesOfKind } from "./places";

/** The classes that a server's configuration assigns by itself; undefined where some are not known. */
export function assignedClasses(server: Server): ReadonlySet<string> | undefined {
  const defined = placesOfKind(server, "client-class");
  const classes: unknown = server.root["client-classes"];
  const some = Array.isArray(classes) && (classes as readonly unknown[]).includes(UNKNOWN);
  if (classes === UNKNOWN || some || defined.some(({ map }) => (map.name as unknown) === UNKNOWN))
    return undefined;
  if (!reservationsKnown(server)) return undefined;
  const names = new Set(reservedClasses(server));
  for (const { map } of defined) if (typeof map.name === "string") names.add(map.name);
  return names;
}

function reservationsKnown(server: Server): boolean {
  const lists = [
    ...placesOfKind(server, "global", "subnet").map(({ map }): unknown => map.reservations),
    ...placesOfKind(server, "reservation").map(({ map }): unknown => map["client-classes"]),
  ];
  return !lists.some((one) => one === UNKNOWN || list(one).includes(UNKNOWN));
}

/** Whether classes may come from elsewhere: a database, or commands. */
export function isOpen(server: Server): boolean {
  const keys = ["config-control", "hosts-database", "hosts-databases"];
  const libraries = ["libdhcp_class_cmds.so", HOST_COMMANDS, RADIUS];
  return (
    keys.some((key) => has(server.root, key)) ||
    (hooksOf(server) ?? []).some(({ library }) => library !== undefined && libraries.includes(library))
  );
}

/** Keys of places that list classes that Kea is to look at once more. */
export const LISTS_ADDITIONAL = bothNames("evaluate-additional-classes");
/** Keys of classes that are asked for only where they are listed, the newer one first. */
export const ADDITIONAL_KEYS = [...bothNames("only-in-additional-list")].reverse();

/** The classes that are defined without a test, and that nothing else gives to clients. */
export const emptyClasses = oncePer((server: Server): ReadonlySet<string> => {
  if (assignedClasses(server) === undefined || isOpen(server) || !loadsOnlyKeas(server)) return new Set();
  const tested = ["test", "template-test", ...ADDITIONAL_KEYS];
  const names = placesOfKind(server, "client-class").flatMap(({ map: { name }, map }) =>
    typeof name === "string" && tested.every((key) => !has(map, key)) ? [name] : [],
  );
  if (names.length === 0) return new Set();
  // A class without a test is everybody's where it is listed.
  const given = new Set<unknown>([...reservedClasses(server), ...listedClasses(server)]);
  if (given.has(UNKNOWN)) return new Set();
  return new Set(
    names.filter((name) => !given.has(name) && !isBuiltIn(name) && haMember(name) === undefined),
  );
});

/** The classes that Kea is to look at once more, when the address is given. */
export function listedClasses(server: Server): readonly unknown[] {
  return placesOf(server).flatMap(({ map }) => LISTS_ADDITIONAL.flatMap((key) => list(map[key])));
}

/** Whether all such lists are known: no database has any, and no library that may change subnets. */
export function areListsKnown(server: Server): boolean {
  if (assignedClasses(server) === undefined || isOpen(server) || !loadsOnlyKeas(server)) return false;
  if (hooksOf(server)!.some(({ library }) => library === SUBNET_COMMANDS)) return false;
  const keys = [...LISTS_ADDITIONAL, "subnet4", "subnet6", "shared-networks", "pools", "pd-pools"];
  const values = placesOf(server).flatMap(({ map }) => keys.map((key): unknown => map[key]));
  return !values.some((value) => value === UNKNOWN || list(value).includes(UNKNOWN));
}

/** The classes that reservations assign: whatever they name. */
export function reservedClasses(server: Server): ReadonlySet<string> {
  const named = placesOfKind(server, "reservation").flatMap(({ map }): readonly unknown[] =>
    Array.isArray(map["client-classes"]) ? map["client-classes"] : [],
  );
  return new Set(named.filter((name) => typeof name === "string"));
}

/** The classes that a class test refers to. */
export function membersIn(test: string): string[] {
  return [...test.matchAll(/\bmember\s*\(\s*'([^']*)'\s*\)/g)].map(([, name = ""]) => name);
}

/** The classes that the tests of a server's classes refer to, and where. */
export function testMentions(
  server: Server,
): readonly { readonly place: Place; readonly name: string; readonly path: Place["path"] }[] {
  return placesOfKind(server, "client-class").flatMap((place) =>
    TESTS.flatMap((key) => {
      const test: unknown = place.map[key];
      const names = typeof test === "string" ? [...new Set(membersIn(test))] : [];
      return names.map((name) => ({ place, name, path: [...place.path, key] }));
    }),
  );
}

/** Classes that Kea assigns by itself. */
const BUILT_IN = /^(ALL|KNOWN|UNKNOWN|BOOTP|DROP|SKIP_DDNS|(VENDOR_CLASS|AFTER|EXTERNAL|SPAWN)_.*)$/s;

/** Whether Kea assigns a class by itself, HA's own apart. */
export function isBuiltIn(name: string): boolean {
  return BUILT_IN.test(name);
}

/** Whether some client may be in a class, of which {@link assignedClasses} are known. */
export function canBeIn(server: Server, name: string, assigned: ReadonlySet<string>): boolean {
  const member = haMember(name);
  if (assigned.has(name) || isBuiltIn(name)) return true;
  return member !== undefined && server.sides.some((side) => lists(side, member));
}

/** Whose packets there are, by mode: whoever answers them, they keep the name. */
export const SERVING: ReadonlyMap<string, readonly string[]> = new Map([
  ["hot-standby", ["primary"]],
  ["passive-backup", ["primary"]],
  ["load-balancing", ["primary", "secondary"]],
]);

/** The classes of HA's own that some clients of a relationship are in: those of its members that serve. */
export function servedClasses({ mode, peers }: Side): string[] {
  const members = peers.filter(({ role }) => SERVING.get(mode ?? "")?.includes(role ?? ""));
  return [...new Set(members.flatMap(({ name }) => (name === undefined ? [] : [`HA_${name}`])))];
}

/** A member of a relationship, known by its role, that no packet is of. */
export function unservedMember({ mode, peers }: Side, member: string): Peer | undefined {
  const [peer, ...namesakes] = peers.filter(({ name }) => name === member);
  const serving = SERVING.get(mode ?? "");
  const unserved = peer?.role !== undefined && serving !== undefined && !serving.includes(peer.role);
  return unserved && namesakes.length === 0 ? peer : undefined;
}

/** The member whose packets a class of HA's own holds: `HA_x` those of x. */
export function haMember(className: string): string | undefined {
  return className.startsWith("HA_") ? className.slice(3) : undefined;
}
