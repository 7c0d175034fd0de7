import { isMap, type Json, type JsonMap, list, map, text } from "./json";
import { FAMILIES, Family } from "./model/family";
import { controlSocket, hookLibrary, leaseFile } from "./model/paths";
import { KeaVersion, type Profile, PROFILES } from "./model/profiles";
import { Role } from "./model/relationship";
import type {
  ClientClassProps,
  HttpControlSocketProps,
  LeaseTimes,
  LoggerProps,
  OptionDefinitionProps,
  OptionProps,
  ReservationProps,
  ServerSettings,
} from "./model/settings";
import type { PdPoolProps, PoolProps, SelectorProps, SharedNetworkProps, SubnetProps } from "./model/subnet";
import type { Host, Member, Relationship, Topology } from "./model/topology";
import { withRenewed } from "./renewed";
import { DATABASE_LIBRARIES } from "./schema/databases";
import { almostZero } from "./schema/reals";

/** One server's complete Kea configuration. */
export interface RenderedServer {
  readonly host: Host;
  readonly family: Family;
  /** `{ "Dhcp4": { ... } }` or `{ "Dhcp6": { ... } }`. */
  readonly config: JsonMap;
}

/** A map whose undefined entries are still to be dropped. */
type Draft = { readonly [key: string]: Draft | Json | readonly Draft[] | undefined };

/**
 * Renders the configuration of every server of a topology, hosts in the order of their declaration. A
 * retired host's servers serve nobody.
 */
export function render(topology: Topology): RenderedServer[] {
  return topology.hosts.flatMap((host) =>
    Object.values(Family).flatMap((family) => {
      if (host.retired?.families.includes(family))
        return [{ host, family, config: renderIdle(host, family) }];
      const relationships = relationshipsOf(topology, host, family);
      return relationships.length === 0
        ? []
        : [{ host, family, config: renderServer(host, family, relationships) }];
    }),
  );
}

/**
 * A configuration with which a server can be reached but serves nobody: for a host's first boot, after
 * which the rollout takes over, and for one that leaves. Leases stay where they are.
 */
export function renderIdle(host: Host, family: Family): JsonMap {
  return idle(family, renderServer(host, family, []));
}

/** What is left of a server's configuration when it serves nobody. */
export function idle(family: Family, config: JsonMap): JsonMap {
  const { root } = FAMILIES[family];
  const { "lease-database": leases, loggers, ...own } = map(config[root]);
  const databases = Object.values(DATABASE_LIBRARIES);
  const libraries = list(own["hooks-libraries"]).filter((hook) =>
    databases.some((library) => text(map(hook).library)?.endsWith(library)),
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

function renderServer(host: Host, family: Family, relationships: readonly Relationship[]): JsonMap {
  const profile = PROFILES[host.kea];
  const settings = host.settings[family];
  const networks = relationships.flatMap((r) =>
    r.sharedNetworks.map((n) => renderNetwork(n, r, host, profile)),
  );
  const subnets = relationships.flatMap((r) => r.subnets.map((s) => renderSubnet(s, r, host, profile)));
  const root = merge(
    {
      "interfaces-config": { interfaces: host.interfaces },
      ...controlSockets(profile, family, settings),
      "lease-database": leaseDatabase(family, settings),
      "multi-threading": settings.multiThreading && kebab(settings.multiThreading),
      ...leaseTimes(settings, profile),
      "decline-probation-period": settings.declineProbationPeriod,
      "option-def": settings.optionDefinitions?.map(renderDefinition),
      "option-data": settings.options?.map(renderOption),
      "client-classes": settings.clientClasses?.map((c) => renderClass(c, profile)),
      reservations: settings.reservations?.map(renderReservation),
      "hooks-libraries": hooks(host, settings, relationships, profile),
      "shared-networks": networks.length > 0 ? networks : undefined,
      [FAMILIES[family].subnets]: subnets,
      loggers: loggers(family, settings.loggers),
    },
    settings.extra,
  );
  return clean({ [FAMILIES[family].root]: withRenewed(root, host.renewed ?? {}) });
}

function controlSockets(profile: Profile, family: Family, settings: ServerSettings): Draft {
  const unix = { "socket-type": "unix", "socket-name": controlSocket(family, settings.directories) };
  return profile.controlSocketList
    ? { "control-sockets": [unix, ...(settings.httpControlSockets ?? []).map(renderHttpSocket)] }
    : { "control-socket": unix };
}

function renderHttpSocket(socket: HttpControlSocketProps): Draft {
  return {
    "socket-type": socket.tls ? "https" : "http",
    "socket-address": socket.address ?? "127.0.0.1",
    "socket-port": socket.port,
    authentication: socket.clients && {
      type: "basic",
      realm: "kea",
      directory: socket.directory,
      clients: socket.clients.map((c) => kebab(c)),
    },
    ...(socket.tls && kebab(socket.tls)),
    "cert-required": socket.certRequired,
  };
}

function leaseDatabase(family: Family, { leaseDatabase: db = {}, directories }: ServerSettings): Draft {
  const type = db.type ?? "memfile";
  const memfile = type === "memfile";
  return merge(
    {
      type,
      persist: memfile ? (db.persist ?? true) : undefined,
      name: db.name ?? (memfile ? leaseFile(family, directories) : undefined),
      "lfc-interval": db.lfcInterval,
      host: db.host,
      port: db.port,
      user: db.user,
    },
    db.extra,
  );
}

function loggers(family: Family, declared: readonly LoggerProps[] = [{}]): Draft[] {
  return declared.map((logger) =>
    merge(
      {
        name: logger.name ?? FAMILIES[family].daemon,
        severity: logger.severity ?? "INFO",
        debuglevel: logger.debuglevel,
        "output-options": (logger.outputs ?? ["stdout"]).map((output) => ({ output })),
      },
      logger.extra,
    ),
  );
}

function hooks(
  host: Host,
  settings: ServerSettings,
  relationships: readonly Relationship[],
  profile: Profile,
): Draft[] {
  const library = (file: string) => hookLibrary(file, settings.directories);
  return [
    {
      library: library("libdhcp_ha.so"),
      parameters: { "high-availability": relationships.map((r) => renderRelationship(r, host, profile)) },
    },
    { library: library("libdhcp_lease_cmds.so") },
    ...(settings.hooks ?? []).map((hook) => ({
      library: library(hook.library),
      parameters: hook.parameters,
    })),
  ];
}

function renderRelationship(relationship: Relationship, host: Host, profile: Profile): Draft {
  const { statePauses, multiThreading, extra, restrictCommands, ...plain } = relationship.settings;
  const { name, tls } = self(relationship, host);
  return merge(
    {
      "this-server-name": name,
      mode: relationship.mode,
      ...kebab(plain),
      "restrict-commands": restrictCommands ?? (profile.restrictCommandsDefault ? undefined : true),
      ...(tls && kebab(tls)),
      "multi-threading": multiThreading && kebab(multiThreading),
      "state-machine": statePauses && { states: statePauses.map((s) => kebab(s)) },
      peers: relationship.members.map((member) => ({
        name: member.name,
        url: member.url,
        role: member.role,
        "auto-failover": member.autoFailover,
        "basic-auth-user": member.basicAuth?.user,
        "basic-auth-password-file": member.basicAuth?.passwordFile,
      })),
    },
    extra,
  );
}

function renderNetwork(network: SharedNetworkProps, r: Relationship, host: Host, profile: Profile): Draft {
  return merge(
    {
      name: network.name,
      ...leaseTimes(network, profile, host.settings[r.family]),
      "option-data": network.options?.map(renderOption),
      ...guard(network.clientClasses, profile),
      "user-context": { ...network.userContext, "ha-server-name": self(r, host).name },
      ...selector(network, host),
      [FAMILIES[r.family].subnets]: network.subnets.map((s) => renderSubnet(s, r, host, profile, network)),
    },
    network.extra,
  );
}

function renderSubnet(
  subnet: SubnetProps,
  relationship: Relationship,
  host: Host,
  profile: Profile,
  ...networks: readonly SharedNetworkProps[]
): Draft {
  const routers = subnet.routers && [{ name: "routers", data: subnet.routers.join(", ") }];
  const options = [...(routers ?? []), ...(subnet.options ?? []).map(renderOption)];
  const pools = [...(subnet.pools ?? []).map((pool) => ({ pool })), ...(subnet.poolDetails ?? [])];
  return merge(
    {
      subnet: subnet.subnet,
      id: subnet.id,
      ...leaseTimes(subnet, profile, ...networks, host.settings[relationship.family]),
      "rapid-commit": subnet.rapidCommit,
      "option-data": options.length > 0 ? options : undefined,
      pools: pools.length > 0 ? pools.map((pool) => renderPool(pool, profile)) : undefined,
      "pd-pools": subnet.pdPools?.map((pool) => renderPool(pool, profile)),
      reservations: subnet.reservations?.map(renderReservation),
      ...guard(subnet.clientClasses, profile),
      [profile.additionalClasses]: subnet.evaluateAdditionalClasses,
      "user-context": { ...subnet.userContext, "ha-server-name": self(relationship, host).name },
      ...selector(subnet, host),
    },
    subnet.extra,
  );
}

/** The selectors of a subnet or network on one host. An interface that the host lacks is left out. */
function selector(
  declared: SelectorProps & { selectors?: Readonly<Record<string, SelectorProps>> },
  host: Host,
): Draft {
  const own = declared.selectors?.[host.name];
  const chosen = own ?? declared;
  const has =
    own !== undefined ||
    chosen.interface === undefined ||
    host.interfacesUnknown ||
    host.interfaces.includes(chosen.interface);
  return {
    interface: has ? chosen.interface : undefined,
    relay: chosen.relay && { "ip-addresses": chosen.relay },
    "interface-id": chosen.interfaceId,
  };
}

function renderPool(
  { clientClasses, options, extra, ...plain }: PoolProps | PdPoolProps,
  profile: Profile,
): Draft {
  return merge(
    { ...kebab(plain), "option-data": options?.map(renderOption), ...guard(clientClasses, profile) },
    extra,
  );
}

/** The classes that may use something: one key up to 2.6, a list after. */
function guard(classes: readonly string[] | undefined, profile: Profile): Draft {
  if (classes === undefined || classes.length === 0) return {};
  return { [profile.clientClasses]: profile.clientClasses === "client-classes" ? classes : classes[0] };
}

function renderClass(
  { options, onlyInAdditionalList, extra, ...plain }: ClientClassProps,
  profile: Profile,
): Draft {
  return merge(
    {
      ...kebab(plain),
      [profile.onlyInAdditionalList]: onlyInAdditionalList,
      "option-data": options?.map(renderOption),
    },
    extra,
  );
}

function renderOption({ extra, ...plain }: OptionProps): Draft {
  return merge(kebab(plain), extra);
}

function renderDefinition({ extra, ...plain }: OptionDefinitionProps): Draft {
  return merge(kebab(plain), extra);
}

function renderReservation({ options, extra, ...plain }: ReservationProps): Draft {
  return merge({ ...kebab(plain), "option-data": options?.map(renderOption) }, extra);
}

/**
 * JSON prints 0.0 as 0, which Kea does not take for a share. So 0 becomes a share of less than a second
 * of any lifetime, and with 2.6, which takes no 0.0 either, it is left out: nothing is cached by default.
 * Where a map around asks 2.6 for caching, it becomes 0.0001, the smallest that 2.6 reads again: as 0 for
 * lifetimes up to 9,999 s, and caching for 8 s a day, or up to 5 days of the longest lifetime.
 */
function threshold(times: LeaseTimes, kea: KeaVersion, around: readonly LeaseTimes[]): number | undefined {
  if (times.cacheThreshold !== 0) return times.cacheThreshold;
  if (kea === KeaVersion.V2_6 && !around.some(cached)) return undefined;
  return almostZero(kea);
}

function cached({ cacheThreshold, extra }: LeaseTimes & { readonly extra?: object }): boolean {
  return (cacheThreshold ?? 0) !== 0 || (extra !== undefined && "cache-threshold" in extra);
}

function leaseTimes(times: LeaseTimes, { version }: Profile, ...around: readonly LeaseTimes[]): Draft {
  const { validLifetime, minValidLifetime, maxValidLifetime, preferredLifetime } = times;
  const { renewTimer, rebindTimer, calculateTeeTimes } = times;
  const cacheThreshold = threshold(times, version, around);
  const first = { validLifetime, minValidLifetime, maxValidLifetime, preferredLifetime };
  return kebab({ ...first, renewTimer, rebindTimer, calculateTeeTimes, cacheThreshold });
}

const kebabs = new Map<string, string>();

function kebabKey(key: string): string {
  let known = kebabs.get(key);
  if (known === undefined) {
    known = key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
    kebabs.set(key, known);
  }
  return known;
}

/** Typed props are named after Kea's keys: `validLifetime` is `valid-lifetime`. */
function kebab(props: object): Draft {
  const named: Record<string, Draft[string]> = {};
  for (const [key, value] of Object.entries(props)) if (value !== undefined) named[kebabKey(key)] = value;
  return named;
}

/** Lays `extra` over a rendered map: maps merge, everything else replaces. */
function merge(base: Draft, extra: Readonly<Record<string, unknown>> | undefined): Draft {
  if (extra === undefined) return base;
  const result: Record<string, Draft[string]> = { ...base };
  for (const [key, value] of Object.entries(extra)) {
    const below = result[key];
    result[key] = isMap(below) && isMap(value) ? merge(below, value) : (value as Draft[string]);
  }
  return result;
}

/** Drops what is not set. */
function clean(draft: Draft): JsonMap {
  const strip = (value: unknown): Json => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isMap(value) || Object.getPrototypeOf(value) !== Object.prototype) return value as Json;
    const kept: Record<string, Json> = {};
    for (const [key, entry] of Object.entries<Json | undefined>(value))
      if (entry !== undefined) kept[key] = strip(entry);
    return kept;
  };
  return strip(draft) as JsonMap;
}
