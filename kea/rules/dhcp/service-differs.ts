import { contrast, identityOf, spelling } from "../../fleet/alike";
import { servedClasses } from "../../fleet/classes";
import { type RelationshipView, type SubnetCopy, subnetsOf } from "../../fleet/fleet";
import { subnetLabel } from "../../fleet/labels";
import { joinedPools } from "../../fleet/pools";
import { underOneName } from "../../fleet/renamed-classes";
import { meanTheSame, type Part } from "../../fleet/same-meaning";
import { GLOBAL_KEY, isWrittenAlike, OPTIONS_KEY, OWN, serviceOf } from "../../fleet/service";
import { changedLifetime, levelsOf, originsOf, type Spots, writtenKeys } from "../../fleet/setting-origins";
import { selectorsOf } from "../../fleet/selection";
import { type Json, list, type Path } from "../../json";
import { FAMILIES } from "../../model/family";
import { enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const serviceDiffers: Rule = {
  code: "KEAHA097",
  name: "service-differs",
  severity: "warning",
  reason:
    "Members that serve a subnet differently surprise its clients on the day that the partner takes over.",
  source: "Kea does not compare them (measured on 3.0.4): it shows only after failover",
  *relationship(relationship) {
    const { sides } = relationship;
    if (sides.length < 2) return;
    const copies = new Map<string, SubnetCopy[]>();
    for (const side of sides) {
      for (const subnet of subnetsOf(side)) {
        const key = identityOf(subnet) ?? `${subnet.id} ${subnet.prefix}`;
        const mine = copies.get(key);
        if (mine) mine.push({ server: side.server, subnet });
        else copies.set(key, [{ server: side.server, subnet }]);
      }
    }
    const found = new Map<string, { first: Difference; all: Difference[] }>();
    for (const members of copies.values()) {
      if (members.length < 2 || isWrittenAlike(members)) continue;
      for (const difference of differences(members, relationship)) {
        // What subnets inherit, or share in a network, is told once for all of them.
        const same = `${difference.key}\0${difference.said}`;
        const before = found.get(same);
        if (before) before.all.push(difference);
        else found.set(same, { first: difference, all: [difference] });
      }
    }
    for (const { first, all } of found.values()) yield problemOf(first, all);
  },
};

const POOLS = ["pools", "pd-pools"];
/** Lists of maps, which say the same in many words. */
const MAPS = [...OWN, GLOBAL_KEY];
const GUARDED = [...OWN, "client-classes", "evaluate-additional-classes"];

/** One setting that members have differently for a subnet. */
interface Difference {
  readonly key: string;
  /** What is on whom. */
  readonly said: string;
  /** The member with what fewest have, and its copy of the subnet. */
  readonly odd: SubnetCopy;
  readonly remedy: string;
  /** Where the members say it: what is wrong there by itself is told as that. */
  readonly follows: readonly Spots[];
}

function* differences(members: readonly SubnetCopy[], relationship: RelationshipView): Generator<Difference> {
  const side = relationship.sides[0]!;
  // Who declares selectors of a host means them.
  const selectors = relationship.declared.length > 0 ? [] : selectorsOf(members);
  const settings = members.map(
    ({ server, subnet }, index) =>
      new Map([...serviceOf(server, subnet, members[0]!.server), ...(selectors[index] ?? [])]),
  );
  const keys = new Set(settings.flatMap((one) => [...one.keys()]));
  const without = settings.filter((one) => POOLS.every((key) => isUnset(one, key)));
  const someGive = without.length > 0 && without.length < settings.length;
  const classes = side.mode === "load-balancing" ? servedClasses(side).map(plain) : [];
  const unknownOptions = keys.has(OPTIONS_KEY);
  for (const key of keys) {
    if (unknownOptions && key.startsWith(OPTIONS_KEY)) continue;
    // Who gives no addresses there has nothing else for its clients either.
    if (someGive && !POOLS.includes(key) && without.every((one) => isUnset(one, key))) continue;
    const all = settings.map((one) => one.get(key));
    if (all.every((value) => value === all[0])) continue;
    const part = changedLifetime(key, members);
    const values = part?.values ?? all;
    const groups = new Map<string, SubnetCopy[]>();
    let known = true;
    for (const [index, member] of members.entries()) {
      const value = settings[index]!.has(key) ? spelling(values[index], key) : "";
      if (value === undefined) {
        known = false;
        continue;
      }
      // A class by another name is told as that.
      const text = GUARDED.includes(key) ? underOneName(value, member.server, relationship) : value;
      groups.set(text, [...(groups.get(text) ?? []), member]);
    }
    // Where one is not known, the others may still be compared once it is.
    if (!known || groups.size < 2) continue;
    if (MAPS.includes(key) && areAlike([...groups.values()].map(([one]) => partOf(one!, key)))) continue;
    const said = [...groups].sort(([, a], [, b]) => b.length - a.length);
    const odd = said.at(-1)![1][0]!;
    const shown = contrast(said.map(([value]) => value));
    const parts = said.map(([, group], index) => {
      const names = enumerate(group.map(({ server }) => server.name));
      return `${shown[index]} on ${names}`;
    });
    yield {
      key: part?.key ?? key,
      said: parts.join("; "),
      odd,
      remedy:
        classes.length > 0 && /pools$/.test(key)
          ? `Give all members all pools, each guarded by ${classes.join(" or ")}: who takes over needs those of the other.`
          : "Make the members alike: any of them may have to serve it.",
      // Where more than one has it in another way, the error of one is not the reason.
      follows: groups.size > 2 ? [] : originsOf(key, members),
    };
  }
}

/** Whether nothing is set under a key. */
function isUnset(settings: ReadonlyMap<string, unknown>, key: string): boolean {
  const value = settings.get(key);
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function areAlike([first, ...others]: readonly Part[]): boolean {
  return others.every((other) => meanTheSame(first!, other));
}

/** What a subnet has under a key, alone. */
function partOf({ server, subnet: { map } }: SubnetCopy, key: string): Part {
  if (key === GLOBAL_KEY) return { server, map: { reservations: server.root.reservations ?? [] } };
  const { subnets } = FAMILIES[server.family];
  const entries = list(map[key]) as readonly Json[];
  const value = key === "pools" ? joinedPools(entries) : entries;
  return { server, map: { [subnets]: [{ id: 1, subnet: map.subnet!, [key]: value }] } };
}

function problemOf({ key, said, odd, remedy }: Difference, all: readonly Difference[]): Problem {
  const { server, subnet } = odd;
  const more = all.length - 1;
  const others = more === 0 ? "" : ` and of ${more} other ${more === 1 ? "subnet" : "subnets"}`;
  const verb = /s$/.test(key) && !key.startsWith(OPTIONS_KEY) ? "differ" : "differs";
  return {
    server,
    path: placeOf(key, odd, more > 0),
    message: `${key} of ${subnetLabel(subnet.map)}${others} ${verb}: ${said}.`,
    remedy,
    // Where one of the subnets has it by itself, it is told.
    follows: all.map(({ follows }) => follows),
  };
}

/** Where a setting of a subnet is written: for many subnets, where they inherit it. */
function placeOf(key: string, copy: SubnetCopy, many: boolean): Path {
  const written = writtenKeys(key);
  const levels = levelsOf(copy);
  for (const level of many ? levels.reverse() : levels.slice(0, 1)) {
    const found = written.find((one) => level.map[one] !== undefined);
    if (found !== undefined) return [...level.path, found];
  }
  return copy.subnet.path;
}
