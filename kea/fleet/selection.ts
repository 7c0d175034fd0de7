/** How Kea chooses the subnet for a client: the lowest id first, and from there through its shared network. */
import type { Place } from "./places";

/** A subnet's place in the order in which Kea looks at subnets; without an id nobody knows: last. */
export function idOf({ map: { id } }: Place): number {
  return typeof id === "number" ? id : Infinity;
}

/** Whether clients of one subnet get addresses of the other where that has some left. */
export function inOneNetwork(a: Place, b: Place): boolean {
  return a.above?.kind === "shared-network" && a.above === b.above;
}

/** Whether one subnet is there twice, which is an error of its own. */
export function isSameSubnet(a: Place, b: Place): boolean {
  return a.map.id === b.map.id || a.map.subnet === b.map.subnet;
}
