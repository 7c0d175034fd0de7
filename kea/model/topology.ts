import { Family } from "./family";
import type { Control } from "./manifest";
import type { KeaVersion } from "./release-lines";
import type { HaMode, HaSettings, Role } from "./relationship";
import type { ServerSettings, TlsFiles } from "./settings";
import type { SharedNetworkProps, SubnetProps } from "./subnet";

/** A whole topology as plain data: what the constructs collect and everything else is made from. */
export interface Topology {
  readonly name: string;
  readonly hosts: readonly Host[];
  readonly relationships: readonly Relationship[];
}

/** A machine that runs kea-dhcp4, kea-dhcp6 or both. */
export interface Host {
  readonly name: string;
  /** Where the user's code declares it. */
  readonly where: string;
  readonly kea: KeaVersion;
  /** Its own addresses; member URLs must use one of them. */
  readonly addresses: readonly string[];
  /** Interfaces that its servers listen on. */
  readonly interfaces: readonly string[];
  /** Whether Terraform alone knows what the interfaces are. */
  readonly interfacesUnknown?: boolean;
  /** What a server of one family has of them, where Terraform alone knows of which family an address is. */
  readonly interfacesIn?: Readonly<Record<Family, readonly string[]>>;
  /** Settings of its server of each family, defaults of the topology merged in. */
  readonly settings: Readonly<Record<Family, ServerSettings>>;
  /** How to reach its server of each family. */
  readonly control: Readonly<Record<Family, Control>>;
  /** How to reach it where that does not lead to it yet. */
  readonly formerControl?: Readonly<Record<Family, Control>>;
  readonly renewed?: RenewedFiles;
  /** It leaves: it is in no relationship any more, and serves nobody. */
  readonly retired?: Retired;
}

/** The families of each host's servers, by its name. */
export type Families = ReadonlyMap<string, readonly Family[]>;

/**
 * The servers that hosts have: those of their relationships, and those that leave. These are what a host ran when it
 * retires, and what it ran in a relationship that it was a member of: else that would go on serving.
 */
export function familiesOf({ hosts, relationships }: Topology): Families {
  const found = new Map(hosts.map(({ name, retired }) => [name, new Set(retired?.families)]));
  for (const { family, members, former = [] } of relationships) {
    for (const { host } of members) found.get(host)?.add(family);
    for (const host of former) found.get(host)?.add(family);
  }
  const all = Object.values(Family);
  return new Map([...found].map(([host, own]) => [host, all.filter((family) => own.has(family))]));
}

/** The hosts that nothing is rendered for: they are in no relationship, and do not leave. */
export function hostsWithoutPart({ hosts }: Topology, families: Families): Host[] {
  return hosts.filter(({ name, retired }) => retired === undefined && families.get(name)!.length === 0);
}

/** What a retired host leaves. */
export interface Retired {
  /** The hosts that it was tied to; they roll out with it. */
  readonly from: readonly string[];
  /** The servers that it ran. */
  readonly families: readonly Family[];
}

/** Certificate and password files that keep their paths, by path: another serial, and Kea reads them again. */
export type RenewedFiles = Readonly<Record<string, string>>;

/** One HA relationship. */
export interface Relationship {
  readonly name: string;
  /** Where the user's code declares it. */
  readonly where: string;
  readonly family: Family;
  readonly mode: HaMode;
  readonly members: readonly Member[];
  /** Hosts that were members before; they roll out with it. */
  readonly former?: readonly string[];
  readonly settings: HaSettings;
  readonly subnets: readonly SubnetProps[];
  readonly sharedNetworks: readonly SharedNetworkProps[];
}

/** A host's identity inside one relationship (Kea: peer). */
export interface Member {
  readonly host: string;
  readonly name: string;
  readonly role: Role;
  readonly url: string;
  /** False: it does not take over by itself when its partner is down. */
  readonly autoFailover?: boolean;
  /** Its certificate files, on its host. */
  readonly tls?: TlsFiles;
  /** Credentials that its partners send to it. */
  readonly basicAuth?: BasicAuth;
}

/** Credentials by file (Kea manual, `basic-auth-password-file`). */
export interface BasicAuth {
  readonly user: string;
  /**
   * A file on every member, readable by the daemon; its first line is the password. A new password under
   * the same path is declared with the hosts' `renewed`.
   */
  readonly passwordFile: string;
}
