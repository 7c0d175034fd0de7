import { type JsonMap, map, number, text } from "../../kea/json";
import { few } from "../../kea/words";
import type { DeclaredServer } from "./declaration";
import { addressOf, type Facts, factsOf, partnerOf, type Role } from "./facts";
import type { Survey } from "./survey";
import { entryOf, type Mirrored, scopesIn, type ServerState } from "./world";

/** Why a server is left out of a rollout. */
export interface Unanswered {
  /** Sentences: the cause, and what to do about it. */
  readonly why: string;
  /** Whether its host was reached, and Kea does not run there. */
  readonly isDown: boolean;
}

/** Why a server is left out that might answer. */
export const BY_HAND = "It is left out by hand (--without).";

/** Why servers are left out, in sentences: those that were by hand in one. */
export function whyLeftOut(dark: Dark): string[] {
  const byHand = [...dark].filter(([, { why }]) => why === BY_HAND).map(([name]) => name);
  const silent = [...dark.values()].map(({ why }) => why).filter((why) => why !== BY_HAND);
  if (byHand.length === 0) return silent;
  return [...silent, `${few(byHand)} ${byHand.length === 1 ? "is" : "are"} left out by hand (--without).`];
}

/** The servers that a rollout leaves out, since they do not answer. */
export type Dark = ReadonlyMap<string, Unanswered>;

/** Whether a server is the member that another one knows by this name and URL. */
export function isAt(
  { family, addresses, declared }: DeclaredServer,
  { name, url }: { readonly name: string | undefined; readonly url: string | undefined },
): boolean {
  const address = addressOf(url);
  if (address !== undefined && addresses.includes(address)) return true;
  return factsOf(family, declared).roles.some((role) => role.self === name && role.url === url);
}

/** Milliseconds after a heartbeat was due within which its answer comes. */
const ANSWER_MS = 2_000;

/** Whether a server says that it hears its partner. Kea calls it in touch for a minute after it was last heard. */
export function hears(role: Role, survey: Survey): boolean {
  const remote = map(entryOf(role, survey).remote);
  if (remote["in-touch"] !== true || remote["communication-interrupted"] === true) return false;
  return remote["last-state"] !== "unavailable" && heardMs(remote) <= role.heartbeatMs + ANSWER_MS;
}

/** Milliseconds, in full seconds, since a partner was heard. */
export const heardMs = ({ age }: JsonMap) => (number(age) ?? 0) * 1000;

/**
 * Servers that hear partners that nobody else reaches, and may have heard them before they went dark.
 *
 * @param goneMs for how long those have not answered us, at least.
 */
export function staleHearers(
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
  dark: Dark,
  goneMs: number,
): string[] {
  const asked = servers.filter(({ name }) => dark.has(name) && dark.get(name)!.why !== BY_HAND);
  return servers.flatMap(({ name, family }) => {
    const survey = surveys.get(name);
    const isStale = (role: Role) => {
      const partner = partnerOf(role);
      if (!partner || !asked.some((own) => own.family === family && isAt(own, partner))) return false;
      return hears(role, survey!) && heardMs(map(entryOf(role, survey).remote)) + 1000 > goneMs;
    };
    return survey && factsOf(family, survey.running).roles.some(isStale) ? [name] : [];
  });
}

/** What each server that does not answer runs and does, as far as its partners know it. */
export function mirrored(
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
  dark: Dark,
): Mirrored {
  const severed = new Set<string>();
  const found = servers
    .filter(({ name }) => dark.has(name))
    .flatMap((own): ServerState[] => {
      const views = servers.flatMap((other) => viewsOf(own, other, surveys.get(other.name)));
      const heard = views.filter(({ isHeard }) => isHeard);
      // A backup knows a member's name and place, its partner knows the rest.
      const best = new Map(
        [...views]
          .sort((a, b) => Number(a.isPartner) - Number(b.isPartner))
          .map((view) => [view.role.self, view]),
      );
      if (heard.length > 0)
        for (const { from, isPartner, isHeard } of views)
          if (isPartner && !isHeard) severed.add(`${own.name} ${from}`).add(`${from} ${own.name}`);
      const all = [...best.values()];
      const facts: Facts = {
        roles: all.map(({ role }) => role),
        subnets: all.flatMap(({ subnets }) => subnets),
        listens: true,
      };
      return [
        {
          ...{ name: own.name, family: own.family, facts, written: facts, off: [] },
          members: all.map(({ role, state }) => ({
            ...{ state, scopes: scopesIn(state, role), beat: undefined, silentSince: undefined },
          })),
          dead: heard.length === 0,
          isMute: true,
        },
      ];
    });
  return { servers: found, severed };
}

/** A member of a server that does not answer, as another server has it. */
interface View {
  readonly from: string;
  readonly role: Role;
  readonly subnets: Facts["subnets"];
  readonly state: string;
  readonly isPartner: boolean;
  readonly isHeard: boolean;
}

function viewsOf(own: DeclaredServer, other: DeclaredServer, survey: Survey | undefined): View[] {
  if (survey === undefined || own.family !== other.family) return [];
  const facts = factsOf(other.family, survey.running);
  return facts.roles.flatMap((seen): View[] => {
    const peer = seen.peers.find((one) => isAt(own, one));
    if (peer === undefined) return [];
    const isPartner = partnerOf(seen) === peer;
    const isHeard = isPartner && hears(seen, survey);
    const last = isHeard ? text(map(entryOf(seen, survey).remote)["last-state"]) : undefined;
    const role: Role = {
      ...seen,
      self: peer.name,
      role: peer.role,
      url: peer.url,
      peers: [
        ...seen.peers.filter((one) => one !== peer),
        { name: seen.self, url: seen.url, role: seen.role },
      ],
    };
    return [
      {
        ...{ from: other.name, role, isPartner, isHeard },
        subnets: facts.subnets
          .filter(({ member }) => member === seen.self)
          .map((subnet) => ({ ...subnet, member: peer.name })),
        state: last ?? (peer.role === "backup" ? "backup" : "waiting"),
      },
    ];
  });
}
