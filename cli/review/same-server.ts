import { groupedBy } from "../../kea/grouped";
import { addressKey } from "../../kea/ip";
import type { JsonMap } from "../../kea/json";
import type { Family } from "../../kea/model/family";
import type { ManifestServer } from "../../kea/model/manifest";
import { placeOf } from "../../kea/model/server-places";
import { addressOf, factsOf } from "../../rollout/plan/facts";

/** A server as it was deployed, or as it is declared. */
export interface Located {
  /** Its topology, with the module. */
  readonly topology: string;
  readonly name: string;
  readonly family: Family;
  /** Where it is; undefined where its manifest is not known. */
  readonly at: Pick<ManifestServer, "addresses" | "control" | "formerControl"> | undefined;
  /** Undefined where it is not known. */
  readonly config: JsonMap | undefined;
}

/**
 * Which deployed server each declared one is. A rollout finds servers by their control channels, whatever they were
 * called, so that comes first; then the name, since the way to a server may be another one now; then an address.
 * Who is found by none of them is new.
 *
 * @param deployed of those at one place, the first counts.
 */
export function sameServers<Old extends Located, New extends Located>(
  deployed: readonly Old[],
  declared: readonly New[],
): Map<New, Old> {
  const found = new Map<New, Old>();
  const taken = new Set<Old>();
  for (const keysOf of [nameAndPlace, places, name, addresses]) {
    const keyed = deployed.flatMap((old) => keysOf(old).map((key) => ({ key, old })));
    const known = groupedBy(keyed, ({ key }) => key);
    for (const one of declared) {
      if (found.has(one)) continue;
      const same = keysOf(one)
        .flatMap((key) => known.get(key) ?? [])
        .find(({ old }) => !taken.has(old));
      if (!same) continue;
      found.set(one, same.old);
      taken.add(same.old);
    }
  }
  return found;
}

/** Whether nothing of where a server is now is as it was, as far as that is known. */
export function isElsewhere(now: Located, before: Located): boolean {
  const share = (keysOf: (one: Located) => string[]) =>
    keysOf(now).some((key) => keysOf(before).includes(key));
  return now.at !== undefined && before.at !== undefined && !share(places) && !share(addresses);
}

const name = (one: Located) => [`${one.topology} ${one.name}`];

const nameAndPlace = (one: Located) => places(one).map((place) => `${name(one)[0]} ${place}`);

/** Where its control channels lead to. */
function places({ family, at }: Located): string[] {
  return [at?.control, at?.formerControl].flatMap((one) =>
    one ? [`${family} ${placeOf(one, family)}`] : [],
  );
}

/** Its own addresses, as its manifest and its members' URLs have them. */
function addresses({ family, at, config }: Located): string[] {
  const urls = config ? factsOf(family, config).roles.flatMap(({ url }) => addressOf(url) ?? []) : [];
  return [...(at?.addresses ?? []), ...urls].map((address) => `${family} ${addressKey(address)}`);
}
