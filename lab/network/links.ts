/** A topology as input for `ip -batch`: bridges and cables, then what is inside each host. Pure. */
import type { LabHost, LabTopology } from "./topology";

/** Name of the bridge's end of a host's cable. */
export function portOf(topology: LabTopology, host: LabHost, link: number): string {
  return `p${topology.hosts.indexOf(host)}x${link}`;
}

/** Namespaces, one bridge per network and one cable per link. */
export function linksBatch(topology: LabTopology): string {
  const lines = topology.hosts.map((host) => `netns add ${host.name}`);
  for (const network of topology.networks) {
    lines.push(`link add ${network} type bridge forward_delay 0 mcast_snooping 0`, `link set ${network} up`);
  }
  for (const host of topology.hosts) {
    host.links.forEach((link, index) => {
      const port = portOf(topology, host, index);
      lines.push(`link add ${port} type veth peer name ${link.interface} netns ${host.name}`);
      lines.push(`link set ${port} master ${link.network} up`);
    });
  }
  return lines.join("\n") + "\n";
}

/** Addresses and routes inside one host. */
export function hostBatch(host: LabHost): string {
  const lines = ["link set lo up"];
  for (const link of host.links) {
    for (const address of link.addresses) {
      const now = address.includes(":") ? " nodad" : "";
      lines.push(`address add ${address} dev ${link.interface}${now}`);
    }
    lines.push(`link set ${link.interface} up`);
  }
  for (const gateway of host.gateways ?? []) lines.push(`route add default via ${gateway}`);
  return lines.join("\n") + "\n";
}
