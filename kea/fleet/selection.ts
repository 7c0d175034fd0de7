/** How Kea chooses the subnet for a client: the lowest id first, and from there through its shared network. */
import { addressForm, prefixForm } from "../canonical/values";
import { contains, parseAddress, parsePrefix } from "../ip";
import { type JsonMap, list, map, text, UNKNOWN } from "../json";
import { FAMILIES } from "../model/family";
import type { Server, SubnetCopy, SubnetView } from "./fleet";
import type { Place } from "./places";

/** A subnet's place in the order in which Kea looks at subnets; without an id nobody knows: last. */
export function idOf({ map: { id } }: Place): number {
  return typeof id === "number" ? id : Infinity;
}

/** The shared network that a subnet is in. */
export function networkOf({ above }: Place): Place | undefined {
  return above?.kind === "shared-network" ? above : undefined;
}

/** Whether clients of one subnet get addresses of the other where that has some left. */
export function inOneNetwork(a: Place, b: Place): boolean {
  return networkOf(a) !== undefined && networkOf(a) === networkOf(b);
}

/** The interface-id by which a subnet is chosen, its own or else its network's; Kea takes an empty one for none. */
export function interfaceIdOf(subnet: Place): unknown {
  return interfaceIdIn(subnet.map, networkOf(subnet)?.map);
}

function interfaceIdIn(...levels: readonly (JsonMap | undefined)[]): unknown {
  return levels.map((level): unknown => level?.["interface-id"]).find((id) => id !== undefined && id !== "");
}

/** Whether one subnet is there twice, which is an error of its own. */
export function isSameSubnet(a: Place, b: Place): boolean {
  return a.map.id === b.map.id || a.map.subnet === b.map.subnet;
}

/** With which other subnets one is in a shared network. */
export const NETWORK_KEY = "shared-network";

/**
 * How servers that share a subnet choose it, as far as they can be compared: a server without a relay's address or
 * an interface-id may be on the link itself, and an interface has another name on each host.
 */
export function selectorsOf(members: readonly SubnetCopy[]): Map<string, unknown>[] {
  const selectors = members.map(
    ({ server, subnet }) =>
      new Map<string, unknown>([
        ["relay", relaysOutside(subnet)],
        ["interface-id", interfaceIdIn(subnet.map, subnet.network?.map)],
        [NETWORK_KEY, companions(server, subnet)],
      ]),
  );
  for (const key of ["relay", "interface-id"])
    if (selectors.some((one) => one.get(key) === undefined)) for (const one of selectors) one.delete(key);
  return selectors;
}

/** The relays by whose address alone a subnet is chosen: one of its own it has anyway. Undefined: none. */
function relaysOutside({ map: own, prefix, network }: SubnetView): unknown {
  const around = prefix === undefined ? undefined : parsePrefix(prefix);
  // A subnet with a list of its own does not look at its network's.
  const all = [own, network?.map].map(relayList).find((addresses) => addresses !== undefined);
  if (all === UNKNOWN || around === undefined) return undefined;
  const outside = list(all).flatMap((relay) => {
    const address = typeof relay === "string" ? parseAddress(relay) : undefined;
    return address === undefined || contains(around, address) ? [] : [addressForm(relay as string)];
  });
  return outside.length > 0 ? outside : undefined;
}

function relayList(owner: JsonMap | undefined): unknown {
  const relay: unknown = owner?.relay;
  const addresses: unknown = relay === UNKNOWN ? UNKNOWN : map(relay)["ip-addresses"];
  return addresses === UNKNOWN || list(addresses).length > 0 ? addresses : undefined;
}

/** The subnets among which clients of one get an address; none, where there is no other. */
function companions({ family }: Server, { network }: SubnetView): readonly unknown[] {
  const all: unknown = network?.map[FAMILIES[family].subnets];
  const subnets = list(all).map((one) => text(map(one).subnet));
  return subnets.length > 1 ? subnets.map((one) => one && prefixForm(one)) : NONE;
}

/** Always the same one: what is identical need not be compared. */
const NONE: readonly unknown[] = [];
