/** Load-balancing: whose clients a pool is for. A client is the one or the other member's, by a hash. */
import { oncePer } from "../remember";
import { assignedClasses, balancedClasses, haMember, membersIn } from "./classes";
import { type Server, type Side, type SubnetView, subnetsOf } from "./fleet";
import { guardsOf } from "./guards";
import { enclosing, type Place, placesOfKind } from "./places";

/** A pool of a load-balancing pair. */
export interface BalancedPool {
  readonly place: Place;
  readonly subnet: Place;
  /** The classes of HA's own whose clients it is for, of {@link balancedClasses}; undefined: not known. */
  readonly classes: ReadonlySet<string> | undefined;
}

/** The pools of a server's relationship, where that is a load-balancing one: with others Kea refuses it. */
export const balancedPools = oncePer((server: Server): readonly BalancedPool[] => {
  const [side, ...others] = server.sides;
  if (side?.mode !== "load-balancing" || others.length > 0) return [];
  // What both read from one place, neither gives twice.
  if (side.map["send-lease-updates"] === false || balancedClasses(side.peers).length !== 2) return [];
  const own = new Set<SubnetView["map"]>(subnetsOf(side).map(({ map }) => map));
  const lettingIn = letIn(server, side);
  return placesOfKind(server, "pool", "pd-pool").flatMap((place) => {
    const subnet = enclosing(place, "subnet");
    if (subnet === undefined || !own.has(subnet.map)) return [];
    const sets = [...guardsOf(place), ...guardsOf(subnet)].map(
      (guard) => guard && any([...guard].map(lettingIn)),
    );
    return [{ place, subnet, classes: all([new Set(balancedClasses(side.peers)), ...sets]) }];
  });
});

type Classes = BalancedPool["classes"];

/** Which clients are in a class, by the tests of classes that the server defines. */
function letIn(server: Server, { peers }: Side): (name: string) => Classes {
  const both = new Set(balancedClasses(peers));
  const assigned = assignedClasses(server);
  const tests = new Map<unknown, unknown>(
    placesOfKind(server, "client-class").map(({ map }) => [map.name, map.test]),
  );
  const known = new Map<string, Classes>();
  const find = (name: string): Classes => {
    if (haMember(name) !== undefined) return both.has(name) ? new Set([name]) : undefined;
    const test = tests.get(name);
    if (typeof test !== "string") return isAnybodys(name) || assigned?.has(name) ? both : undefined;
    const mentioned = membersIn(test).map(classesOf);
    if (mentioned.every((classes) => classes?.size === both.size)) return both;
    // What is not plainly "and" may let in anybody.
    return /\b(or|not|ifelse)\b/.test(test) ? undefined : all([both, ...mentioned]);
  };
  const classesOf = (name: string): Classes => {
    if (!known.has(name)) {
      // A class that refers to itself is an error of its own.
      known.set(name, undefined);
      known.set(name, find(name));
    }
    return known.get(name);
  };
  return classesOf;
}

/** Classes that Kea assigns by itself, whoever serves. */
function isAnybodys(name: string): boolean {
  return /^(ALL|KNOWN|UNKNOWN|BOOTP|VENDOR_CLASS_.*)$/s.test(name);
}

function any(sets: readonly Classes[]): Classes {
  return sets.includes(undefined) ? undefined : new Set(sets.flatMap((set) => [...set!]));
}

function all(sets: readonly Classes[]): Classes {
  if (sets.includes(undefined)) return undefined;
  const [first, ...others] = sets as ReadonlySet<string>[];
  return new Set([...first!].filter((name) => others.every((set) => set.has(name))));
}
