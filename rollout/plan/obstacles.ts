import { membersOf, type RelationshipView } from "../../kea/fleet/fleet";
import {
  GOING,
  health,
  isPassing,
  isSwitchedOff,
  type MemberHealth,
  type RelationshipHealth,
} from "../../kea/shown/health";
import { enumerate } from "../../kea/words";
import { type Family, serverName } from "../../kea/model/family";
import { releaseLine } from "../../kea/model/release-lines";
import { controlPassage } from "./control-passage";
import { heardPartner, placesOf } from "./contact";
import type { DeclaredServer, Declaration } from "./declaration";
import { addressOf, factsOf, partnerOf } from "./facts";
import { type Plan, runningFleet } from "./plan";
import { overfull } from "./room";
import { normalState } from "./state-machine";
import { describeEnds, duration } from "./steps";
import { isWrecked, type Survey } from "./survey";
import { endsBesides } from "./takeover";
import type { World } from "./world";

/** Servers that answer, and what each of them said. */
interface Surveyed {
  readonly reached: readonly DeclaredServer[];
  readonly surveys: ReadonlyMap<string, Survey>;
}

/** Servers whose Kea is not of the declared release line. */
export function wrongVersions({ reached, surveys }: Surveyed): string[] {
  return reached.flatMap(({ name, host, kea }) => {
    const { version } = surveys.get(name)!;
    const line = releaseLine(version);
    if (line === kea) return [];
    return line === undefined
      ? [`${host}: it runs Kea ${version}, which is not supported. Install Kea ${kea}.`]
      : [
          `${host}: it runs Kea ${version} and is declared as ${kea}. Declare it as ${line}, or install Kea ${kea}.`,
        ];
  });
}

/** Servers that nobody could reach any more with their declared configuration. */
export function lostChannels({ reached, surveys }: Surveyed): string[] {
  return reached.flatMap((server) => {
    const passage = controlPassage(server, surveys.get(server.name)!.running);
    return passage.kind === "lost" ? [passage.problem] : [];
  });
}

/**
 * Relationships that run now, are not healthy, and of which a server is to be set. One that a rollout is about to
 * finish or to mend is none of them, and neither are hand-overs and pauses that are still open: they are about to be
 * ended.
 */
export function sickRelationships(
  { fleet, servers }: Declaration,
  surveys: ReadonlyMap<string, Survey>,
  set: ReadonlySet<string>,
): { relationship: RelationshipHealth; passing: boolean }[] {
  const statuses = new Map(servers.map(({ name }) => [name, surveys.get(name)!.status]));
  const wrecked = new Set(servers.filter((s) => isWrecked(s, surveys.get(s.name)!)).map((s) => s.name));
  const declared = new Map(fleet.relationships.map((one) => [one.name, one]));
  const all = runningFleet(servers, fleet, surveys).relationships.flatMap((view) => {
    if (membersOf(view).every(({ role }) => role === "backup")) return [];
    const relationship = health(view, statuses);
    const sides = [...view.sides, ...(declared.get(view.name)?.sides ?? [])];
    const isSet = sides.some(({ server }) => set.has(server.name));
    return [{ view, relationship, isSet, isOpen: isUnfinished(view, wrecked) }];
  });
  // Kea's switch is one for all relationships of a server: whoever is not normal in one of them holds it for all.
  const among = (test: (one: (typeof all)[number]) => boolean) =>
    all.flatMap((one) =>
      test(one) ? one.relationship.members.map(({ host }) => serverName(host, one.view.family)) : [],
    );
  const mended = new Set(among(({ isOpen, isSet }) => isOpen && isSet));
  const released = new Set([...mended, ...among(({ relationship }) => isGoing(relationship))]);
  return all.flatMap(({ view, relationship, isSet, isOpen }) => {
    const { members } = relationship;
    const areSound = (excused: ReadonlySet<string>) =>
      members.every((m) => isSound(m, excused.has(serverName(m.host, view.family))));
    if (!isSet || isOpen || areSound(mended)) return [];
    return [{ relationship, passing: isPassing(relationship) || areSound(released) }];
  });
}

/** Whether nothing is wrong with a member but what the rollout ends, and a switch that is let go. */
function isSound(member: MemberHealth, isReleased: boolean): boolean {
  const { role, surplus, paused, troubles } = member;
  const isOpen = surplus.length > 0 || paused.length > 0;
  return role === "backup" || troubles.length <= Number(isOpen) + Number(isReleased && isSwitchedOff(member));
}

/** Whether members are on their way to serving; one whose partner does not answer will serve alone. */
const isGoing = ({ members }: RelationshipHealth) =>
  members.some(({ state = "" }) => GOING.has(state)) && members.every(({ state }) => state !== "terminated");

/**
 * Whether a relationship waits for a rollout: it runs on some of its active members only, since it is about to be set
 * up or has one that does not answer; its members disagree on who is who; or one of them lost its hooks.
 */
function isUnfinished(view: RelationshipView, wrecked: ReadonlySet<string>): boolean {
  const active = membersOf(view).filter(({ role }) => role !== "backup");
  return disagree(view) || active.some(({ server }) => server === undefined || wrecked.has(server.name));
}

/** Why a rollout does not start from a relationship that is not healthy. */
export const describeSick = ({ name, troubles, next }: RelationshipHealth) =>
  `relationship ${name} is not healthy: ${troubles.join(" ")} ${next} To roll out all the same, allow it (--allow-unhealthy).`;

/** Whether an interrupted rollout left the active members with different ideas of who is who. */
function disagree({ sides }: RelationshipView): boolean {
  const says = sides.map(({ peers }) =>
    peers
      .filter((peer) => peer.role !== "backup")
      .map(({ name, role, url }) => `${name} ${role} ${url}`)
      .sort()
      .join(),
  );
  return new Set(says).size > 1;
}

/** What a plan must be allowed to do (`--allow-interruption`). */
export const unallowed = (plan: Plan): string[] => [
  ...unwantedTakeovers(plan),
  ...unwantedLosses(plan),
  ...unservedChanges(plan),
  ...overfull(plan.world, plan.waves.flat()),
];

/** Changes during which nobody could serve, although one at a time would do if a partner could. */
export function unservedChanges({ waves, world }: Plan): string[] {
  return waves.flat().flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== "set" || step.interruption.ms === 0 || !step.interruption.avoidable) return [];
      const { relationships, ms } = step.interruption;
      const silent = silentPartners(world, step.server);
      const unable = unablePartners(world, step.server);
      const absent = absentPartners(world, step.server);
      const why =
        silent.length > 0
          ? `${enumerate(silent)} ${silent.length === 1 ? "does" : "do"} not answer. Bring ${silent.length === 1 ? "it" : "them"} back first`
          : unable.length > 0
            ? `${unable.join(" and ")}. Mend that first`
            : absent.length > 0
              ? `${enumerate(absent)} ${absent.length === 1 ? "runs" : "run"} on no server yet, and ${absent.length === 1 ? "is" : "are"} set afterwards. Wait for a quiet moment`
              : "its partner does not know the leases (send-lease-updates or sync-leases is off), or there is none. Turn them on first";
      return [
        `${step.server}: while it is set, nobody can serve ${relationships.join(", ")} ${duration(ms)}: ${why}, or allow it (--allow-interruption).`,
      ];
    }),
  );
}

/** Partners that cannot help as they are when a rollout begins, with what is in the way. */
function unablePartners(world: World, name: string): string[] {
  return placesOf(world.servers.get(name)!).flatMap((place) => {
    const partner = heardPartner(world, place);
    if (!partner) return [];
    const { role, member, server } = partner;
    if (member.state !== normalState(role)) return [`${role.self} on ${server.name} is ${member.state}`];
    return server.off.length > 0 ? [`the DHCP service of ${server.name} is switched off`] : [];
  });
}

/** Partners that a server serves without, since nobody has set them: a rollout was killed before, or they are fresh. */
function absentPartners({ servers }: World, server: string): string[] {
  const all = new Set([...servers.values()].flatMap(({ facts }) => facts.roles.map(({ self }) => self)));
  return servers.get(server)!.facts.roles.flatMap((role) => {
    const partner = partnerOf(role)?.name;
    const knows = role.sendsUpdates && role.fetchesLeases;
    return partner === undefined || all.has(partner) || !knows ? [] : [partner];
  });
}

/** Servers that would be a server's partners, if they answered. */
function silentPartners({ servers }: World, server: string): string[] {
  const { facts, family } = servers.get(server)!;
  return [...servers.values()].flatMap((other) =>
    other.isMute &&
    other.family === family &&
    other.facts.roles.some(({ self }) => facts.roles.some((role) => partnerOf(role)?.name === self))
      ? [other.name]
      : [],
  );
}

/** Servers that serve clients by themselves now: what becomes of that has to be allowed. */
export function unwantedTakeovers({ takeovers, waves }: Plan): string[] {
  return takeovers.map(({ server, sentences }) => {
    const sets = waves
      .flat()
      .flatMap(({ steps }) => steps)
      .flatMap((step) => (step.kind === "set" && step.server === server ? [step] : []));
    const ms = Math.max(0, ...sets.map(({ interruption }) => interruption.ms));
    const ends = sets.flatMap((step) => endsBesides(takeovers, step));
    const end = ends.length > 0 ? [`Once it is set, ${describeEnds(ends)}.`] : [];
    const gap = ms > 0 ? [`Nobody serves what is left of it ${duration(ms)}.`] : [];
    return `${server}: ${[...sentences, ...end, ...gap].join(" ")} To take it over like that, allow it (--allow-interruption).`;
  });
}

/** Leases that are lost, and with them which addresses are taken. */
export function unwantedLosses({ lostLeases }: Plan): string[] {
  return lostLeases.flatMap(({ about, sentence, isUnsafe }) =>
    isUnsafe ? [`${about}: ${sentence} To lose them, allow it (--allow-interruption).`] : [],
  );
}

/**
 * Partners of running servers that are none of the manifest's: they would go on serving. A host in it has only
 * the servers of the families that it names. One whose member name or address is forgotten is left to itself.
 */
export function unknownPartners(
  { servers }: Declaration,
  surveys: ReadonlyMap<string, Survey>,
  forget: readonly string[],
): string[] {
  const facts = servers.map((server) => ({
    server,
    runs: factsOf(server.family, surveys.get(server.name)?.running ?? {}),
    declared: factsOf(server.family, server.declared),
  }));
  const known = new Set(
    facts.flatMap(({ server, runs, declared }) => {
      const urls = [...runs.roles, ...declared.roles].flatMap(({ url }) => addressOf(url) ?? []);
      return [...server.addresses, ...urls].map((address) => `${server.family} ${address}`);
    }),
  );
  const found = facts.flatMap(({ server, runs }) =>
    runs.roles.flatMap((role): string[] => {
      const partner = partnerOf(role);
      const address = addressOf(partner?.url);
      if (!partner || (address !== undefined && known.has(`${server.family} ${address}`))) return [];
      if (forget.includes(partner.name) || (address !== undefined && forget.includes(address))) return [];
      const host = servers.find(({ addresses }) => address !== undefined && addresses.includes(address));
      const { who, todo, gone } = host ? besides(host, server.family) : ELSEWHERE;
      return [
        `${server.host}: its partner ${partner.name} at ${address ?? "an unknown address"} is ${who}, and would go on serving. For one deploy, ${todo}, so that it hands over; or, if ${gone} is gone for good, go on without it (--forget ${partner.name}).`,
      ];
    }),
  );
  return [...new Set(found)];
}

/** What to do about a partner that is at no host of the manifest. */
const ELSEWHERE = {
  who: "no host of this rollout any more",
  todo: "declare its host as retired, or, where it stays in the topology, as one of the relationship's formerMembers",
  gone: "that machine",
};

/** What to do about one at a host of which the manifest has only the server of the other family. */
const besides = ({ host, retired }: DeclaredServer, family: Family): typeof ELSEWHERE => ({
  who: `the DHCP${family} server of ${host}, which is not in this rollout`,
  todo: retired
    ? `add Family.${family.toUpperCase()} to the families with which ${host} is retired`
    : `declare ${host} as one of the relationship's formerMembers`,
  gone: "that server",
});
