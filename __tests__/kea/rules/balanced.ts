import type { Loose, SoundFleet } from "./sound";

/** Leaves north and its hub, as a pair that shares its clients; changes the subnet, and what is around it, on both. */
export function balanced(fleet: SoundFleet, change: (subnet: Loose, dhcp: Loose) => void = () => {}): void {
  fleet.servers.splice(0, 4, ...fleet.servers.filter(({ host }) => ["hub", "north"].includes(host)));
  for (const host of ["north", "hub"] as const) {
    const dhcp = fleet.dhcp(host);
    const ha = fleet.ha(host);
    Object.assign(ha, { mode: "load-balancing", peers: ha.peers.slice(0, 2) });
    ha.peers[1].role = "secondary";
    dhcp["hooks-libraries"][0].parameters["high-availability"] = [ha];
    const key = dhcp.subnet4 === undefined ? "subnet6" : "subnet4";
    dhcp[key] = [fleet.subnet(host)];
    change(fleet.subnet(host), dhcp);
  }
}
