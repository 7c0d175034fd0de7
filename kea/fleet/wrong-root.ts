import { parsePrefix } from "../ip";
import { has, list, map, type Path } from "../json";
import { FAMILIES, type Family, otherThan } from "../model/family";
import { oncePer } from "../remember";
import type { Server } from "./fleet";

/** Subnets of a server in the list that has the name of the other family's. */
export interface ForeignSubnets {
  readonly path: Path;
  /** Whether they, too, are the other family's: then the outermost map has the wrong name; undefined: not known. */
  readonly isRoot: boolean | undefined;
}

/** The first list of subnets that has the other family's name, where a server has none of its own. */
export const foreignSubnets = oncePer(({ config, root, family }: Server): ForeignSubnets | undefined => {
  const [own, other] = [FAMILIES[family], FAMILIES[otherThan(family)]];
  const networks = list(root["shared-networks"]).map((network, index) => ({
    owner: map(network),
    path: [own.root, "shared-networks", index],
  }));
  const owners = [{ owner: root, path: [own.root] }, ...networks];
  if (has(map(config), other.root) || owners.some(({ owner }) => has(owner, own.subnets))) return undefined;
  const found = owners.filter(({ owner }) => list(owner[other.subnets]).length > 0);
  if (found.length === 0) return undefined;
  const lists = found.map(({ owner }) => owner[other.subnets]);
  const isRoot = lists.some((one) => hasPrefixOf(family, one))
    ? false
    : lists.some((one) => hasPrefixOf(otherThan(family), one)) || undefined;
  return { path: [...found[0]!.path, other.subnets], isRoot };
});

/** Whether one of a list of subnets has a prefix of a family. */
export function hasPrefixOf(family: Family, subnets: unknown): boolean {
  return list(subnets).some((subnet) => {
    const prefix: unknown = map(subnet).subnet;
    return typeof prefix === "string" && parsePrefix(prefix)?.bits === FAMILIES[family].bits;
  });
}
