import { type Draft, type Refuse, withExtra } from "./extra";
import { isPlain, type Json, type JsonMap, list, map } from "../json";
import { labelled } from "./known-properties";
import { FAMILIES, Family, otherThan } from "../model/family";
import { interfaceAddress, isListed, ownSelector, type Selected } from "../model/selectors";
import { controlSocket, hookLibrary, leaseFile } from "../model/paths";
import { KeaVersion } from "../model/release-lines";
import { Role } from "../model/relationship";
import type { HttpControlSocketProps, LeaseTimes, LoggerProps, ServerSettings } from "../model/settings";
import type { SelectorProps, SharedNetworkProps, SubnetProps } from "../model/subnet";
import { familiesOf, type Host, type Member, type Relationship, type Topology } from "../model/topology";
import { withRenewed } from "./renewed";
import { DATABASE_LIBRARIES } from "../schema/databases";
import { defaultOf } from "../schema/defaults";
import { HA_LIBRARY, LEASE_COMMANDS, libraryName } from "../schema/hook-libraries";
import { isNamed } from "../schema/renamed";
import { toKea } from "./translate";
import { count } from "../words";

/** One server's complete Kea configuration. */
export interface RenderedServer {
  readonly host: Host;
  readonly family: Family;
  /** `{ "Dhcp4": { ... } }` or `{ "Dhcp6": { ... } }`. */
  readonly config: JsonMap;
  /** What cannot be rendered as it is declared. */
  readonly refused: readonly Refused[];
}

/** A sentence about what is declared, and where that is. */
export interface Refused {
  readonly where: string;
  readonly problem: string;
}

/** The release to render for, and who is told what cannot be rendered. */
interface To {
  readonly kea: KeaVersion;
  readonly refuse: Refuse;
}

/**
 * Renders the configuration of every server of a topology, hosts in the order of their declaration. One that
 * leaves, with its host or without it, serves nobody.
 */
export function render(topology: Topology): RenderedServer[] {
  const families = familiesOf(topology);
  return topology.hosts.flatMap((declared) =>
    families.get(declared.name)!.map((family, _, all) => {
      const host = all.length > 1 ? listeningIn(declared, family) : declared;
      const relationships = relationshipsOf(topology, host, family);
      const refused: Refused[] = [];
      const server = renderServer(host, family, relationships, (where, problem) =>
        refused.push({ where, problem }),
      );
      return { host, family, config: relationships.length === 0 ? idle(family, server) : server, refused };
    }),
  );
}

/** A host of both families as its server of one has it: without interfaces that have an address of the other. */
function listeningIn(host: Host, family: Family): Host {
  const { bits } = FAMILIES[otherThan(family)];
  const { interfaces, interfacesIn } = host;
  const isOfOther = (entry: string) => interfaceAddress(entry)?.bits === bits;
  if (interfacesIn === undefined && !interfaces.some(isOfOther)) return host;
  const own = (interfacesIn?.[family] ?? interfaces).filter((entry) => !isOfOther(entry));
  return {
    ...host,
    interfaces: own,
    interfacesUnknown: host.interfacesUnknown || interfacesIn !== undefined,
  };
}

/**
 * A configuration with which a server can be reached but serves nobody: for a host's first boot, after
 * which the rollout takes over, and for one that leaves. Leases stay where they are.
 */
export function renderIdle(host: Host, family: Family): JsonMap {
  return idle(
    family,
    renderServer(host, family, [], () => undefined),
  );
}

/** What is left of a server's configuration when it serves nobody. */
export function idle(family: Family, config: JsonMap): JsonMap {
  const { root } = FAMILIES[family];
  const { "lease-database": leases, loggers, ...own } = map(config[root]);
  const databases = Object.values(DATABASE_LIBRARIES);
  const libraries = list(own["hooks-libraries"]).filter((hook) =>
    databases.some((library) => libraryName(map(hook).library) === library),
  );
  return clean({
    [root]: {
      "interfaces-config": { interfaces: [] },
      "control-socket": own["control-socket"],
      "control-sockets": own["control-sockets"],
      "lease-database": leases,
      "hooks-libraries": libraries.length > 0 ? (libraries as Json[]) : undefined,
      loggers,
    },
  });
}

/**
 * The relationships of one server, those in which it is only a backup last: Kea's switch for the
 * whole server belongs to the first relationship, and a backup keeps it off.
 */
function relationshipsOf(topology: Topology, host: Host, family: Family): Relationship[] {
  const mine = topology.relationships.filter(
    (r) => r.family === family && r.members.some((m) => m.host === host.name),
  );
  const isBackup = (r: Relationship) => self(r, host).role === Role.BACKUP;
  return [...mine.filter((r) => !isBackup(r)), ...mine.filter(isBackup)];
}

function self(relationship: Relationship, host: Host): Member {
  return relationship.members.find((member) => member.host === host.name)!;
}

function renderServer(
  host: Host,
  family: Family,
  relationships: readonly Relationship[],
  refuse: (where: string, problem: string) => void,
): JsonMap {
  const { kea } = host;
  const to = { kea, refuse: (problem: string) => refuse(host.where, problem) };
  const toMembers = (r: Relationship) => ({ kea, refuse: (problem: string) => refuse(r.where, problem) });
  const settings = host.settings[family];
  const networks = relationships.flatMap((r) =>
    r.sharedNetworks.map((n) => renderNetwork(n, r, host, toMembers(r))),
  );
  const subnets = relationships.flatMap((r) => r.subnets.map((s) => renderSubnet(s, r, host, toMembers(r))));
  const cacheThreshold = threshold(settings, kea, []);
  // These have defaults of their own, or places of their own in the file.
  const apart = { leaseDatabase: undefined, loggers: undefined, extra: undefined };
  const threads = settings.multiThreading;
  // Kea has a default of it, and takes no map without it.
  const multiThreading = threads && {
    ...threads,
    enableMultiThreading: threads.enableMultiThreading ?? true,
  };
  const sockets = controlSockets(to, family, settings);
  const base = {
    "interfaces-config": { interfaces: host.interfaces },
    ...sockets,
    "lease-database": leaseDatabase(family, settings, to),
    ...toKea("settings", { ...settings, cacheThreshold, multiThreading, ...apart }, kea, to),
    "hooks-libraries": hooks(host, settings, relationships, toMembers),
    "shared-networks": networks.length > 0 ? networks : undefined,
    [FAMILIES[family].subnets]: subnets,
    loggers: loggers(family, to, settings.loggers),
  };
  const declared = {
    ...base,
    "control-socket": undefined,
    "control-sockets": settings.httpControlSockets && sockets["control-sockets"],
    "lease-database": settings.leaseDatabase && toKea("lease database", settings.leaseDatabase, kea),
    "multi-threading": threads && toKea("multi-threading", threads, kea),
    loggers: settings.loggers && base.loggers,
  };
  const root = withExtra(base, settings.extra, {
    ...{ kind: "settings", kea, declared },
    refuse: (problem) => to.refuse(`settings: ${problem}`),
  });
  return clean({ [FAMILIES[family].root]: withRenewed(root, host.renewed ?? {}, to.refuse) });
}

function controlSockets({ kea, refuse }: To, family: Family, settings: ServerSettings): Draft {
  const { httpControlSockets: http = [], directories } = settings;
  const unix = { "socket-type": "unix", "socket-name": controlSocket(family, directories) };
  const isList = isNamed("control-sockets", kea);
  if (http.length > 0 && !isList)
    refuse(
      `settings: httpControlSockets has ${count(http.length, "socket")}, and Kea ${kea} has none. Give its hosts an empty list, and let the control agent take HTTP there, or use Kea 3.0.`,
    );
  return isList
    ? { "control-sockets": [unix, ...http.map((socket) => renderHttpSocket(socket, kea))] }
    : { "control-socket": unix };
}

function renderHttpSocket(socket: HttpControlSocketProps, kea: KeaVersion): Draft {
  return {
    "socket-type": socket.tls ? "https" : "http",
    "socket-address": socket.address ?? "127.0.0.1",
    "socket-port": socket.port,
    authentication: socket.clients && {
      type: "basic",
      realm: "kea",
      directory: socket.directory,
      clients: socket.clients.map((c) => toKea("control socket client", c, kea)),
    },
    ...(socket.tls && toKea("TLS files", socket.tls, kea)),
    "cert-required": socket.certRequired,
  };
}

function leaseDatabase(family: Family, settings: ServerSettings, { kea, refuse }: To): Draft {
  const { leaseDatabase: db = {}, directories } = settings;
  const type = db.type ?? "memfile";
  const memfile = type === "memfile";
  const name = memfile ? leaseFile(family, directories) : undefined;
  const own = memfile ? db : { ...db, persist: undefined };
  return toKea("lease database", own, kea, {
    refuse,
    usual: { type, persist: memfile || undefined, name },
  });
}

function loggers(family: Family, { kea, refuse }: To, declared: readonly LoggerProps[] = [{}]): Draft[] {
  const usual = { name: FAMILIES[family].daemon, severity: "INFO", outputs: ["stdout"] };
  return declared.map((logger) => toKea("logger", logger, kea, { refuse, usual }));
}

function hooks(
  host: Host,
  settings: ServerSettings,
  relationships: readonly Relationship[],
  to: (relationship: Relationship) => To,
): Draft[] {
  const library = (file: string) => hookLibrary(file, settings.directories);
  const own = (settings.hooks ?? []).map((hook) => ({
    library: library(hook.library),
    parameters: hook.parameters,
  }));
  // Its binding variables have to be in a lease before HA sends it.
  const commands = own.findIndex((hook) => libraryName(hook.library) === LEASE_COMMANDS);
  return [
    ...own.slice(0, commands + 1),
    {
      library: library(HA_LIBRARY),
      parameters: { "high-availability": relationships.map((r) => renderRelationship(r, host, to(r))) },
    },
    ...(commands < 0 ? [{ library: library(LEASE_COMMANDS) }] : []),
    ...own.slice(commands + 1),
  ];
}

function renderRelationship(relationship: Relationship, host: Host, { kea, refuse }: To): Draft {
  const { statePauses, multiThreading, extra, restrictCommands, ...plain } = relationship.settings;
  const { name, tls } = self(relationship, host);
  const base = {
    "this-server-name": name,
    mode: relationship.mode,
    ...toKea("HA settings", plain, kea),
    "restrict-commands": restrictCommands ?? (isRestricted(kea) ? undefined : true),
    ...(tls && toKea("TLS files", tls, kea)),
    ...toKea("HA settings", { multiThreading, statePauses }, kea),
    peers: relationship.members.map((member) => ({
      name: member.name,
      url: member.url,
      role: member.role,
      "auto-failover": member.autoFailover,
      "basic-auth-user": member.basicAuth?.user,
      "basic-auth-password-file": member.basicAuth?.passwordFile,
    })),
  };
  return withExtra(base, extra, {
    ...{ kind: "HA settings", kea, declared: { ...base, "restrict-commands": restrictCommands } },
    refuse: (problem) => refuse(`HA settings: ${problem}`),
  });
}

/** Whether Kea restricts commands by itself. */
const isRestricted = (kea: KeaVersion) => defaultOf("relationship", "restrict-commands", { kea }) === true;

function renderNetwork(network: SharedNetworkProps, r: Relationship, host: Host, to: To): Draft {
  const { kea } = to;
  const refuse = (problem: string) => to.refuse(`${labelled("shared network", { ...network })}: ${problem}`);
  const own = {
    ...network,
    cacheThreshold: threshold(network, kea, [host.settings[r.family]]),
    userContext: { ...network.userContext, "ha-server-name": self(r, host).name },
    ...selector(network, host),
  };
  const subnets = network.subnets.map((s) => renderSubnet(s, r, host, { kea, refuse }, network));
  const key = FAMILIES[r.family].subnets;
  const base = toKea("shared network", { ...own, extra: undefined }, kea, to);
  return withExtra({ ...base, [key]: subnets }, own.extra, { kind: "shared network", kea, refuse });
}

function renderSubnet(
  subnet: SubnetProps,
  relationship: Relationship,
  host: Host,
  { kea, refuse }: To,
  ...networks: readonly SharedNetworkProps[]
): Draft {
  const routers = subnet.routers && [{ name: "routers", data: subnet.routers.join(", ") }];
  const options = [...(routers ?? []), ...(subnet.options ?? [])];
  const pools = [...(subnet.pools ?? []).map((pool) => ({ pool })), ...(subnet.poolDetails ?? [])];
  const around = [...networks, host.settings[relationship.family]];
  const own = {
    ...subnet,
    cacheThreshold: threshold(subnet, kea, around),
    options: options.length > 0 ? options : undefined,
    poolDetails: pools.length > 0 ? pools : undefined,
    userContext: { ...subnet.userContext, "ha-server-name": self(relationship, host).name },
    ...selector(subnet, host),
  };
  return toKea("subnet", own, kea, { refuse });
}

/** The selectors of a subnet or network on one host. An interface that the host lacks is left out. */
function selector(declared: Selected, host: Host): SelectorProps {
  const own = ownSelector(declared, host.name);
  const { interface: on, relay, interfaceId } = own ?? declared;
  const has =
    own !== undefined || on === undefined || host.interfacesUnknown || isListed(on, host.interfaces);
  return { interface: has ? on : undefined, relay, interfaceId };
}

/**
 * A share of 0 becomes one of less than a second of any lifetime, and with 2.6, which takes no 0.0 either,
 * it is left out: nothing is cached by default. Where a map around asks 2.6 for caching, it becomes 0.0001,
 * the smallest that 2.6 reads again: as 0 for lifetimes up to 9,999 s, and caching for 8 s a day, or up to
 * 5 days of the longest lifetime.
 */
function threshold(times: LeaseTimes, kea: KeaVersion, around: readonly LeaseTimes[]): number | undefined {
  const isOff = times.cacheThreshold === 0 && kea === KeaVersion.V2_6 && !around.some(cached);
  return isOff ? undefined : times.cacheThreshold;
}

function cached({ cacheThreshold, extra }: LeaseTimes & { readonly extra?: object }): boolean {
  return (cacheThreshold ?? 0) !== 0 || (extra !== undefined && "cache-threshold" in extra);
}

/** Drops what is not set. */
export function clean(draft: object): JsonMap {
  const strip = (value: unknown): Json => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isPlain(value)) return value as Json;
    const kept: Record<string, Json> = {};
    for (const [key, entry] of Object.entries<Json | undefined>(value))
      if (entry !== undefined) kept[key] = strip(entry);
    return kept;
  };
  return strip(draft) as JsonMap;
}
