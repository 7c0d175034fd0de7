import { isMap, type Json, type JsonMap } from "../json";
import type { Kinds } from "../model/kinds";
import type { KeaVersion } from "../model/release-lines";
import type { LeaseTimes } from "../model/settings";
import type { SelectorProps } from "../model/subnet";
import { almostZero } from "../schema/reals";
import { isNamed, nameIn } from "../schema/renamed";
import { enumerate, plain } from "../words";

/** The kinds whose properties are keys of one of Kea's maps. */
export type Translated = Exclude<keyof Kinds, "control socket" | "directories" | "hook" | "selector">;

/** Properties that are there for convenience: rendering turns them into others, or into several maps. */
export interface Convenience {
  settings: "directories" | "hooks" | "httpControlSockets";
  subnet: "pools" | "routers" | "selectors";
  "shared network": "selectors" | "subnets";
}

/** Where a property stands in Kea's map, and what it is there. */
export interface Entry {
  readonly key: string | ((kea: KeaVersion) => string);
  /** It holds a map of this kind, or a list of them. */
  readonly one?: Translated;
  readonly each?: Translated;
  /** It holds a text, which rendering compares. */
  readonly text?: true;
  /** It holds a list of texts, which is taken apart. */
  readonly texts?: true;
  /** It holds a map of anything, to which rendering adds. */
  readonly map?: true;
  /** Kea's value; undefined where there is none to set. Default: the value itself. */
  readonly there?: (value: never, kea: KeaVersion) => unknown;
  /** Why a release line cannot have what is declared, after the property's name. */
  readonly refused?: (value: never, kea: KeaVersion) => string | undefined;
  /** What was declared, in a list; an empty one if nothing was, undefined if no property can say it. */
  readonly back?: (value: Json, kea: KeaVersion) => readonly unknown[] | undefined;
}

/** The compiler holds a table of this type complete. `extra: true`: whatever else Kea's map has. */
type KeysOf<T, Left extends string> = {
  readonly [P in Exclude<keyof Required<T>, Left>]: P extends "extra" ? true : string | Entry;
};

const options: Entry = { key: "option-data", each: "option" };
const reservations: Entry = { key: "reservations", each: "reservation" };

/** The classes that may use something: one key up to 2.6, a list after. */
const clientClasses: Entry = {
  texts: true,
  key: (kea) => nameIn(kea, "client-classes"),
  there: (classes: readonly string[], kea) =>
    isNamed("client-classes", kea) && classes.length > 0 ? classes : classes[0],
  refused: (classes: readonly string[], kea) => {
    const names = [...new Set(classes)];
    if (isNamed("client-classes", kea) || names.length < 2) return undefined;
    const test = names.map((name) => `member('${plain(name)}')`).join(" or ");
    return `names ${enumerate(names.map(plain))}, and Kea ${kea} takes one class there. Declare a class whose test is ${test}, and name that one, or use Kea 3.0.`;
  },
  back: (value) => [Array.isArray(value) ? value : [value]],
};

/** Rendering adds the member's name to it. */
const userContext: Entry = {
  key: "user-context",
  map: true,
  back: (value) => {
    if (!isMap(value)) return undefined;
    const { "ha-server-name": _, ...own } = value;
    return Object.keys(own).length > 0 ? [own] : [];
  },
};

const LEASE_TIMES: KeysOf<LeaseTimes, never> = {
  validLifetime: "valid-lifetime",
  minValidLifetime: "min-valid-lifetime",
  maxValidLifetime: "max-valid-lifetime",
  preferredLifetime: "preferred-lifetime",
  renewTimer: "renew-timer",
  rebindTimer: "rebind-timer",
  calculateTeeTimes: "calculate-tee-times",
  // JSON prints 0.0 as 0, which Kea does not take for a share.
  cacheThreshold: {
    key: "cache-threshold",
    there: (share: number, kea) => (share === 0 ? almostZero(kea) : share),
    back: (value, kea) => [value === almostZero(kea) ? 0 : value],
  },
};

/** A map with nothing but a list under one key. */
const only = (value: Json, key: string): readonly Json[] | undefined =>
  isMap(value) && Object.keys(value).length === 1 && Array.isArray(value[key]) ? value[key] : undefined;

const SELECTOR: KeysOf<SelectorProps, never> = {
  interface: { key: "interface", text: true },
  relay: {
    key: "relay",
    there: (addresses: readonly string[]) => ({ "ip-addresses": addresses }),
    back: (value) => {
      const addresses = only(value, "ip-addresses");
      return addresses && [addresses];
    },
  },
  interfaceId: "interface-id",
};

/**
 * Every property that is a key of Kea's, with that key; read in both directions. In this order they are
 * written, so that the order in somebody's code makes no difference.
 */
export const KEA_KEYS: {
  readonly [K in Translated]: KeysOf<Kinds[K], K extends keyof Convenience ? Convenience[K] : never>;
} = {
  "TLS files": { trustAnchor: "trust-anchor", certFile: "cert-file", keyFile: "key-file" },
  "client class": {
    name: "name",
    test: "test",
    onlyInAdditionalList: { key: (kea) => nameIn(kea, "only-in-additional-list") },
    options,
    extra: true,
  },
  "control socket client": { userFile: "user-file", passwordFile: "password-file" },
  "HA multi-threading": {
    enableMultiThreading: "enable-multi-threading",
    httpDedicatedListener: "http-dedicated-listener",
    httpListenerThreads: "http-listener-threads",
    httpClientThreads: "http-client-threads",
  },
  "HA settings": {
    heartbeatDelay: "heartbeat-delay",
    maxResponseDelay: "max-response-delay",
    maxAckDelay: "max-ack-delay",
    maxUnackedClients: "max-unacked-clients",
    maxRejectedLeaseUpdates: "max-rejected-lease-updates",
    waitBackupAck: "wait-backup-ack",
    sendLeaseUpdates: "send-lease-updates",
    syncLeases: "sync-leases",
    syncTimeout: "sync-timeout",
    syncPageLimit: "sync-page-limit",
    delayedUpdatesLimit: "delayed-updates-limit",
    requireClientCerts: "require-client-certs",
    restrictCommands: "restrict-commands",
    multiThreading: { key: "multi-threading", one: "HA multi-threading" },
    statePauses: {
      key: "state-machine",
      each: "state pause",
      there: (states: readonly Json[]) => ({ states }),
      back: (value) => {
        const states = only(value, "states");
        return states && [states];
      },
    },
    extra: true,
  },
  "lease database": {
    type: "type",
    persist: "persist",
    name: "name",
    lfcInterval: "lfc-interval",
    host: "host",
    port: "port",
    user: "user",
    extra: true,
  },
  logger: {
    name: "name",
    severity: "severity",
    debuglevel: "debuglevel",
    outputs: {
      key: "output-options",
      texts: true,
      there: (outputs: readonly string[]) => outputs.map((output) => ({ output })),
      back: (value) => {
        const simple = (one: Json) => isMap(one) && Object.keys(one).length === 1 && "output" in one;
        return Array.isArray(value) && value.every(simple)
          ? [value.map((one) => (one as JsonMap).output)]
          : undefined;
      },
    },
    extra: true,
  },
  "multi-threading": {
    enableMultiThreading: "enable-multi-threading",
    threadPoolSize: "thread-pool-size",
    packetQueueSize: "packet-queue-size",
  },
  option: {
    name: "name",
    code: "code",
    data: "data",
    space: "space",
    csvFormat: "csv-format",
    alwaysSend: "always-send",
    neverSend: "never-send",
    extra: true,
  },
  "option definition": {
    name: "name",
    code: "code",
    type: "type",
    array: "array",
    recordTypes: "record-types",
    space: "space",
    encapsulate: "encapsulate",
    extra: true,
  },
  "pd-pool": {
    prefix: "prefix",
    prefixLen: "prefix-len",
    delegatedLen: "delegated-len",
    excludedPrefix: "excluded-prefix",
    excludedPrefixLen: "excluded-prefix-len",
    options,
    clientClasses,
    extra: true,
  },
  pool: { pool: "pool", options, clientClasses, extra: true },
  reservation: {
    hwAddress: "hw-address",
    duid: "duid",
    clientId: "client-id",
    circuitId: "circuit-id",
    flexId: "flex-id",
    ipAddress: "ip-address",
    ipAddresses: "ip-addresses",
    prefixes: "prefixes",
    hostname: "hostname",
    clientClasses: "client-classes",
    options,
    extra: true,
  },
  settings: {
    leaseDatabase: { key: "lease-database", one: "lease database" },
    multiThreading: { key: "multi-threading", one: "multi-threading" },
    ...LEASE_TIMES,
    declineProbationPeriod: "decline-probation-period",
    optionDefinitions: { key: "option-def", each: "option definition" },
    options,
    clientClasses: { key: "client-classes", each: "client class" },
    reservations,
    loggers: { key: "loggers", each: "logger" },
    extra: true,
  },
  "shared network": {
    name: "name",
    ...LEASE_TIMES,
    options,
    clientClasses,
    userContext,
    ...SELECTOR,
    extra: true,
  },
  "state pause": { state: "state", pause: "pause" },
  subnet: {
    subnet: "subnet",
    id: "id",
    ...LEASE_TIMES,
    rapidCommit: "rapid-commit",
    options,
    poolDetails: { key: "pools", each: "pool" },
    pdPools: { key: "pd-pools", each: "pd-pool" },
    reservations,
    clientClasses,
    evaluateAdditionalClasses: { key: (kea) => nameIn(kea, "evaluate-additional-classes") },
    userContext,
    ...SELECTOR,
    extra: true,
  },
};
