import { closes } from "../../fleet/balance";
import {
  assignedClasses,
  emptyClasses,
  haMember,
  isBuiltIn,
  isOpen,
  LISTS_ADDITIONAL,
  servedClasses,
  testMentions,
} from "../../fleet/classes";
import { type Fleet, lists, type Server } from "../../fleet/fleet";
import { classesOf, GUARD_KEYS, isInVain, keepsAllOut } from "../../fleet/guards";
import { isClassOpen } from "../../fleet/ha-classes";
import { type Place, placesOfKind } from "../../fleet/places";
import { relationshipsKnown } from "../../fleet/sides";
import { GUARDED } from "../../schema/renamed";
import { plain } from "../../words";
import { once, type Repeated } from "../once";
import type { Rule } from "../rule";
import { unserved } from "../unserved";

const PLACES = [...GUARDED, "option-data"];

export const undefinedClass: Rule = {
  code: "KEAHA086",
  name: "undefined-class",
  severity: "warning",
  reason: "Kea takes a guard that names a class which nothing assigns: what it guards is never used.",
  source: "measured on Kea 2.6.3 and 3.0.4; hook libraries may assign classes, too",
  *server(server, fleet) {
    const names = assignedClasses(server);
    if (names === undefined) return;
    yield* once([...named(server, names, fleet), ...tested(server, names, fleet)], server, fleet);
  },
};

/** Guards, and lists of classes, that name one that nothing assigns. */
function* named(server: Server, names: ReadonlySet<string>, fleet: Fleet): Generator<Repeated> {
  for (const place of placesOfKind(server, ...PLACES)) {
    for (const { name, path } of classesOf(place, [...LISTS_ADDITIONAL, ...GUARD_KEYS])) {
      const isDefined = names.has(name);
      if (isDefined ? !emptyClasses(server).has(name) : isBuiltIn(name)) continue;
      // In other places an empty name is refused, or means none.
      if (name === "" && place.kind !== "option-data") continue;
      const member = haMember(name);
      if (member === undefined ? isOpen(server) : isClassOpen(fleet, server, member)) continue;
      const isAdditional = path.some((step) => LISTS_ADDITIONAL.some((key) => key === step));
      // Where nobody gets anything for it, that is an error of its own.
      if (!isAdditional && closes(server, place)) continue;
      const problem =
        member === undefined
          ? inNone(server, place, name, isDefined)
          : inHa(server, member, isAdditional || !keepsAllOut(server, place, names));
      if (problem === undefined) continue;
      const { said, remedy } = problem;
      yield { place, path, said: `names class ${plain(name)}, ${said}`, remedy };
    }
  }
}

/** Tests of classes that ask for one of HA's own that nobody is in. */
function* tested(server: Server, names: ReadonlySet<string>, fleet: Fleet): Generator<Repeated> {
  for (const { place, name, path } of testMentions(server)) {
    const member = haMember(name);
    // Of classes that guard something, and have nobody in them, another rule tells.
    if (member === undefined || names.has(name) || isInVain(server, place, names)) continue;
    if (closes(server, place) || isClassOpen(fleet, server, member)) continue;
    const problem = inHa(server, member, true);
    if (problem === undefined) continue;
    yield { place, path, said: `tests for class ${plain(name)}, ${problem.said}`, remedy: problem.remedy };
  }
}

/** Why nobody is in a class that is not HA's own, and what to do. */
function inNone(
  server: Server,
  { kind }: Place,
  name: string,
  isDefined: boolean,
): Pick<Repeated, "said" | "remedy"> {
  const guess = memberClass(server, name);
  // Those of reservations come after the subnet.
  const given = ["subnet", "shared-network"].includes(kind)
    ? ""
    : ", or give it to clients by their reservations";
  return {
    said: isDefined ? "which has no test, and which nothing gives to clients" : "which is not defined",
    remedy: guess
      ? `Did you mean ${plain(guess)}?`
      : isDefined
        ? `Give it a test${given}.`
        : "Define it in client-classes.",
  };
}

/** The class of HA's own whose member a class is called by: `server1`, or `ha-server1`, for `HA_server1`. */
function memberClass({ sides: [side, ...others] }: Server, name: string): string | undefined {
  const bare = [name, name.replace(/^ha[-_]/i, "")].map((one) => one.toLowerCase());
  // With several relationships it depends on the place.
  const classes = side === undefined || others.length > 0 ? [] : servedClasses(side);
  return classes.find((one) => bare.includes(haMember(one)!.toLowerCase()));
}

/** Why a class of HA's own has nobody in it; undefined where it may, or where that is an error of its own. */
function inHa(
  server: Server,
  member: string,
  harmless: boolean,
): { said: string; remedy: string } | undefined {
  if (!relationshipsKnown(server)) return undefined;
  const side = server.sides.find((one) => lists(one, member));
  if (side === undefined) {
    return harmless
      ? {
          said: "and no member is called so",
          remedy:
            server.sides.length > 0
              ? "Use HA_ and the name of a member."
              : "Load libdhcp_ha.so, with the relationship of that member; or leave the class out.",
        }
      : undefined;
  }
  return unserved(side, member);
}
