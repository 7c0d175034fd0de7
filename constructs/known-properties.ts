import { TerraformElement, Token } from "cdktf";
import type { Construct } from "constructs";
import { isMap } from "../kea/json";
import {
  type Later,
  look,
  type Looked,
  type PropertiesOf,
  type Table,
} from "../kea/rendering/known-properties";
import type { BasicAuth } from "../kea/model/topology";
import type { Shape } from "../kea/rendering/shapes";
import { isLater, refusedText } from "./content";
import type { HttpChannelProps, SshChannelProps, UnixChannelProps } from "./control-channel";
import type { BackupProps, HubAndSpokeProps, NamedHostProps, SpokeProps } from "./hub-and-spoke";
import type { KeaHostProps, RetiredProps } from "./kea-host";
import type { KeaRelationshipProps, MemberProps } from "./kea-relationship";
import type { KeaTopologyProps } from "./kea-topology";
import { tellProblems } from "./telling";
import { wayToValue } from "./way-to-value";

const KEA_HOST: Shape = {
  takes: "a host, as addHost returns it",
  fits: (value) => isMap(value) && "hostName" in value,
  settled: true,
};

const CHANNEL: Shape = {
  takes: "a control channel, such as ControlChannel.ssh({ ... })",
  // Its constructor is private: JavaScript calls it all the same.
  fits: (value) =>
    isMap(value) && "_bind" in value && typeof (value as { readonly bind?: unknown }).bind === "function",
  settled: true,
};

/** What is no family is told with the families that there are. */
const FAMILY: Shape = { takes: "v4 or v6", fits: (value) => !isLater(value) && !isMap(value), settled: true };

const FAMILIES: Shape = {
  takes: "a list of v4 and v6",
  fits: (value) => ![value].flat().some((one) => isLater(one) || isMap(one)),
  settled: true,
};

export const UNIX_CHANNEL: PropertiesOf<UnixChannelProps> = { dhcp4: "text", dhcp6: "text" };

export const SSH_CHANNEL: PropertiesOf<SshChannelProps> = {
  ...UNIX_CHANNEL,
  address: "text",
  port: "port",
  user: "text",
  identityFile: "text",
  knownHostsFile: "text",
};

export const HTTP_CHANNEL: PropertiesOf<HttpChannelProps> = {
  ...UNIX_CHANNEL,
  user: "text",
  passwordFile: "text",
  passwordEnv: "text",
  caFile: "text",
  certFile: "text",
  keyFile: "text",
  allowPlain: "switch",
};

const SERVERS = { settings: "settings", dhcp4: "settings", dhcp6: "settings" } as const;

/** What a topology and its short form both have, besides what is looked into in one of them. */
const COMMON = {
  control: CHANNEL,
  renewed: { each: "serial" },
  silence: { each: "reason" },
  allowUnhealthy: "switch",
  allowInterruption: "switch",
  retireOnDestroy: "settled switch",
  mayBePending: "count or texts",
  width: "number",
  canary: "switch",
  mayFail: "number",
} as const satisfies Partial<PropertiesOf<KeaTopologyProps & HubAndSpokeProps>>;

/** The same of a host and a named one. */
const ANY_HOST = {
  address: { need: "text" },
  addresses: ["text"],
  kea: "release",
  control: CHANNEL,
  formerControl: CHANNEL,
  renewed: { each: "serial" },
} as const satisfies Partial<PropertiesOf<KeaHostProps & NamedHostProps>>;

export const TOPOLOGY: PropertiesOf<KeaTopologyProps> = {
  ...SERVERS,
  ...COMMON,
  kea: { need: "release" },
  ha: "HA settings",
};

const RETIRED: PropertiesOf<RetiredProps> = { from: [KEA_HOST], families: FAMILIES };

export const HOST: PropertiesOf<KeaHostProps> = {
  ...SERVERS,
  ...ANY_HOST,
  interfaces: { need: ["text"] },
  retired: { called: "retired", properties: RETIRED },
};

const BASIC_AUTH: PropertiesOf<BasicAuth> = { user: "value", passwordFile: "value" };

const MEMBER: PropertiesOf<MemberProps> = {
  host: { need: KEA_HOST },
  name: "text",
  address: "text",
  port: "port",
  autoFailover: "switch",
  tls: "TLS files",
  basicAuth: { called: "basicAuth", properties: BASIC_AUTH },
};

const ONE_MEMBER: Table = { called: "member", properties: MEMBER, short: "host" };

export const RELATIONSHIP: PropertiesOf<KeaRelationshipProps> = {
  family: FAMILY,
  mode: "text",
  // A rule says which members a mode needs.
  primary: ONE_MEMBER,
  standby: ONE_MEMBER,
  secondary: ONE_MEMBER,
  backups: [ONE_MEMBER],
  formerMembers: [KEA_HOST],
  // Needed where a member names none.
  port: "port",
  tls: "TLS files",
  ha: "HA settings",
  subnets: ["subnet"],
  sharedNetworks: ["shared network"],
};

/** What these hold is looked at where it ends up: at the topology, its hosts and relationships. */
const unseen = <K extends string>(table: Readonly<Record<K, unknown>>) =>
  Object.fromEntries(Object.keys(table).map((name) => [name, 0])) as Record<K, 0>;

const UNSEEN_HOST = { ...unseen({ ...SERVERS, ...ANY_HOST }), interfaces: 0 } as const;

const NAMED_HOST: PropertiesOf<NamedHostProps> = { ...UNSEEN_HOST, name: { need: "text" } };

const BACKUP: PropertiesOf<BackupProps> = { ...NAMED_HOST, retired: "settled switch" };

const SPOKE: PropertiesOf<SpokeProps> = { ...BACKUP, port: "port", subnets: 0, sharedNetworks: 0, ha: 0 };

const UNSEEN_COMMON = unseen({ ...SERVERS, ...COMMON });

export const HUB_AND_SPOKE: PropertiesOf<HubAndSpokeProps> = {
  ...UNSEEN_COMMON,
  kea: 0,
  hub: { need: { called: "hub", properties: NAMED_HOST } },
  spokes: { need: [{ called: "spoke", properties: SPOKE }] },
  backup: { called: "backup", properties: BACKUP },
  basePort: "settled port",
  hubIsPrimary: "settled switch",
  tls: 0,
  ha: 0,
};

const LATER: Later = {
  is: isLater,
  asText: (value) => Token.asString(value),
  wayTo: wayToValue,
  isOpaque: (value) => TerraformElement.isTerraformElement(value),
  refused: refusedText,
};

/** Properties as constructs can use them, and what is wrong with them; see {@link refuse}. */
export function lookInto<T extends object>(
  called: string,
  properties: PropertiesOf<T>,
  value: T | undefined,
): Looked<T> {
  return look(called, properties, value, LATER);
}

/** Refuses what is wrong, at the construct that was given it, when it is synthesized. */
export function refuse(construct: Construct, problems: readonly string[]): void {
  if (problems.length > 0) tellProblems(construct, () => problems);
}
