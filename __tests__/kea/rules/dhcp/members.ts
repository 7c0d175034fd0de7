import type { Loose, SoundFleet } from "../sound";

const NORTH = ["hub", "north", "backup"] as const;

/** Changes the subnet of relationship north, and the configuration around it, on all its members. */
export function onNorth(fleet: SoundFleet, change: (subnet: Loose, dhcp: Loose) => void): void {
  for (const host of NORTH) change(fleet.subnet(host), fleet.dhcp(host));
}

/** Puts the subnets of relationship north into a shared network, on all its members. */
export function inNetwork(
  fleet: SoundFleet,
  network: Loose,
  change: (subnet: Loose) => void = () => {},
): void {
  onNorth(fleet, (subnet, dhcp) => {
    const key = dhcp.subnet4 === undefined ? "subnet6" : "subnet4";
    dhcp[key] = dhcp[key].filter((other: Loose) => other !== subnet);
    change(subnet);
    dhcp["shared-networks"] = [{ name: "campus", ...structuredClone(network), [key]: [subnet] }];
  });
}
