import { strandedSubnets } from "../../fleet/absent-members";
import { type RelationshipView, type Server, type Side, subnetsOf, type SubnetView } from "../../fleet/fleet";
import { type WrongTag, wrongTags } from "../../fleet/subnet-homes";
import { subnetLabel } from "../../fleet/labels";
import { misplaced } from "../../fleet/unlisted-servers";
import { givesNothing } from "../../fleet/without-subnets";
import { foreignSubnets } from "../../fleet/wrong-root";
import { groupedBy } from "../../grouped";
import { overlap, parsePrefix } from "../../ip";
import { has, UNKNOWN } from "../../json";
import { FAMILIES } from "../../model/family";
import { oncePer } from "../../remember";
import { isRefusedId } from "../../schema/identifiers";
import { enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const subnetMismatch: Rule = {
  code: "KEAHA096",
  name: "subnet-mismatch",
  severity: "error",
  reason:
    "A member rejects leases of a subnet that it does not have under that id: replication ends after ten clients.",
  source: "measured on Kea 3.0.4: HA_LEASE_UPDATE_REJECTS_CAUSED_TERMINATION",
  *relationship(relationship, fleet) {
    const [strangers, wrong] = [misplaced(fleet), wrongTags(fleet)];
    for (const side of relationship.sides)
      for (const subnet of subnetsOf(side)) {
        const tag = wrong.get(subnet);
        if (tag) yield wrongTag(side, subnet, relationship, tag);
      }
    // Whoever belongs to another relationship is told that.
    const sides = relationship.sides.filter((side) => !strangers.has(side));
    const stranded = strandedSubnets(fleet);
    const views = sides
      .map((side) => view(side, wrong, stranded))
      .filter((one): one is View => one !== undefined);
    if (views.length > 1) yield* compare(views);
  },
};

function wrongTag(
  { server }: Side,
  { path, map, haServerName }: SubnetView,
  { name }: RelationshipView,
  { home, owner }: WrongTag,
): Problem {
  return {
    server,
    path: [...path, "user-context", "ha-server-name"],
    message: `${subnetLabel(map)} is in relationship ${home.name} on ${owner.name}, and its ha-server-name here is ${plain(haServerName!)}, a member of relationship ${name}.`,
    remedy: `Give it the ha-server-name of a member of relationship ${home.name}.`,
  };
}

interface View {
  readonly server: Server;
  readonly subnets: readonly Copy[];
  /** Subnets that no relationship has, for want of a right name in ha-server-name: they may be its own. */
  readonly strays: readonly Copy[];
  /** The prefixes of all subnets of the server, those of other relationships too. */
  readonly all: ReadonlySet<string>;
}

/** A subnet as one member has it. */
interface Copy {
  readonly server: Server;
  readonly subnet: SubnetView;
  readonly id: number;
  /** The addresses that it covers. */
  readonly covers: string;
}

/** The subnets of a side; undefined where ids or prefixes are not known, or have errors of their own. */
function view(
  side: Side,
  wrong: ReadonlyMap<SubnetView, WrongTag>,
  stranded: ReadonlySet<SubnetView>,
): View | undefined {
  const { server } = side;
  // That its subnets are in the other family's list is told of it.
  const copies = foreignSubnets(server) ? undefined : copiesOf(server);
  return (
    copies && {
      server,
      subnets: subnetsOf(side).flatMap((subnet) =>
        wrong.has(subnet) || stranded.has(subnet) ? [] : copies.bySubnet.get(subnet)!,
      ),
      strays: copies.strays,
      all: copies.prefixes,
    }
  );
}

interface Copies {
  readonly bySubnet: ReadonlyMap<SubnetView, Copy>;
  readonly strays: readonly Copy[];
  readonly prefixes: ReadonlySet<string>;
}

const copiesOf = oncePer((server: Server): Copies | undefined => {
  // A database of configurations may add subnets.
  if (has(server.root, "config-control")) return undefined;
  const { subnets: key, bits } = FAMILIES[server.family];
  const lists: unknown[] = [server.root[key], server.root["shared-networks"]];
  if (lists.includes(UNKNOWN)) return undefined;
  const bySubnet = new Map<SubnetView, Copy>();
  const ids = new Set<number>();
  const prefixes = new Set<string>();
  for (const subnet of server.subnets) {
    const { id, prefix, haServerTag } = subnet;
    const range = prefix === undefined ? undefined : parsePrefix(prefix);
    if (range?.bits !== bits || id === undefined || isRefusedId(id)) return undefined;
    if (haServerTag === UNKNOWN) return undefined;
    const covers = `${range.first}-${range.last}`;
    if (ids.has(id) || prefixes.has(covers)) return undefined;
    ids.add(id);
    prefixes.add(covers);
    bySubnet.set(subnet, { server, subnet, id, covers });
  }
  const owned = new Set(server.sides.flatMap(subnetsOf));
  const strays = [...bySubnet.values()].filter(({ subnet }) => !owned.has(subnet));
  return { bySubnet, strays, prefixes };
});

function* compare(views: readonly View[]): Generator<Problem> {
  const all = withStrays(views);
  const byId = groupedBy(all, ({ id }) => id);
  const byPrefix = groupedBy(all, ({ covers }) => covers);
  const renumbered = [...byPrefix.values()].filter((copies) => groupedBy(copies, ({ id }) => id).size > 1);
  yield* otherIds(renumbered);
  // Where ids have moved, that one is another subnet's follows from it.
  const moved = new Set(renumbered.flat());
  const clashes = [...byId.values()].filter(
    (copies) => groupedBy(copies, ({ covers }) => covers).size > 1 && !copies.some((copy) => moved.has(copy)),
  );
  for (const copies of clashes) {
    yield* differing(
      copies,
      ({ covers }) => covers,
      "subnet",
      ([{ id, subnet }]) => [`id ${id} is`, plain(subnet.prefix!)],
    );
  }
  const told = new Set([...moved, ...clashes.flat()]);
  const remedy = "Give all members the same subnets; their interface and relay may differ.";
  const there = new Set(all.map(({ server }) => server));
  const empty = new Set(views.filter(({ server }) => !there.has(server)));
  for (const { server, all: prefixes } of empty) {
    // With wrong tags they are there, in another relationship or none: that is found elsewhere.
    if (all.length === 0 || all.some(({ covers }) => prefixes.has(covers))) continue;
    yield {
      server,
      path: [FAMILIES[server.family].root],
      message: `${server.name} has none of its subnets.`,
      remedy,
    };
  }
  for (const copies of groupedBy(all, ({ id, covers }) => `${id} ${covers}`).values()) {
    const [{ covers, subnet, server }] = copies as [Copy, ...Copy[]];
    // What has another id or another prefix elsewhere is found already.
    if (copies.some((copy) => told.has(copy))) continue;
    const have = new Set(copies.map((copy) => copy.server));
    const lack = views.filter((one) => !empty.has(one) && !have.has(one.server) && !one.all.has(covers));
    // A subnet of which nobody gets anything is missed nowhere.
    if (lack.length === 0 || copies.every((copy) => givesNothing(copy.server, copy.subnet))) continue;
    yield {
      server,
      path: subnet.path,
      message: `${subnetLabel(subnet.map)} is on ${names([...have])}, and not on ${names(lack.map((one) => one.server))}.`,
      remedy,
    };
  }
}

/** Subnets with other ids elsewhere: one finding where the same servers differ in several. */
function* otherIds(renumbered: readonly Copy[][]): Generator<Problem> {
  const camps = (copies: readonly Copy[]) =>
    [...groupedBy(copies, ({ id }) => id).values()].map((kind) => names(kind.map(({ server }) => server)));
  for (const alike of groupedBy(renumbered, (copies) => camps(copies).sort().join("\0")).values()) {
    const [first] = alike as [Copy[]];
    yield* differing(
      first,
      ({ id }) => id,
      "id",
      ([{ id, subnet }]) => [
        alike.length === 1
          ? `prefix ${plain(subnet.prefix!)} has`
          : `ids of ${alike.length} subnets differ: the first is ${plain(subnet.prefix!)}, with`,
        `id ${id}`,
      ],
    );
  }
}

/**
 * The subnets of all members; strays where another member has that prefix, or under that id one that shares
 * addresses with it: that they are strays is found elsewhere.
 */
function withStrays(views: readonly View[]): Copy[] {
  const all = views.flatMap(({ subnets }) => subnets);
  const prefixes = new Set(all.map(({ covers }) => covers));
  const byId = groupedBy(all, ({ id }) => id);
  const isOne = (stray: Copy) =>
    prefixes.has(stray.covers) || (byId.get(stray.id) ?? []).some((copy) => shareAddresses(copy, stray));
  const strays = views.flatMap(({ strays: some }) => some.filter(isOne));
  return strays.length === 0 ? all : [...all, ...strays];
}

function shareAddresses(a: Copy, b: Copy): boolean {
  return overlap(parsePrefix(a.subnet.prefix!)!, parsePrefix(b.subnet.prefix!)!);
}

/** One finding where copies that should be alike are not. */
function* differing(
  copies: readonly Copy[],
  by: (copy: Copy) => unknown,
  key: string,
  say: (copies: readonly [Copy, ...Copy[]]) => readonly [string, string],
): Generator<Problem> {
  const kinds = [...groupedBy(copies, by).values()] as [Copy, ...Copy[]][];
  if (kinds.length < 2) return;
  const [first, ...rest] = kinds
    .sort((a, b) => b.length - a.length)
    .map((kind) => {
      const [subject, what] = say(kind);
      return { subject, said: `${what} on ${names(kind.map(({ server }) => server))}`, odd: kind[0] };
    });
  const { odd } = rest.at(-1)!;
  yield {
    server: odd.server,
    path: [...odd.subnet.path, key],
    message: `${first!.subject} ${first!.said}, and ${enumerate(rest.map(({ said }) => said))}.`,
    remedy: "Give a subnet the same id and prefix on all members.",
  };
}

function names(servers: readonly Server[]): string {
  return enumerate(servers.map(({ name }) => name));
}
