/** A hub, a shared backup and any number of sites on one network, with a relay for the clients of each site. */
import type { LabHost, LabTopology } from "./topology";

export const HUB = "10.0.0.1";
export const VAULT = "10.0.0.2";

/** A site of the lab: what its clients need to know. */
export interface Site {
  /** The spoke's host. */
  readonly name: string;
  readonly address: string;
  /** Address of the relay of its clients; it lies in no subnet. */
  readonly relay: string;
  /** The subnet's first three numbers. */
  readonly prefix: string;
  readonly id: number;
}

/** At most 250 of them. */
export const sitesOf = (count: number): Site[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `site${index + 1}`,
    address: `10.0.2.${index + 1}`,
    relay: `10.0.4.${index + 1}`,
    prefix: `10.1.${index + 1}`,
    id: index + 1,
  }));

/** The hosts of that many sites. */
export function sitesLab(count: number): LabTopology {
  const host = (name: string, kind: LabHost["kind"], ...addresses: string[]): LabHost => ({
    name,
    kind,
    links: [{ network: "wan", interface: "eth0", addresses: addresses.map((address) => `${address}/16`) }],
  });
  const sites = sitesOf(count);
  return {
    networks: ["wan"],
    hosts: [
      host("hub", "kea", HUB),
      host("vault", "kea", VAULT),
      ...sites.map(({ name, address }) => host(name, "kea", address)),
      host("relays", "admin", "10.0.1.1", ...sites.map(({ relay }) => relay)),
      host("admin", "admin", "10.0.1.2"),
    ],
  };
}
