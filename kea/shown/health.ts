import { type FleetMember, membersOf, modeOf, type RelationshipView } from "../fleet/fleet";
import { type Json, type JsonMap, list, map, text } from "../json";

/** What a relationship's members report of themselves and of each other, judged. */
export interface RelationshipHealth {
  readonly name: string;
  readonly healthy: boolean;
  /** Whether members that answer serve all of its clients, healthy or not. */
  readonly served: boolean;
  readonly members: readonly MemberHealth[];
  /** What is wrong, a sentence each; empty when healthy. */
  readonly troubles: readonly string[];
  /** What to do next, when something is wrong. */
  readonly next?: string;
}

/** One member's own report. */
export interface MemberHealth {
  readonly host: string;
  readonly name: string;
  readonly role: string;
  /** Whether its server answers. */
  readonly answers: boolean;
  /** HA state, e.g. `hot-standby`; undefined when the server does not answer or is no such member. */
  readonly state: string | undefined;
  /** Scopes that it serves now. */
  readonly scopes: readonly string[];
  /** Scopes that it serves beyond its own: a hand-over that is still open. */
  readonly surplus: readonly string[];
  /** Its own scopes that nobody serves, although it is in its normal state: it was told to pause. */
  readonly paused: readonly string[];
  /** State in which it saw its partner last; undefined for backups. */
  readonly partnerState: string | undefined;
  /** Whether it is in touch with its partner; undefined for backups. */
  readonly inTouch: boolean | undefined;
  /** Whether its DHCP service is on (Kea's switch for the whole server); undefined when the server does not answer. */
  readonly enabled: boolean | undefined;
  /** What is wrong with it, a sentence each. */
  readonly troubles: readonly string[];
}

/** The result of `status-get`, by server name; undefined for a server that does not answer. */
export type Statuses = ReadonlyMap<string, Json | undefined>;

/** What a server's `status-get` says of each member that it is, as `local`, and of that one's partner, as `remote`. */
export function haServers(status: Json | undefined): JsonMap[] {
  return list(map(status)["high-availability"]).map((entry) => map(map(entry)["ha-servers"]));
}

/** The same of the member with a name; empty where it is none of them. */
export function haServersOf(status: Json | undefined, name: string | undefined): JsonMap {
  return haServers(status).find(({ local }) => map(local)["server-name"] === name) ?? {};
}

/** What to do about a state that is not the normal one. */
const NEXT: Readonly<Record<string, string>> = {
  waiting: "Wait: it looks for its partner.",
  syncing: "Wait: it fetches its partner's leases.",
  ready: "Wait: its partner has to notice.",
  "partner-down": "Bring its partner back, or mend the network between them.",
  "communication-recovery": "Mend the network between the members.",
  terminated:
    "Restart Kea on both members, the standby first, or send ha-reset to both, after mending clocks or subnets.",
  "in-maintenance": "Send ha-maintenance-cancel to its partner.",
  "partner-in-maintenance": "Send it ha-maintenance-cancel.",
  unavailable: "Start Kea there, or mend the network.",
};

/** States on the way to the normal one: they pass by themselves. */
export const GOING: ReadonlySet<string> = new Set(["waiting", "syncing", "ready"]);

/** Whether all that is wrong passes by itself: members that start or synchronise, or were last seen so. */
export function isPassing({ members }: RelationshipHealth): boolean {
  const passes = (state = "") => GOING.has(state);
  return (
    members.some(({ state, partnerState }) => passes(state) || passes(partnerState)) &&
    members.every((m) => m.state !== undefined && m.state !== "terminated")
  );
}

/** Whether a member is normal but for Kea's switch, which is one for all relationships of a server. */
export const isSwitchedOff = ({ state, enabled }: MemberHealth): boolean =>
  (state === "hot-standby" || state === "load-balancing") && !enabled;

/** Judges one relationship from the reports of all its members. */
export function health(relationship: RelationshipView, statuses: Statuses): RelationshipHealth {
  const mode = modeOf(relationship);
  const reports = withPaused(
    membersOf(relationship).map((member) => report(member, mode, statuses)),
    mode,
  );
  const judged = reports.map((member) => judge(member, mode, reports));
  const members = reports.map(({ sockets: _, toSwitchOn: __, ...member }, index) => ({
    ...member,
    troubles: judged[index]!.map(({ text }) => text),
  }));
  const troubles = members.flatMap((member) => member.troubles);
  return {
    name: relationship.name,
    healthy: troubles.length === 0,
    served: isServed(members, mode),
    members,
    troubles,
    next: judged.flat()[0]?.next,
  };
}

/** States in which a member answers nobody. */
const NOT_SERVING = new Set(["backup", "in-maintenance", ...GOING]);

const answers = ({ state }: Pick<MemberHealth, "state">) => state !== undefined && !NOT_SERVING.has(state);

function isServed(members: readonly MemberHealth[], mode: string): boolean {
  const serving = members.filter((member) => member.enabled && answers(member));
  const scopes = new Set(serving.flatMap((member) => member.scopes));
  return members.every(({ name, role }) => dueScopes(name, role, mode).every((scope) => scopes.has(scope)));
}

/** What is wrong with a member, and what to do about it. */
interface Trouble {
  readonly text: string;
  readonly next: string;
}

interface Report extends Omit<MemberHealth, "troubles"> {
  /** Status of its DHCP sockets. */
  readonly sockets: string | undefined;
  /** What to do about its DHCP service, should that be off. */
  readonly toSwitchOn: string;
}

function withPaused(reports: readonly Report[], mode: string): Report[] {
  const served = new Set(reports.filter(answers).flatMap(({ scopes }) => scopes));
  return reports.map((member) => {
    const due = member.state === mode ? dueScopes(member.name, member.role, mode) : [];
    return { ...member, paused: due.filter((scope) => !served.has(scope)) };
  });
}

function report({ name, role = "", server }: FleetMember, mode: string, statuses: Statuses): Report {
  const answer = server && statuses.get(server.name);
  const status = map(answer);
  const own = haServersOf(status, name);
  const local = map(own.local);
  const seen = own.remote === undefined ? undefined : map(own.remote);
  const [state, scopes] = [text(local.state), list(local.scopes).flatMap((scope) => text(scope) ?? [])];
  // In other states, such as partner-down, it serves for its partner by itself.
  const handed = state === mode ? scopes.filter((scope) => !dueScopes(name, role, mode).includes(scope)) : [];
  return {
    host: server?.host ?? "?",
    name,
    role,
    answers: answer !== undefined,
    state,
    scopes,
    surplus: handed,
    paused: [],
    partnerState: text(seen?.["last-state"]),
    inTouch: seen && seen["in-touch"] === true && seen["communication-interrupted"] !== true,
    enabled: answer === undefined ? undefined : map(status["dhcp-state"])["globally-disabled"] !== true,
    sockets: text(map(status.sockets).status),
    toSwitchOn: toSwitchOn(status, server?.host ?? "?"),
  };
}

/** Whoever switched it off has to switch it on: a plain dhcp-enable undoes no more than a plain dhcp-disable. */
function toSwitchOn(status: JsonMap, host: string): string {
  const state = map(status["dhcp-state"]);
  const offBy = (who: string) => list(state[`disabled-by-${who}-command`]);
  if (state["disabled-by-user"] !== true) {
    const [vain] = offBy("local").flatMap((id) => vainWait(haServers(status)[Number(id) - FIRST_ID]));
    if (vain !== undefined) return `Another relationship on ${host} holds that switch: ${vain}`;
    if (offBy("local").length > 0) return `Wait: another relationship on ${host} looks for its partner.`;
    if (offBy("remote").length > 0)
      return `Wait: a partner fetches leases from ${host}; Kea goes on by itself, after sync-timeout if that partner has fallen silent.`;
  }
  return `Send it dhcp-enable, if nobody has switched it off on purpose; or restart Kea on ${host}.`;
}

/** As whom the first relationship of a server switches its DHCP service off; the others follow. */
export const FIRST_ID = 1000;

/** What to do about a member that waits for one that has terminated, as it says itself. */
function vainWait({ local, remote }: JsonMap = {}): string[] {
  const [self, partner] = [map(local), map(remote)];
  if (self.state !== "waiting" || partner["last-state"] !== "terminated") return [];
  return [waitsInVain(text(self["server-name"]) ?? "it", text(partner["server-name"]) ?? "its partner")];
}

const waitsInVain = (member: string, partner: string) =>
  `${member} waits in vain for ${partner}, which is terminated. ${beginAnew(partner)}`;

/** One whose partner has begun anew already. */
const beginAnew = (member: string) =>
  `Mend clocks or subnets, and send ha-reset to ${member}, or restart Kea there.`;

/** The scopes that a member serves in its normal state. */
export function dueScopes(name: string, role: string | undefined, mode: string): string[] {
  return role === "backup" || (mode === "hot-standby" && role === "standby") ? [] : [name];
}

function judge(member: Report, mode: string, all: readonly Report[]): Trouble[] {
  const who = `${member.name} on ${member.host}`;
  const { state, scopes, surplus, paused, sockets, partnerState } = member;
  const backup = member.role === "backup";
  const normal = backup ? "backup" : mode;
  if (state === undefined)
    return [
      member.answers
        ? { text: `${who} answers, and does not run this relationship.`, next: "Roll out what is declared." }
        : { text: `${who} does not answer.`, next: NEXT.unavailable! },
    ];
  const partner = backup ? undefined : all.find((one) => one.name !== member.name && one.role !== "backup");
  if (state !== normal)
    return [{ text: `${who} is ${state}, not ${normal}.`, next: nextAfter(state, member, partner) }];
  if (backup) return [];

  const troubles: Trouble[] = [];
  const due = dueScopes(member.name, member.role, mode);
  const lacks = due.some((scope) => !scopes.includes(scope));
  if (lacks || surplus.length > 0)
    troubles.push({
      text: `${who} serves ${said(scopes)}, not ${said(due)}.`,
      next:
        lacks && paused.length === 0
          ? `Send it ha-scopes with ${due.join(", ")}, or restart Kea on ${member.host}.`
          : `Roll out again: that ends what a rollout left open.${lacks ? ` Or send it ha-scopes with ${due.join(", ")}.` : ""}`,
    });
  if (!member.enabled)
    troubles.push({
      text: `${who} is ${state}, but its DHCP service is switched off.`,
      next: member.toSwitchOn,
    });
  if (sockets !== undefined && sockets !== "ready")
    troubles.push({
      text: `${who} has its DHCP sockets ${sockets}.`,
      next: `Give the interfaces that Kea listens on at ${member.host} their addresses, and restart Kea there.`,
    });
  if (partner && member.inTouch !== true)
    troubles.push({
      text: `${who} is not in touch with ${partner.name}.`,
      next: `Start Kea on ${partner.host}, or mend the network between ${member.host} and ${partner.host}.`,
    });
  if (partner?.state !== undefined && partnerState !== undefined && partnerState !== partner.state)
    troubles.push({
      text: `${who} sees ${partner.name} as ${partnerState}, which says that it is ${partner.state}.`,
      next: `Wait for its next heartbeat; if that changes nothing, mend the network between ${member.host} and ${partner.host}.`,
    });
  return troubles;
}

/** What to do about a member in a state that is not the normal one. */
function nextAfter(state: string, { name, host, partnerState }: Report, partner: Report | undefined): string {
  if (partner && state === "waiting" && (partner.state ?? partnerState) === "terminated")
    return waitsInVain(name, partner.name);
  if (state === "terminated" && partner?.state === "waiting") return beginAnew(name);
  return NEXT[state] ?? `Look into Kea's log on ${host} for why (on Debian: journalctl -u "kea-dhcp*").`;
}

function said(scopes: readonly string[]): string {
  return scopes.length === 0 ? "nothing" : scopes.map((scope) => `the scope of ${scope}`).join(" and ");
}
