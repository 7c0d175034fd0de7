import {
  type Fleet,
  type FleetMember,
  membersOf,
  modeOf,
  type RelationshipView,
  type Side,
  subnetsOf,
} from "../../kea/fleet/fleet";
import { map, text } from "../../kea/json";
import { describe, type Finding } from "../../kea/rules/findings";
import { assumedSurveys } from "../../rollout/plan/assumed";
import { begins, type Change, runningOf } from "../../rollout/plan/change";
import { changesInWords } from "../../rollout/plan/changes-in-words";
import { type Dark, mirrored, whyLeftOut } from "../../rollout/plan/dark";
import type { Declaration, DeclaredServer } from "../../rollout/plan/declaration";
import { factsOf, keyOf, type Offer, offersIn, prefixOf } from "../../rollout/plan/facts";
import { groupsOf, type Heirs, NO_HEIRS } from "../../rollout/plan/heirs";
import { type WhatIf, whatIf } from "../../rollout/plan/what-if";
import { type WhoServes, whoServes } from "../../rollout/plan/who-serves";
import {
  describeSick,
  lostChannels,
  sickRelationships,
  unallowed,
  unknownPartners,
  wrongVersions,
} from "../../rollout/plan/obstacles";
import { leftOut, notAllowed } from "../../rollout/plan/left-out";
import { type Plan, plan, runningFleet } from "../../rollout/plan/plan";
import { type End, endsOf, type Step } from "../../rollout/plan/steps";
import { isWrecked, type Survey } from "../../rollout/plan/survey";
import type { Takeover } from "../../rollout/plan/takeover";
import { vainWaits } from "../../rollout/plan/terminated";
import { linesOf } from "./both-sides";
import type { AlsoServed } from "./left-behind";
import type { Moving } from "./moves";
import { withoutSecrets } from "./secrets";
import type { Subject } from "./subject";

/** Everything that a review says of one component; each output shows it whole. */
export interface ComponentReview {
  readonly component: string;
  /** Where what runs is known from. `nothing`: a first deploy, or the state does not say. */
  readonly basis: "state" | "servers" | "nothing";
  readonly notes: readonly string[];
  /** Servers to which a rollout that failed may have brought something, or nothing: they are told as new. */
  readonly unsure: readonly string[];
  /** Terraform does not start the rollout. */
  readonly rests: boolean;
  readonly relationships: readonly RelationshipReview[];
  readonly servers: readonly ServerReview[];
  /** Servers that serve by themselves now, and what becomes of that. */
  readonly takeovers: readonly Pick<Takeover, "server" | "sentences">[];
  /** Leases that servers in relationships lose. */
  readonly lostLeases: Plan["lostLeases"];
  /** The steps in order, as the rollout plans them; undefined where nobody knows what runs. */
  readonly plan: Plan["waves"] | undefined;
  /** What is served now, and by nobody afterwards, since that is declared. */
  readonly ends: readonly End[];
  /** What it gives afterwards, and no server of it gave before. */
  readonly gains: readonly End[];
  /** Subnets that come from other components, or go there: those do not end. */
  readonly moves: readonly Moving[];
  /** What it begins to give, and servers that are declared no more go on giving. */
  readonly alsoServed: readonly AlsoServed[];
  /** What the rules say of what is declared. */
  readonly findings: readonly Finding[];
  /** Why the rollout will change nothing, a sentence each. */
  readonly refused: readonly string[];
  /** Servers that do not answer now, and whether something waits for them: the rollout leaves them out. */
  readonly unanswered: readonly {
    readonly server: string;
    readonly why: string;
    readonly pending: boolean;
    /** Whether the rollout is not done because of that. */
    readonly fails: boolean;
  }[];
  /** What servers that answer lack until others do. */
  readonly waits: readonly { readonly server: string; readonly what: string }[];
  /** Who is served when something fails, once all run what is declared. */
  readonly whatIf: WhatIf;
}

export interface RelationshipReview extends WhoServes {
  readonly name: string;
  readonly mode: string;
  readonly members: readonly { readonly name: string; readonly host: string; readonly role: string }[];
  /** Undefined where nobody knows what runs. */
  readonly change: Change | undefined;
  /** Hosts among its members that are sent anything. */
  readonly set: readonly string[];
  /** Whether something of its own changes: else it is only its servers that do. */
  readonly own: boolean;
  /** Prefixes of subnets that it gains. */
  readonly comes: readonly string[];
  readonly goes: readonly { readonly subnet: string; readonly leases?: number }[];
  /** What of it nobody gives afterwards, since that is declared. */
  readonly ends: readonly End[];
  /** Prefixes of subnets that move to another component. */
  readonly leaves: readonly string[];
  /** Prefixes of subnets that give something before and afterwards, or stand for those of before. */
  readonly stays: readonly string[];
  readonly interruptions: readonly {
    readonly server: string;
    /** Infinite where nobody serves its clients afterwards. */
    readonly ms: number;
    readonly why: string;
    /** Only new leases wait. */
    readonly holdsBack?: true;
  }[];
}

/** Whether some of its clients get no answer for a while. */
export const isInterrupted = ({ interruptions }: RelationshipReview) =>
  interruptions.some(({ holdsBack }) => !holdsBack);

/** Whether all that its clients notice is that new leases wait. */
export const isHeldBack = (one: RelationshipReview) => one.interruptions.length > 0 && !isInterrupted(one);

export interface ServerReview {
  readonly server: string;
  readonly host: string;
  readonly what: "unchanged" | "changes" | "first" | "lost its hooks" | "begins anew" | "not known";
  /** What differs, in words. */
  readonly lines: readonly string[];
  /** What it runs and what is declared, without secrets: as lines of JSON. */
  readonly before: string;
  readonly after: string;
}

/** What servers said when they were asked. */
export interface Asked {
  readonly surveys: ReadonlyMap<string, Survey>;
  /** Those that could not be asked. */
  readonly dark: Dark;
  /** Leases that each server knows of, by server and subnet id. */
  readonly leases: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** The review of a component: from what the state says that runs, or from what servers said. */
export function reviewOf(subject: Subject, asked?: Asked): ComponentReview {
  return withoutSecrets(tell(subject, asked), subject.sensitive);
}

function tell(subject: Subject, asked: Asked | undefined): ComponentReview {
  const { running, rests, declaration: whole } = subject;
  const isAnswered = asked !== undefined && asked.surveys.size > 0;
  const surveys = isAnswered ? asked.surveys : assumedSurveys(whole.servers, running);
  const dark: Dark = isAnswered ? asked.dark : new Map();
  const untold = isAnswered ? [] : subject.lost;
  const { declaration, pending, waits } = leftOut({ declaration: whole, surveys, dark, known: running });
  const { servers, fleet } = declaration;
  const planned =
    untold.length === 0
      ? plan(
          servers,
          fleet,
          surveys,
          undefined,
          whole.manifest.policy,
          mirrored(whole.servers, surveys, dark),
        )
      : undefined;
  const served = planned && whoServes(planned, fleet);
  const before = runningFleet(servers, fleet, surveys);
  const words = planned ? changesInWords(planned, fleet) : {};
  const basis = isAnswered ? "servers" : running.size > 0 ? "state" : "nothing";
  const errors = whole.findings.filter(({ severity }) => severity === "error");
  const steps = planned?.waves.flat().flatMap((stage) => stage.steps) ?? [];
  const ends = endsOf(planned?.waves ?? []);
  return {
    component: whole.manifest.component,
    basis,
    notes: [...subject.notes, ...noteOn(basis, untold, asked)],
    unsure: isAnswered ? [] : subject.unsure,
    rests,
    relationships: fleet.relationships.map((one) =>
      relationshipReview(one, planned, served?.get(one.name), {
        was: runningOf(one, before),
        leases: asked?.leases,
        steps,
        ends,
      }),
    ),
    servers: servers.map((server) => ({
      server: server.name,
      host: server.host,
      ...changeOf(server, planned, surveys.get(server.name)!),
      lines: words[server.name] ?? [],
      ...linesOf(server, surveys.get(server.name)!, isAnswered),
    })),
    takeovers: (planned?.takeovers ?? []).map(({ server, sentences }) => ({ server, sentences })),
    lostLeases: planned?.lostLeases ?? [],
    plan: planned?.waves,
    ends,
    gains: gained(servers, fleet, surveys),
    moves: [],
    alsoServed: [],
    findings: whole.findings,
    refused: rests
      ? []
      : [
          ...errors.map(describe),
          ...(asked && !isAnswered ? whyLeftOut(asked.dark) : []),
          ...(planned ? refusals(whole, declaration, surveys, dark, planned) : []),
        ],
    unanswered: [...dark].map(([server, { why }]) => ({
      ...{ server, why, pending: pending.includes(server) },
      fails: notAllowed(pending, whole).includes(server),
    })),
    waits: waits.map(([server, what]) => ({ server, what })),
    whatIf: whatIf(whole.servers, whole.fleet),
  };
}

function gained(
  servers: readonly DeclaredServer[],
  { relationships }: Fleet,
  surveys: ReadonlyMap<string, Survey>,
): End[] {
  const nameOf = (key: string, offer: Offer) => `${key} ${offer}`;
  const had = servers.flatMap(({ name, family }) =>
    factsOf(family, surveys.get(name)!.running).subnets.flatMap(({ key, offers }) =>
      offers.map((offer) => nameOf(key, offer)),
    ),
  );
  const known = new Set(had);
  return relationships.flatMap(offersIn).flatMap(({ key, offers }) =>
    offers.flatMap((offer): End[] => {
      if (known.has(nameOf(key, offer))) return [];
      known.add(nameOf(key, offer));
      return [{ subnet: prefixOf(key), offer }];
    }),
  );
}

function noteOn(
  basis: ComponentReview["basis"],
  untold: readonly string[],
  asked: Asked | undefined,
): string[] {
  if (untold.length > 0)
    return [
      `Of ${untold.length} servers that were rolled out before, the state does not say what they run: an older version has written it, or the files were lost. What changes cannot be told from it; --live asks the servers.`,
    ];
  switch (basis) {
    case "servers":
      return [];
    case "state":
      return [
        "As if every server were healthy and ran what the last rollout that succeeded brought there: so the state says. --live asks the servers.",
      ];
    case "nothing":
      return [
        asked
          ? "No server could be asked: everything is said as for a first deploy, to servers that serve nobody yet."
          : "A first deploy, as far as is known: everything is said as for servers that serve nobody yet. --live asks them.",
      ];
  }
}

function refusals(
  whole: Declaration,
  declaration: Declaration,
  surveys: ReadonlyMap<string, Survey>,
  dark: Dark,
  planned: Plan,
): string[] {
  const all = { reached: declaration.servers, surveys };
  const set = new Set(planned.differences.keys());
  const { allowUnhealthy = false, allowInterruption = false } = whole.manifest.policy ?? {};
  const sick = allowUnhealthy ? [] : sickRelationships(declaration, surveys, set);
  return [
    ...wrongVersions(all),
    ...lostChannels(all),
    ...unknownPartners(whole, surveys, []),
    ...sick.map(({ relationship: one }) => describeSick(one)),
    ...vainWaits(whole.servers, surveys, dark, set),
    ...(allowInterruption ? [] : unallowed(planned)),
  ];
}

function relationshipReview(
  relationship: RelationshipView,
  planned: Plan | undefined,
  served: WhoServes | undefined,
  {
    was,
    leases,
    steps,
    ends,
  }: {
    readonly was: RelationshipView | undefined;
    readonly leases: Asked["leases"] | undefined;
    /** Of the whole plan. */
    readonly steps: readonly Step[];
    readonly ends: readonly End[];
  },
): RelationshipReview {
  const { name, sides } = relationship;
  const members = membersOf(relationship);
  const change = planned?.changes.get(name);
  const [before, after] = [prefixes(was), prefixes(relationship)];
  return {
    name,
    mode: modeOf(relationship),
    members: members.map((member) => ({ name: member.name, host: hostOf(member), role: member.role ?? "?" })),
    change,
    set: members.flatMap(({ server }) =>
      server && planned?.differences.has(server.name) ? [server.host] : [],
    ),
    own: change !== undefined && (change !== "steady" || sides.some((side) => isOwn(side, was, planned!))),
    comes: begins(change) ? [] : [...after.keys()].filter((prefix) => !before.has(prefix)),
    goes: [...before]
      .filter(([prefix]) => !after.has(prefix))
      .map(([subnet, id]) => ({ subnet, ...leasesOf(id, was!, leases) })),
    ends: ends.filter(({ subnet }) => before.has(subnet) || after.has(subnet)),
    leaves: [],
    stays: staying(was, relationship, planned?.heirs ?? NO_HEIRS),
    interruptions: steps.flatMap((step) => {
      if (step.kind !== "set") return [];
      const { ms, why, relationships, holdsBack } = step.interruption;
      if (ms === 0 || !relationships.includes(name)) return [];
      return [{ server: step.server, ms, why, ...(holdsBack && { holdsBack }) }];
    }),
    ...(served ?? { sets: [], aloneMs: 0 }),
  };
}

function staying(was: RelationshipView | undefined, is: RelationshipView, heirs: Heirs): string[] {
  const offered = offersByPrefix(was);
  return [...offersByPrefix(is)].flatMap(([prefix, offers]) => {
    const groups = groupsOf(keyOf(is.family, prefix), heirs);
    const had = (offer: Offer) => (one: string) => offered.get(prefixOf(one))?.has(offer);
    return [...offers].some((offer) => groups.some((group) => group.every(had(offer)))) ? [prefix] : [];
  });
}

/** What clients get from each of its subnets, by prefix. */
function offersByPrefix(relationship: RelationshipView | undefined): Map<string, ReadonlySet<Offer>> {
  const all = relationship ? offersIn(relationship) : [];
  return new Map(
    all.flatMap(({ prefix, offers }) => (prefix === undefined ? [] : [[prefix, new Set(offers)] as const])),
  );
}

/** Whether a difference on a member's server is about this relationship or one of its subnets. */
function isOwn({ server, self }: Side, was: RelationshipView | undefined, { differences }: Plan): boolean {
  const mine = (views: readonly Side[]) =>
    views.flatMap((side) => subnetsOf(side).map(({ prefix }) => prefix));
  const all = was ? mine(was.sides) : [];
  const subnets = new Set([...all, ...mine(server.sides.filter((side) => side.self === self))]);
  return (differences.get(server.name) ?? []).some(({ within, entry, declared, running }) =>
    [...within, ...(entry ? [{ kind: entry, map: map(declared ?? running) }] : [])].some(
      (one) =>
        (one.kind === "relationship" && one.map["this-server-name"] === self) ||
        (one.kind === "subnet" && subnets.has(text(one.map.subnet))),
    ),
  );
}

const hostOf = ({ server, name }: FleetMember) => server?.host ?? name;

function prefixes(relationship: RelationshipView | undefined): Map<string, number | undefined> {
  const all = relationship?.sides.flatMap((side) => subnetsOf(side)) ?? [];
  return new Map(all.flatMap(({ prefix, id }) => (prefix === undefined ? [] : [[prefix, id] as const])));
}

/** The most that any member knows of. */
function leasesOf(
  id: number | undefined,
  { sides }: RelationshipView,
  leases: Asked["leases"] | undefined,
): { leases?: number } {
  const counts = sides.flatMap(({ server }) => leases?.get(server.name)?.get(id ?? -1) ?? []);
  return counts.length > 0 ? { leases: Math.max(...counts) } : {};
}

function changeOf(
  server: DeclaredServer,
  planned: Plan | undefined,
  survey: Survey,
): Pick<ServerReview, "what"> {
  const differ = planned?.differences.get(server.name);
  if (!planned) return { what: "not known" };
  if (differ === undefined) return { what: "unchanged" };
  if (differ.length === 0) return { what: isWrecked(server, survey) ? "lost its hooks" : "begins anew" };
  return { what: survey.commands.includes("ha-heartbeat") ? "changes" : "first" };
}
