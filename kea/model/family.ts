import { plain } from "../words";

/** The two DHCP families. A *server* is one daemon of one family on a host. */
export enum Family {
  /** DHCPv4, served by kea-dhcp4. */
  V4 = "v4",
  /** DHCPv6, served by kea-dhcp6. */
  V6 = "v6",
}

/** What differs between the families; everything else in the model is shared. */
export interface FamilyFacts {
  /** Top-level key of the configuration. */
  readonly root: "Dhcp4" | "Dhcp6";
  /** Name of the daemon's service, in commands and file names. */
  readonly service: "dhcp4" | "dhcp6";
  /** Name of the daemon and of its root logger. */
  readonly daemon: "kea-dhcp4" | "kea-dhcp6";
  /** Key of the list of subnets. */
  readonly subnets: "subnet4" | "subnet6";
  /** File name of Debian's control socket. */
  readonly socket: string;
  /** File name of the memfile lease database. */
  readonly leases: string;
  /** Prefix of lease commands and statistics: `lease4-get-page`. */
  readonly lease: "lease4" | "lease6";
  /** Bits of an address. */
  readonly bits: 32 | 128;
}

/** The table of differences. */
export const FAMILIES: Readonly<Record<Family, FamilyFacts>> = {
  [Family.V4]: {
    root: "Dhcp4",
    service: "dhcp4",
    daemon: "kea-dhcp4",
    subnets: "subnet4",
    socket: "kea4-ctrl-socket",
    leases: "kea-leases4.csv",
    lease: "lease4",
    bits: 32,
  },
  [Family.V6]: {
    root: "Dhcp6",
    service: "dhcp6",
    daemon: "kea-dhcp6",
    subnets: "subnet6",
    socket: "kea6-ctrl-socket",
    leases: "kea-leases6.csv",
    lease: "lease6",
    bits: 128,
  },
};

/** The other family. */
export function otherThan(family: Family): Family {
  return family === Family.V4 ? Family.V6 : Family.V4;
}

/** What is wrong with a family as plain JavaScript may give it; undefined: it is one. */
export function familyProblem(family: unknown): string | undefined {
  return Object.values(Family).includes(family as Family)
    ? undefined
    : `family is ${plain(String(family))}. It is ${Family.V4} or ${Family.V6}.`;
}

/** The family that was probably meant: the rest is judged by it. */
export function likelyFamily(family: unknown): Family {
  return String(family).includes("6") ? Family.V6 : Family.V4;
}

/** The name of a server in messages and file names: `kea1-dhcp4`. */
export function serverName(host: string, family: Family): string {
  return `${host}-dhcp${family.slice(1)}`;
}

/** The host and the service in a server's name. */
export function namesIn(server: string): { readonly host: string; readonly service: string } {
  const at = server.lastIndexOf("-");
  return { host: server.slice(0, at), service: server.slice(at + 1) };
}
