import { FIRST_ID, haServersOf } from "../../kea/shown/health";
import { type JsonMap, list, map, text } from "../../kea/json";
import type { Family } from "../../kea/model/family";
import { allScopes, type Facts, factsOf, ownScopes, type Role } from "./facts";
import { isPartnerOf, linksOf, relinked } from "./contact";
import type { DeclaredServer } from "./declaration";
import { isWrecked, type Survey } from "./survey";

/** What all servers run and do at one moment: what the simulation turns into the next one. */
export interface World {
  /** Milliseconds since the rollout began. */
  readonly now: number;
  readonly servers: ReadonlyMap<string, ServerState>;
  /** Where members are found: servers, and the place among their relationships, by family and name. */
  readonly names: ReadonlyMap<string, readonly (readonly [server: string, index: number])[]>;
  /** The partner that answers each member of a server, if any: its server, and the place among its relationships. */
  readonly partners: ReadonlyMap<string, readonly (readonly [server: string, index: number] | undefined)[]>;
  /** Servers, as `one other`, that do not reach each other although both are there. */
  readonly severed: ReadonlySet<string>;
  /** What every configuration that may be sent means, by {@link configurationKey}. */
  readonly library: ReadonlyMap<string, Facts>;
}

/** One server at a moment. */
export interface ServerState {
  readonly name: string;
  readonly family: Family;
  readonly facts: Facts;
  /** What its start-up file means. */
  readonly written: Facts;
  /** Its members, in the order of {@link Facts.roles}. */
  readonly members: readonly MemberState[];
  /** Who has switched its DHCP off: Kea has one switch for all relationships. */
  readonly off: readonly (number | Switch)[];
  /** When a server without relationships answers again after it was set. */
  readonly onAt?: number;
  /** It does not answer, partners neither. */
  readonly dead: boolean;
  /** It does not answer us, whatever its partners hear of it: it takes no commands. */
  readonly isMute?: boolean;
}

/** Who switches a server's DHCP off besides its own relationships. */
export type Switch = "being set" | "user" | `partner ${number}`;

/** What a server is in one relationship at a moment. */
export interface MemberState {
  readonly state: string;
  readonly scopes: readonly string[];
  /** When it asks its partner next; undefined where nobody knows. */
  readonly beat: number | undefined;
  /** Since when its partner does not answer it. */
  readonly silentSince: number | undefined;
}

/** States in which Kea answers clients. */
const SERVING: ReadonlySet<string> = new Set([
  ...["hot-standby", "load-balancing", "passive-backup", "partner-down"],
  ...["communication-recovery", "partner-in-maintenance", "terminated"],
]);

export const servesIn = (state: string) => SERVING.has(state);

/** Key of what a `set` sends. */
export const configurationKey = ({ server, sends }: { readonly server: string; readonly sends: string }) =>
  `${server} ${sends}`;

/** What a server runs, and what it is sent. */
export const beforeAndAfter = ({ servers, library }: World, server: string, sends: string) => [
  servers.get(server)!.facts,
  library.get(configurationKey({ server, sends }))!,
];

/** What the partners of servers that do not answer tell of them. */
export interface Mirrored {
  readonly servers: readonly ServerState[];
  /** Servers, as `one other`, that do not hear each other although others hear them. */
  readonly severed: ReadonlySet<string>;
}

export const ALL_ANSWER: Mirrored = { servers: [], severed: new Set() };

/** The servers as they are: what they run, and what they say of themselves, or their partners of them. */
export function worldOf(
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
  library: ReadonlyMap<string, Facts> = new Map(),
  dark: Mirrored = ALL_ANSWER,
): World {
  const answering = servers.map((server): ServerState => {
    const survey = surveys.get(server.name);
    const facts = survey ? factsOf(server.family, survey.running) : NOTHING;
    const wrecked = survey !== undefined && isWrecked(server, survey);
    return {
      name: server.name,
      family: server.family,
      facts,
      written: facts,
      members: facts.roles.map((role) => memberNow(role, survey)),
      off: survey ? switchedOff(survey, facts) : [],
      dead: survey === undefined || wrecked || survey.status.dead === true,
    };
  });
  const states = [...answering, ...dark.servers];
  const severed = new Set([...severedNow(states, surveys), ...dark.severed]);
  return {
    now: 0,
    servers: new Map(states.map((state) => [state.name, state])),
    ...linksOf(states, severed),
    severed,
    library,
  };
}

const NOTHING: Facts = { roles: [], subnets: [], listens: false };

/** What a server says that it is in a relationship. */
export function memberNow(role: Role, survey: Survey | undefined): MemberState {
  const local = map(entryOf(role, survey).local);
  const state = text(local.state) ?? (role.role === "backup" ? "backup" : "waiting");
  const scopes = list(local.scopes).flatMap((scope) => text(scope) ?? []);
  return { state, scopes, beat: undefined, silentSince: undefined };
}

/** Servers that say that they do not reach a partner that runs the same relationship. */
function severedNow(servers: readonly ServerState[], surveys: ReadonlyMap<string, Survey>): Set<string> {
  const severed = new Set<string>();
  for (const server of servers)
    for (const [at, role] of server.facts.roles.entries()) {
      const remote = entryOf(role, surveys.get(server.name)).remote;
      const silent = map(remote)["in-touch"] === false || map(remote)["communication-interrupted"] === true;
      if (remote === undefined || !silent) continue;
      // One that has just been set has not asked yet: only where both serve alone is the way between them lost.
      if (server.members[at]!.state !== "partner-down") continue;
      // One that is looked for elsewhere than where it listens explains the silence, too.
      const partner = servers.find(
        (other) =>
          other.family === server.family &&
          other.facts.roles.some(
            (own, index) =>
              isPartnerOf(role, own) &&
              isPartnerOf(own, role) &&
              other.members[index]!.state === "partner-down",
          ),
      );
      if (partner && !partner.dead)
        severed.add(`${server.name} ${partner.name}`).add(`${partner.name} ${server.name}`);
    }
  return severed;
}

/** What a server says of itself and its partner in a relationship. */
export const entryOf = (role: Role, survey: Survey | undefined): JsonMap =>
  haServersOf(survey?.status, role.self);

/** Kea does not say which relationship holds its switch: the first that does not serve does. */
function switchedOff({ status }: Survey, { roles }: Facts): ServerState["off"] {
  const dhcp = map(status["dhcp-state"]);
  if (dhcp["globally-disabled"] !== true) return [];
  if (dhcp["disabled-by-user"] === true) return ["user"];
  const local = list(dhcp["disabled-by-local-command"]).flatMap((id) => (typeof id === "number" ? [id] : []));
  return local.length > 0 ? local.map((id) => id - FIRST_ID) : roles.length > 0 ? [0] : [];
}

/** The scopes with which a member begins to be in a state. */
export function scopesIn(state: string, role: Role): readonly string[] {
  if (state === "partner-in-maintenance" || (state === "partner-down" && role.takesOver))
    return allScopes(role);
  return servesIn(state) ? ownScopes(role) : [];
}

/** The world with one server in another state. */
export function withServer(world: World, server: ServerState): World {
  const servers = new Map(world.servers).set(server.name, server);
  const was = world.servers.get(server.name);
  const same = was?.facts === server.facts && was.dead === server.dead;
  return same ? { ...world, servers } : { ...world, servers, ...relinked(world, was, server) };
}
