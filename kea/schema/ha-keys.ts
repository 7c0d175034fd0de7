import { KeaVersion } from "../model/profiles";

/** What an HA key takes. */
export interface HaKey {
  readonly kind: "boolean" | "integer" | "list" | "map" | "string";
  /** Smallest and largest value of a whole number. */
  readonly range?: readonly [number, number];
  /** Kea's own default. */
  readonly initial?: number | boolean;
  /** The relationship does not work without it; what to write. */
  readonly needed?: string;
  /** Older release lines ignore it. */
  readonly since?: KeaVersion;
}

/** The keys of one kind of map. A `Map`, since the keys looked up are anybody's. */
export type HaKeys = ReadonlyMap<string, HaKey>;

const keys = (entries: Readonly<Record<string, HaKey>>): HaKeys => new Map(Object.entries(entries));
const boolean = (initial: boolean): HaKey => ({ kind: "boolean", initial });
const integer = (low: number, high: number, initial?: number): HaKey => ({
  kind: "integer",
  range: [low, high],
  initial,
});
const string: HaKey = { kind: "string" };
const needed = (what: string): HaKey => ({ ...string, needed: what });

/** Delays are 16 bits up to Kea 3.2 (Kea issue 4680). */
const DELAY = 65535;
const COUNT = 4294967295;

const TLS = { "trust-anchor": string, "cert-file": string, "key-file": string };

/** Keys of a relationship. */
export const RELATIONSHIP = keys({
  // Its absence is the business of this-server-name.ts.
  "this-server-name": string,
  mode: needed("hot-standby, load-balancing or passive-backup"),
  peers: { kind: "list", needed: "the list of its members" },
  "heartbeat-delay": integer(1, DELAY, 10000),
  "max-response-delay": integer(0, DELAY, 60000),
  "max-ack-delay": integer(0, DELAY, 10000),
  "max-unacked-clients": integer(0, COUNT, 10),
  "max-rejected-lease-updates": integer(0, COUNT, 10),
  "wait-backup-ack": boolean(false),
  "send-lease-updates": boolean(true),
  "sync-leases": boolean(true),
  "sync-timeout": integer(0, COUNT, 60000),
  "sync-page-limit": integer(1, COUNT, 10000),
  "delayed-updates-limit": integer(0, COUNT),
  "restrict-commands": { kind: "boolean" },
  "require-client-certs": boolean(true),
  ...TLS,
  "multi-threading": { kind: "map" },
  "state-machine": { kind: "map" },
});

/** Keys of a member (Kea: peer). */
export const PEER = keys({
  name: needed("a name that is unique over all relationships"),
  url: needed("http://ADDRESS:PORT/"),
  role: needed("primary, secondary, standby or backup"),
  "auto-failover": boolean(true),
  "basic-auth-user": string,
  "basic-auth-user-file": { ...string, since: KeaVersion.V3_2 },
  "basic-auth-password": string,
  "basic-auth-password-file": string,
  ...TLS,
});

/** Keys of a relationship's `multi-threading`. */
export const MULTI_THREADING = keys({
  "enable-multi-threading": boolean(true),
  "http-dedicated-listener": boolean(true),
  "http-listener-threads": integer(0, COUNT, 0),
  "http-client-threads": integer(0, COUNT, 0),
});

/** Keys of a relationship's `state-machine`. */
export const STATE_MACHINE = keys({ states: { kind: "list" } });

/** Keys of an entry of `states`. */
export const STATE = keys({ state: needed("the name of a state"), pause: string });

const LINES = Object.values(KeaVersion);

/** Whether a release line, if it is known, is older than a key. */
export function isTooOld(kea: KeaVersion | undefined, { since }: HaKey): boolean {
  return kea !== undefined && since !== undefined && LINES.indexOf(kea) < LINES.indexOf(since);
}
