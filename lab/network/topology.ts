/** The words in which a lab is described: networks, hosts and their links. Plain data. */

/** One interface of a host, plugged into one network. */
export interface LabLink {
  readonly network: string;
  /** Name of the interface inside the host, at most 15 characters. */
  readonly interface: string;
  /** With prefix length; the first one is the interface's primary address. */
  readonly addresses: readonly string[];
}

/**
 * - `kea`: the root file system, sshd, Kea.
 * - `client`: the root file system only (perfdhcp, a DHCP client).
 * - `admin`: sees the machine's own file system; `cdktf deploy` runs here.
 * - `router`: forwards between its networks.
 */
export type LabHostKind = "kea" | "client" | "admin" | "router";

export interface LabHost {
  readonly name: string;
  readonly kind: LabHostKind;
  readonly links: readonly LabLink[];
  /** Where packets for other networks go. */
  readonly gateways?: readonly string[];
}

export interface LabTopology {
  readonly networks: readonly string[];
  readonly hosts: readonly LabHost[];
}

/** The first address of a host, without its prefix length. */
export function firstAddress(host: LabHost): string {
  const address = host.links[0]?.addresses[0];
  if (!address) throw new Error(`${host.name}: has no address; give its first link one`);
  return address.replace(/\/.*/, "");
}

/** Every address of a host, without prefix lengths. */
export function addressesOf(host: LabHost): string[] {
  return host.links.flatMap((link) => link.addresses.map((address) => address.replace(/\/.*/, "")));
}
