import { has, list, map, type Path } from "../json";
import { FAMILIES, Family } from "../model/family";
import { oncePer } from "../remember";
import type { Server } from "./fleet";

/** The other family. */
export function otherThan(family: Family): Family {
  return family === Family.V4 ? Family.V6 : Family.V4;
}

/**
 * Where a server has the first subnets of the other family, if it has none of its own: then its outermost map
 * has the wrong name.
 */
export const foreignSubnets = oncePer(({ config, root, family }: Server): Path | undefined => {
  const [own, other] = [FAMILIES[family], FAMILIES[otherThan(family)]];
  const networks = list(root["shared-networks"]).map((network, index) => ({
    owner: map(network),
    path: [own.root, "shared-networks", index],
  }));
  const owners = [{ owner: root, path: [own.root] }, ...networks];
  if (has(map(config), other.root) || owners.some(({ owner }) => has(owner, own.subnets))) return undefined;
  const found = owners.find(({ owner }) => has(owner, other.subnets));
  return found && [...found.path, other.subnets];
});
