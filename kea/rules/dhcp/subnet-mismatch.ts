import { FAMILIES } from "../../family";
import type { Hit, Rule } from "../../findings";
import { type Side, type SubnetView, subnetsOf, UNKNOWN } from "../../fleet";
import { parsePrefix } from "../../ip";
import { isMap } from "../../json";
import { enumerate, plain } from "../ha/words";
import { subnetLabel } from "./maps";

export const subnetMismatch: Rule = {
  code: "KEAHA096",
  name: "subnet-mismatch",
  severity: "error",
  reason:
    "A member rejects leases of a subnet that it does not have under that id: replication ends after ten clients.",
  source: "measured on Kea 3.0.4: HA_LEASE_UPDATE_REJECTS_CAUSED_TERMINATION",
  *check({ relationships }) {
    for (const { name, where, sides } of relationships) {
      if (sides.length < 2) continue;
      const views = sides.map(view);
      const told = new Set<string>();
      for (const [index, one] of views.entries()) {
        if (!one.known) continue;
        for (const other of views.slice(0, index)) {
          if (!other.known) continue;
          for (const hit of [
            ...compare(other, one),
            ...missing(other, one, views),
            ...missing(one, other, views),
          ]) {
            if (told.has(hit.message)) continue;
            told.add(hit.message);
            yield { relationship: name, where, ...hit };
          }
        }
      }
    }
  },
};

interface View {
  readonly side: Side;
  readonly subnets: readonly SubnetView[];
  readonly byId: ReadonlyMap<number, SubnetView>;
  readonly byPrefix: ReadonlyMap<string, SubnetView>;
  /** Whether all of its ids and prefixes are known and of a usable form. */
  readonly known: boolean;
}

function prefixKey({ prefix }: SubnetView): string | undefined {
  const range = prefix === undefined ? undefined : parsePrefix(prefix);
  return range && `${range.first}-${range.last}`;
}

function view(side: Side): View {
  const { root, family, subnets: all } = side.server;
  const lists: unknown[] = [root[FAMILIES[family].subnets], root["shared-networks"]];
  const subnets = subnetsOf(side);
  return {
    side,
    subnets,
    byId: new Map(subnets.flatMap((subnet) => (subnet.id === undefined ? [] : [[subnet.id, subnet]]))),
    byPrefix: new Map(
      subnets.flatMap((subnet) => {
        const key = prefixKey(subnet);
        return key === undefined ? [] : [[key, subnet]];
      }),
    ),
    known:
      !lists.includes(UNKNOWN) &&
      all.every(({ id, map, haServerTag }) => isMap(map) && id !== undefined && haServerTag !== UNKNOWN) &&
      all.every((subnet) => prefixKey(subnet) !== undefined),
  };
}

function* compare(a: View, b: View): Generator<Hit> {
  for (const subnet of b.subnets) {
    const sameId = a.byId.get(subnet.id!);
    const samePrefix = a.byPrefix.get(prefixKey(subnet)!);
    if (sameId !== undefined && prefixKey(sameId) !== prefixKey(subnet)) {
      yield {
        server: b.side.server.name,
        path: [...subnet.path, "subnet"],
        message: `id ${subnet.id} is ${plain(subnet.prefix!)} on ${b.side.server.name}, and ${plain(sameId.prefix!)} on ${a.side.server.name}.`,
        remedy: "Give a subnet the same id and prefix on all members.",
      };
    } else if (samePrefix !== undefined && samePrefix.id !== subnet.id) {
      yield {
        server: b.side.server.name,
        path: [...subnet.path, "id"],
        message: `prefix ${plain(subnet.prefix!)} has id ${subnet.id} on ${b.side.server.name}, and id ${samePrefix.id} on ${a.side.server.name}.`,
        remedy: "Give a subnet the same id and prefix on all members.",
      };
    }
  }
}

/** Subnets of one member that another lacks: once for each subnet, or for each member that has none. */
function* missing(from: View, on: View, views: readonly View[]): Generator<Hit> {
  const server = on.side.server;
  const absent = from.subnets.filter((subnet) => lacks(on, subnet));
  if (absent.length === 0) return;
  const remedy = "Give all members the same subnets; their interface and relay may differ.";
  if (on.subnets.length === 0) {
    yield {
      server: server.name,
      path: [FAMILIES[server.family].root],
      message: `${server.name} has none of its subnets.`,
      remedy,
    };
    return;
  }
  for (const subnet of absent) {
    const have = views.filter((view) => view.byId.get(subnet.id!)?.prefix === subnet.prefix);
    const names = have.map(({ side }) => side.server.name);
    yield {
      server: server.name,
      path: [FAMILIES[server.family].root, FAMILIES[server.family].subnets],
      message: `${subnetLabel(subnet.map)} is on ${enumerate(names)}, and not on ${server.name}.`,
      remedy,
    };
  }
}

function lacks(on: View, subnet: SubnetView): boolean {
  if (on.byId.has(subnet.id!) || on.byPrefix.has(prefixKey(subnet)!)) return false;
  // With a wrong tag it is there, under another relationship or none: that is found elsewhere.
  return !on.side.server.subnets.some(({ id, prefix }) => id === subnet.id && prefix === subnet.prefix);
}
