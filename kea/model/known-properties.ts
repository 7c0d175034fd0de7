import { isMap } from "../json";
import { meant, plain } from "../words";
import type { HaMultiThreadingProps, HaSettings, StatePauseProps } from "./relationship";
import type {
  ClientClassProps,
  DirectoryProps,
  HookProps,
  HttpClientProps,
  HttpControlSocketProps,
  LeaseDatabaseProps,
  LeaseTimes,
  LoggerProps,
  MultiThreadingProps,
  OptionDefinitionProps,
  OptionProps,
  ReservationProps,
  ServerSettings,
  TlsFiles,
} from "./settings";
import type { PdPoolProps, PoolProps, SelectorProps, SharedNetworkProps, SubnetProps } from "./subnet";

/** What users write down, by what messages call it. */
export interface Kinds {
  "TLS files": TlsFiles;
  "client class": ClientClassProps;
  "control socket": HttpControlSocketProps;
  "control socket client": HttpClientProps;
  directories: DirectoryProps;
  "HA multi-threading": HaMultiThreadingProps;
  "HA settings": HaSettings;
  hook: HookProps;
  "lease database": LeaseDatabaseProps;
  logger: LoggerProps;
  "multi-threading": MultiThreadingProps;
  option: OptionProps;
  "option definition": OptionDefinitionProps;
  "pd-pool": PdPoolProps;
  pool: PoolProps;
  reservation: ReservationProps;
  selector: SelectorProps;
  settings: ServerSettings;
  "shared network": SharedNetworkProps;
  "state pause": StatePauseProps;
  subnet: SubnetProps;
}

/** What a property holds: anything, one of a kind (or a list of them), or a map of names to them. */
export type Holds = 0 | keyof Kinds | { readonly each: keyof Kinds };

/** The properties of an interface. The compiler holds a table of this type complete. */
export type PropertiesOf<T> = Readonly<Record<keyof Required<T>, Holds>>;

const LEASE_TIMES: PropertiesOf<LeaseTimes> = {
  validLifetime: 0,
  minValidLifetime: 0,
  maxValidLifetime: 0,
  preferredLifetime: 0,
  renewTimer: 0,
  rebindTimer: 0,
  calculateTeeTimes: 0,
  cacheThreshold: 0,
};
const SELECTOR: PropertiesOf<SelectorProps> = {
  interface: 0,
  relay: 0,
  interfaceId: 0,
};

/** Every property of the model. */
const PROPERTIES: { readonly [K in keyof Kinds]: PropertiesOf<Kinds[K]> } = {
  "TLS files": { trustAnchor: 0, certFile: 0, keyFile: 0 },
  "client class": { name: 0, test: 0, options: "option", onlyInAdditionalList: 0, extra: 0 },
  "control socket": {
    address: 0,
    port: 0,
    clients: "control socket client",
    directory: 0,
    tls: "TLS files",
    certRequired: 0,
  },
  "control socket client": { userFile: 0, passwordFile: 0 },
  directories: { run: 0, data: 0, log: 0, hooks: 0 },
  "HA multi-threading": {
    enableMultiThreading: 0,
    httpDedicatedListener: 0,
    httpListenerThreads: 0,
    httpClientThreads: 0,
  },
  "HA settings": {
    heartbeatDelay: 0,
    maxResponseDelay: 0,
    maxAckDelay: 0,
    maxUnackedClients: 0,
    maxRejectedLeaseUpdates: 0,
    waitBackupAck: 0,
    sendLeaseUpdates: 0,
    syncLeases: 0,
    syncTimeout: 0,
    syncPageLimit: 0,
    delayedUpdatesLimit: 0,
    restrictCommands: 0,
    requireClientCerts: 0,
    multiThreading: "HA multi-threading",
    statePauses: "state pause",
    extra: 0,
  },
  hook: { library: 0, parameters: 0 },
  "lease database": {
    type: 0,
    name: 0,
    persist: 0,
    lfcInterval: 0,
    host: 0,
    port: 0,
    user: 0,
    extra: 0,
  },
  logger: { name: 0, severity: 0, debuglevel: 0, outputs: 0, extra: 0 },
  "multi-threading": { enableMultiThreading: 0, threadPoolSize: 0, packetQueueSize: 0 },
  option: { name: 0, code: 0, data: 0, space: 0, csvFormat: 0, alwaysSend: 0, neverSend: 0, extra: 0 },
  "option definition": {
    name: 0,
    code: 0,
    type: 0,
    array: 0,
    recordTypes: 0,
    space: 0,
    encapsulate: 0,
    extra: 0,
  },
  "pd-pool": {
    prefix: 0,
    prefixLen: 0,
    delegatedLen: 0,
    excludedPrefix: 0,
    excludedPrefixLen: 0,
    clientClasses: 0,
    options: "option",
    extra: 0,
  },
  pool: { pool: 0, clientClasses: 0, options: "option", extra: 0 },
  reservation: {
    hwAddress: 0,
    duid: 0,
    clientId: 0,
    circuitId: 0,
    flexId: 0,
    ipAddress: 0,
    ipAddresses: 0,
    prefixes: 0,
    hostname: 0,
    clientClasses: 0,
    options: "option",
    extra: 0,
  },
  selector: SELECTOR,
  settings: {
    ...LEASE_TIMES,
    options: "option",
    optionDefinitions: "option definition",
    clientClasses: "client class",
    reservations: "reservation",
    declineProbationPeriod: 0,
    multiThreading: "multi-threading",
    leaseDatabase: "lease database",
    loggers: "logger",
    httpControlSockets: "control socket",
    hooks: "hook",
    directories: "directories",
    extra: 0,
  },
  "shared network": {
    ...LEASE_TIMES,
    ...SELECTOR,
    name: 0,
    subnets: "subnet",
    options: "option",
    clientClasses: 0,
    selectors: { each: "selector" },
    userContext: 0,
    extra: 0,
  },
  "state pause": { state: 0, pause: 0 },
  subnet: {
    ...LEASE_TIMES,
    ...SELECTOR,
    id: 0,
    subnet: 0,
    pools: 0,
    poolDetails: "pool",
    pdPools: "pd-pool",
    routers: 0,
    options: "option",
    reservations: "reservation",
    clientClasses: 0,
    evaluateAdditionalClasses: 0,
    rapidCommit: 0,
    selectors: { each: "selector" },
    userContext: 0,
    extra: 0,
  },
};

/**
 * Sentences about properties that do not exist, in a value and all that it holds: JavaScript, and values
 * of type `any`, pass the compiler with them, and what nobody reads is never in force.
 *
 * @param called what messages call the value, e.g. `subnet`.
 */
export function unknownProperties(called: string, properties: object, value: unknown): string[] {
  // Tokens and other objects of a class are known later.
  if (!isMap(value) || Object.getPrototypeOf(value) !== Object.prototype) return [];
  const known = properties as Readonly<Record<string, Holds>>;
  return Object.entries(value).flatMap(([name, held]): string[] => {
    if (!Object.hasOwn(known, name)) return [notThere(labelled(called, value), name, Object.keys(known))];
    const holds = known[name]!;
    if (holds === 0) return [];
    if (typeof holds === "string") return inAll(holds, Array.isArray(held) ? held : [held]);
    return inAll(holds.each, isMap(held) ? Object.values(held) : []);
  });
}

function inAll(kind: keyof Kinds, values: readonly unknown[]): string[] {
  return values.flatMap((value) => unknownProperties(kind, PROPERTIES[kind], value));
}

/** The value without properties that do not exist. */
export function knownOnly<T extends object>(properties: PropertiesOf<T>, value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name in properties)) as T;
}

function labelled(called: string, owner: { readonly [key: string]: unknown }): string {
  const name = [owner.subnet, owner.name, owner.pool, owner.prefix, owner.library].find(
    (one) => typeof one === "string",
  );
  return name === undefined ? called : `${called} ${plain(String(name))}`;
}

function notThere(owner: string, name: string, known: readonly string[]): string {
  const kebab = (camel: string) => camel.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  const byKebab = new Map(known.map((one) => [kebab(one), one]));
  const guess = byKebab.get(meant(name, byKebab.keys()) ?? "");
  const otherwise = known.includes("extra")
    ? "What Kea takes beyond the typed properties goes into extra."
    : `It takes ${known.join(", ")}.`;
  return `${owner}: there is no property ${plain(name)}. ${guess ? `Did you mean ${guess}?` : otherwise}`;
}
