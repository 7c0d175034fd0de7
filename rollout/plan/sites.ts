import { contains, formatPrefix, parseAddress, parsePrefix, type Range } from "../../kea/ip";
import type { DeclaredServer } from "./declaration";
import { factsOf, prefixOf } from "./facts";

/** Hosts that a network holds together. */
export interface Site {
  readonly name: string;
  readonly hosts: readonly string[];
}

/** Bits of a network that nobody declared. */
const USUAL_LENGTH = { 32: 24, 128: 64 } as const;

/**
 * Hosts by the network that their first address is in: a declared subnet, or else a /24 or a /64. Where all
 * that serve are in one, nothing is known of sites, and every host is one.
 */
export function sitesOf(servers: readonly DeclaredServer[]): Site[] {
  const facts = new Map(servers.map(({ host, family, declared }) => [host, factsOf(family, declared)]));
  const subnets = unique(
    [...facts.values()].flatMap((all) => all.subnets.map(({ key }) => prefixOf(key))),
  ).flatMap((prefix) => parsePrefix(prefix) ?? []);
  const found = new Map<string, Set<string>>();
  for (const { host, addresses } of servers) {
    const [address] = addresses.flatMap((one) => parseAddress(one) ?? []);
    const declared = address && subnets.find((subnet) => contains(subnet, address));
    const network = address ? formatPrefix(declared ?? networkOf(address)) : host;
    found.set(network, (found.get(network) ?? new Set()).add(host));
  }
  const sites = [...found].map(([name, hosts]) => ({ name, hosts: [...hosts] }));
  const serves = (host: string) => facts.get(host)!.roles.some(({ role }) => role !== "backup");
  if (sites.filter(({ hosts }) => hosts.some(serves)).length > 1)
    return sites.map((site) => (site.hosts.length === 1 ? { ...site, name: site.hosts[0]! } : site));
  return unique(servers.map(({ host }) => host)).map((host) => ({ name: host, hosts: [host] }));
}

function networkOf({ bits, first }: Range): Range {
  const rest = (1n << BigInt(bits - USUAL_LENGTH[bits])) - 1n;
  return { bits, first: first & ~rest, last: first | rest };
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];
