import type { Construct } from "constructs";
import { type PropertiesOf, unknownProperties } from "../kea/known-properties";
import type { BackupProps, HubAndSpokeProps, NamedHostProps, SpokeProps } from "./hub-and-spoke";
import type { KeaHostProps } from "./kea-host";
import type { KeaRelationshipProps, MemberProps } from "./kea-relationship";
import type { KeaTopologyProps } from "./kea-topology";

const SERVERS = { settings: "settings", dhcp4: "settings", dhcp6: "settings" } as const;

/** What a topology and its short form both have, besides what is looked into in one of them. */
const COMMON = {
  kea: 0,
  control: 0,
  renewed: 0,
  silence: 0,
  allowUnhealthy: 0,
  allowInterruption: 0,
  retireOnDestroy: 0,
  mayBePending: 0,
  width: 0,
  canary: 0,
  mayFail: 0,
} as const satisfies Partial<PropertiesOf<KeaTopologyProps & HubAndSpokeProps>>;

/** The same of a host and a named one. */
const ANY_HOST = {
  address: 0,
  addresses: 0,
  kea: 0,
  control: 0,
  formerControl: 0,
  renewed: 0,
  interfaces: 0,
} as const satisfies Partial<PropertiesOf<KeaHostProps & NamedHostProps>>;

export const TOPOLOGY: PropertiesOf<KeaTopologyProps> = { ...SERVERS, ...COMMON, ha: "HA settings" };

export const HOST: PropertiesOf<KeaHostProps> = { ...SERVERS, ...ANY_HOST, retired: 0 };

export const MEMBER: PropertiesOf<MemberProps> = {
  host: 0,
  name: 0,
  address: 0,
  port: 0,
  autoFailover: 0,
  tls: "TLS files",
  basicAuth: 0,
};

export const RELATIONSHIP: PropertiesOf<KeaRelationshipProps> = {
  family: 0,
  mode: 0,
  primary: 0,
  standby: 0,
  secondary: 0,
  backups: 0,
  formerMembers: 0,
  port: 0,
  tls: "TLS files",
  ha: "HA settings",
  subnets: "subnet",
  sharedNetworks: "shared network",
};

// What these hold is looked at where it ends up: at the topology, its hosts and relationships.
const UNSEEN_SERVERS = { settings: 0, dhcp4: 0, dhcp6: 0 } as const;

export const NAMED_HOST: PropertiesOf<NamedHostProps> = { ...UNSEEN_SERVERS, ...ANY_HOST, name: 0 };

export const BACKUP: PropertiesOf<BackupProps> = { ...NAMED_HOST, retired: 0 };

export const SPOKE: PropertiesOf<SpokeProps> = {
  ...BACKUP,
  port: 0,
  subnets: 0,
  sharedNetworks: 0,
  ha: 0,
};

export const HUB_AND_SPOKE: PropertiesOf<HubAndSpokeProps> = {
  ...UNSEEN_SERVERS,
  ...COMMON,
  hub: 0,
  spokes: 0,
  backup: 0,
  basePort: 0,
  hubIsPrimary: 0,
  tls: 0,
  ha: 0,
};

/** Refuses properties that do not exist, at the construct that was given them, when it is synthesized. */
export function refuseUnknown(
  construct: Construct,
  called: string,
  properties: object,
  value: unknown,
): void {
  for (const problem of unknownProperties(called, properties, value))
    construct.node.addValidation({ validate: () => [problem] });
}
