import { type ClassTime, classTimes, definitionOf } from "../../fleet/class-times";
import { flag } from "../../fleet/in-force";
import { ADDITIONAL_KEYS, assignedClasses, haMember, membersIn } from "../../fleet/classes";
import type { Server } from "../../fleet/fleet";
import { classesOf, GUARD_KEYS, guardedPlaces, guardOf } from "../../fleet/guards";
import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { isPool } from "../../fleet/pools";
import { networkOf } from "../../fleet/selection";
import { has } from "../../json";
import { enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

type TimeOf = (name: string) => ClassTime;

export const lateClass: Rule = {
  code: "KEAHA157",
  name: "late-class",
  severity: "warning",
  reason:
    "Kea takes a guard of classes that it gives only after it asked for them: what it guards is never used.",
  source: "measured on Kea 2.6.3 and 3.0.4; hook libraries may assign classes, too",
  *server(server) {
    const guarded = guardedPlaces(server);
    if (guarded.length === 0 || assignedClasses(server) === undefined || givesMore(server)) return;
    const timeOf = classTimes(server);
    for (const place of guarded) {
      if (!isLate(place, timeOf, timesFor(place, server, timeOf))) continue;
      for (const { name, path } of classesOf(place, GUARD_KEYS)) {
        if (name !== "") yield { path, ...told(place, name, server, timeOf) };
      }
    }
  },
};

/** Whether its hosts may get any class, or it is not known when they get theirs. */
function givesMore(server: Server): boolean {
  const { root } = server;
  const early = flag(root, "global", "early-global-reservations-lookup", server);
  return early === undefined || has(root, "hosts-database") || has(root, "hosts-databases");
}

/** Whether all classes of its guard come too late; another rule tells of HA's own. */
function isLate(place: Place, timeOf: TimeOf, inTime: readonly ClassTime[]): boolean {
  const guard = guardOf(place);
  if (guard === undefined || guard.size === 0) return false;
  return [...guard].every((name) => haMember(name) === undefined && !inTime.includes(timeOf(name)));
}

/** Pools come after the subnet; in a network the other subnets do, once one of them is chosen. */
function timesFor(place: Place, server: Server, timeOf: TimeOf): readonly ClassTime[] {
  const network = networkOf(place);
  const others = network && placesOfKind(server, "subnet").filter(({ above }) => above === network);
  const isChosen = others?.some((other) => !isLate(other, timeOf, ["packet"]));
  return isPool(place) || isChosen ? ["packet", "subnet"] : ["packet"];
}

function told(
  place: Place,
  name: string,
  server: Server,
  timeOf: TimeOf,
): Pick<Problem, "message" | "remedy"> {
  const subject = `${labelOf(place)} is guarded by class ${plain(name)}`;
  const time = timeOf(name);
  if (time === "subnet") {
    return {
      message: `${subject}, which Kea gives only after it has chosen the subnet.`,
      remedy: place.kind === "subnet" ? "Guard its pools." : "Guard the pools of its subnets.",
    };
  }
  const map = definitionOf(server, name)!;
  if (time === "address") {
    const key = ADDITIONAL_KEYS.find((one) => map[one] === true);
    const late = `${subject}, which Kea gives only after it has chosen an address`;
    return key === undefined
      ? { message: `${late}: it has no test, and is only listed.`, remedy: "Give the class a test." }
      : { message: `${late}: it has ${key}.`, remedy: `Take ${key} away from the class.` };
  }
  const isTemplate = has(map, "template-test");
  const members = membersIn(String(isTemplate ? map["template-test"] : map.test)).filter(
    (other) => timeOf(other) !== "packet",
  );
  const where = isPool(place) ? "" : "Guard its pools. ";
  return {
    message: `${subject}, whose test is asked before anybody is in ${enumerate(members.map(plain))}.`,
    remedy: isTemplate
      ? `${where}Take a class with a test: Kea asks a template only once, as the packet comes.`
      : members.every((other) => timeOf(other) === "subnet")
        ? `${where}Begin the test with (member('KNOWN') or member('UNKNOWN')) and: Kea asks it later then.`
        : "Test for classes that Kea gives earlier.",
  };
}
