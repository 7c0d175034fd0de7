import { describe } from "../../kea/rules/findings";
import { capital, count, enumerate, few } from "../../kea/words";
import { begins, describeChange } from "../../rollout/plan/change";
import {
  describeEnds,
  describePlannedStep,
  duration,
  type Stage,
  type Step,
  subject,
} from "../../rollout/plan/steps";
import { whatIfSections } from "../what-if";
import { changedHosts, type Closed, hostsOf } from "./gates";
import { describeAlsoServed, describeAlsoServedBriefly } from "./left-behind";
import { describeMoves, describeMovesBriefly, leavingIn } from "./moves";
import {
  type ComponentReview,
  isHeldBack,
  isInterrupted,
  type RelationshipReview,
  type ServerReview,
} from "./story";

/** A part of a review, in words: every output shows the same. */
export interface Section {
  readonly title: string;
  /** What everybody has to read; the rest can be folded away. */
  readonly matters: boolean;
  readonly entries: readonly Entry[];
}

export interface Entry {
  /** What it is about; empty for what is about everything. */
  readonly subject: string;
  readonly lines: readonly string[];
}

/** The parts of a component's review, in the order in which people read them; empty ones are left out. */
export function sectionsOf(review: ComponentReview): Section[] {
  const sections = [
    { title: "The rollout will refuse this", matters: true, entries: [about(review.refused)] },
    { title: "What changes", matters: true, entries: changes(review) },
    { title: "Servers that are taken over", matters: true, entries: takenOver(review) },
    { title: "Leases that are lost", matters: true, entries: lost(review) },
    { title: "What is left out, since servers do not answer", matters: true, entries: leftOut(review) },
    { title: "Who serves meanwhile", matters: true, entries: meanwhile(review) },
    { title: "Steps", matters: false, entries: steps(review) },
    { title: "What the rules say", matters: true, entries: [about(rules(review))] },
    { title: "What if something fails afterwards", matters: false, entries: failures(review) },
  ];
  return sections
    .map((section) => ({ ...section, entries: section.entries.filter(({ lines }) => lines.length > 0) }))
    .filter(({ entries }) => entries.length > 0);
}

/** What {@link whatIfSections} says, as entries. */
function failures({ whatIf, rests }: ComponentReview): Entry[] {
  if (rests) return [];
  return whatIfSections(whatIf).map(({ heading, entries, closing }) => ({
    subject: heading,
    lines: [
      ...entries.map(({ of, fates }) => `${of}: ${fates.join("; ")}`),
      ...(closing === undefined ? [] : [closing]),
    ],
  }));
}

const about = (lines: readonly string[]): Entry => ({ subject: "", lines });

/** What everybody wants to know first, in one sentence. */
export function headline(components: readonly ComponentReview[]): string {
  const hosts = changedHosts(components);
  const all = hostsOf(components).length;
  const untold = components.filter(({ plan }) => plan === undefined).length;
  const refused = components.filter((one) => one.refused.length > 0).length;
  const planned = components.filter(({ plan, rests }) => plan !== undefined && !rests);
  const touched = planned.flatMap(({ relationships }) => relationships.filter(({ set }) => set.length > 0));
  const gaps = touched.filter(isInterrupted).map(({ name }) => name);
  const held = touched.filter(isHeldBack).map(({ name }) => name);
  const served = touched.some((one) => !isFirst(one));
  const losing = [...new Set(planned.flatMap(({ lostLeases }) => lostLeases.map(({ about }) => about)))];
  const ends = planned.flatMap((one) => one.ends);
  const taken = planned.flatMap(({ takeovers }) => takeovers.map(({ server }) => server));
  const moves = leavingIn(planned);
  const alsoServed = planned.flatMap((one) => one.alsoServed);
  const isElsewhere = moves.length + alsoServed.length > 0;
  const isUnsure = planned.some(({ unsure }) => unsure.length > 0);
  const others = ends.length > 0 || isElsewhere ? "all other clients" : "all clients";
  const parts = [
    ...(untold < components.length || components.length === 0
      ? [
          hosts.length === 0
            ? "Nothing changes on any host"
            : `${hosts.length} of ${count(all, "host")} ${hosts.length === 1 ? "changes" : "change"}`,
        ]
      : []),
    ...(gaps.length > 0 ? [`clients of ${few(gaps, 5)} are without service for a while`] : []),
    ...(held.length > 0 ? [`new leases of ${few(held, 5)} are held back for a while`] : []),
    ...(ends.length > 0 ? [describeEnds(ends)] : []),
    ...(moves.length > 0 ? [describeMovesBriefly(moves)] : []),
    ...describeAlsoServedBriefly(alsoServed),
    ...(gaps.length + held.length === 0 && touched.some(hasClients)
      ? [`${others} are served all the time`]
      : []),
    ...(taken.length > 0
      ? [`${few(taken, 5)} ${taken.length === 1 ? "is" : "are"} taken over from somebody else's set-up`]
      : []),
    ...(losing.length > 0 ? [`leases of ${few(losing, 5)} are lost`] : []),
    ...(hosts.length > 0 && !served && gaps.length === 0 && ends.length === 0 && !isElsewhere
      ? [isUnsure ? "whether they serve anybody yet is not known" : "they serve nobody yet"]
      : []),
    ...(untold > 0 ? [`what changes in ${count(untold, "component")} cannot be told`] : []),
    ...(refused > 0 ? ["the rollout will refuse it as it is"] : []),
  ];
  const sentence = `${parts.join("; ")}.`;
  return capital(sentence);
}

const isFirst = ({ change, interruptions }: RelationshipReview) =>
  begins(change) && interruptions.length === 0;

/** Whether it has clients that are served before and afterwards. */
const hasClients = (one: RelationshipReview) =>
  !isFirst(one) && (one.ends.length + one.leaves.length === 0 || one.stays.length > 0);

/** What follows all sections: the gates that are closed. */
export function gateLines(closed: readonly Closed[]): string[] {
  return closed.map(({ why }) => `Gate closed: ${why}`);
}

// ------------------------------------------------------------------------------------ what changes

function changes({ relationships, servers, rests, plan }: ComponentReview): Entry[] {
  const idle = servers.filter(({ what }) => what === "unchanged");
  const told = servers.filter(({ what }) => what !== "unchanged" && what !== "not known");
  const resting = idle.map(({ server }) => server);
  const isOne = idle.length === 1;
  const closing = rests
    ? told.length > 0
      ? "Terraform does not start the rollout: what differs stays as it is."
      : "Terraform does not start the rollout: no configuration changes."
    : `${few(resting, 5)} ${isOne ? "runs" : "run"} what is declared, and ${isOne ? "is" : "are"} not touched.`;
  return [
    ...alike(relationships.filter(({ set }) => set.length > 0).map(relationshipEntry)),
    ...alike(told.map((server) => ({ subject: server.server, lines: differencesOf(server) }))),
    // What is found on servers that are left alone.
    ...alike(idle.map(({ server, lines }) => ({ subject: server, lines }))),
    ...(rests || (plan !== undefined && idle.length > 0) ? [about([closing])] : []),
  ];
}

function relationshipEntry({
  name,
  mode,
  members,
  change,
  set,
  own,
  comes,
  goes,
}: RelationshipReview): Entry {
  const subject = `relationship ${name}`;
  const sent = `${enumerate(set)} will be set`;
  if (!own) return { subject, lines: [`nothing of its own changes; ${sent}`] };
  const roles = members.map(({ host, role }) => `${host} ${role}`).join(", ");
  return {
    subject,
    lines: [
      `${mode}: ${roles}`,
      change && change !== "steady"
        ? describeChange(change)
        : `its members stay what they are; ${sent}, one after another`,
      ...comes.map((subnet) => `+ subnet ${subnet}`),
      ...goes.map(
        ({ subnet, leases }) =>
          `- subnet ${subnet}${leases === undefined ? "" : ` with ${count(leases, "lease")}`}`,
      ),
    ],
  };
}

function differencesOf({ what, lines }: ServerReview): readonly string[] {
  if (what === "first") return ["gets its first HA configuration"];
  if (what === "begins anew") return ["is set again, since its partner is and they are terminated"];
  return what === "lost its hooks" ? ["has lost its hooks, and gets them back"] : lines;
}

/** Those of which the same is said, together. */
function alike(entries: readonly Entry[]): Entry[] {
  const groups = new Map<string, { subjects: string[]; lines: readonly string[] }>();
  for (const { subject, lines } of entries) {
    const key = JSON.stringify(lines);
    const group = groups.get(key) ?? { subjects: [], lines };
    group.subjects.push(subject);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ subjects, lines }) => ({ subject: subjects.join(", "), lines }));
}

// ------------------------------------------------------------------------------------ takeovers and lost leases

function takenOver({ takeovers, rests }: ComponentReview): Entry[] {
  return rests ? [] : takeovers.map(({ server, sentences }) => ({ subject: server, lines: sentences }));
}

function lost({ lostLeases, rests }: ComponentReview): Entry[] {
  return rests
    ? []
    : alike(lostLeases.map(({ about: subject, sentence }) => ({ subject, lines: [sentence] })));
}

// ------------------------------------------------------------------------------------ what is left out

function leftOut({ unanswered, waits }: ComponentReview): Entry[] {
  return [
    ...unanswered.map(({ server, why, pending }) => ({
      subject: server,
      lines: [pending ? `pending: ${why}` : `nothing of it changes: ${why}`],
    })),
    ...waits.map(({ server, what }) => ({ subject: server, lines: [what] })),
  ];
}

// ------------------------------------------------------------------------------------ who serves meanwhile

function meanwhile({
  relationships,
  plan,
  rests,
  ends,
  moves,
  alsoServed,
  unsure,
}: ComponentReview): Entry[] {
  if (plan === undefined || rests) return [];
  // A backup serves nobody, and may be waited for all the same.
  const touched = relationships.filter(({ sets, interruptions }) => sets.length + interruptions.length > 0);
  const told = touched.flatMap((one) => one.ends);
  const others = ends.filter((end) => !told.some(({ subnet }) => subnet === end.subnet));
  return [
    about([...describeMoves(moves), ...describeAlsoServed(alsoServed)]),
    ...(others.length > 0 ? [about([capital(`${describeEnds(others)}.`)])] : []),
    ...alike(
      touched.map((one) => ({
        subject: one.name,
        lines: isFirst(one)
          ? [
              one.sets.some(({ server }) => unsure.includes(server))
                ? "Whether it serves anybody yet is not known."
                : "It serves nobody yet.",
            ]
          : serviceOf(one),
      })),
    ),
  ];
}

function serviceOf(one: RelationshipReview): string[] {
  const { sets, interruptions, aloneMs, ends, leaves } = one;
  const served = sets.filter(({ server }) => interruptions.every((gap) => gap.server !== server));
  const gaps = interruptions.map(({ server, ms, why, holdsBack }) => {
    if (holdsBack) return capital(`${why}, ${duration(ms)} when ${server} is set.`);
    const howLong = Number.isFinite(ms) ? duration(ms) : `its clients ${duration(ms)}`;
    return `Nobody serves ${howLong}, when ${server} is set: ${why}.`;
  });
  return [
    ...(ends.length > 0 ? [capital(`${describeEnds(ends)}.`)] : []),
    ...gaps,
    ...(gaps.length === 0 && hasClients(one)
      ? [`Its ${ends.length + leaves.length > 0 ? "other " : ""}clients are served all the time.`]
      : []),
    ...served.map(({ server, by, isNeeded }) => {
      const nobody = isNeeded ? "nobody does" : "nobody has to be served";
      const who = by.length === 0 ? nobody : `${enumerate(by)} ${by.length === 1 ? "serves" : "serve"}`;
      return `While ${server} is set, ${who}.`;
    }),
    ...(aloneMs >= 1000
      ? [`For about ${Math.ceil(aloneMs / 1000)} s in all, nobody could take over if one more server failed.`]
      : []),
  ];
}

// ------------------------------------------------------------------------------------ steps

function steps({ plan, rests }: ComponentReview): Entry[] {
  if (plan === undefined || rests) return [];
  return plan.flatMap((wave, index) => wave.map((stage) => stageEntry(stage, `${index + 1}. `)));
}

function stageEntry({ reason, steps: all, ifFails }: Stage, number: string): Entry {
  return {
    subject: number + reason,
    lines: [
      ...all.map(stepLine),
      ...(ifFails.length > 0 ? [`If one fails: ${ifFails.map(stepLine).join("; ")}.`] : []),
    ],
  };
}

const stepLine = (step: Step) => `${subject(step)} ${describePlannedStep(step)}`;

// ------------------------------------------------------------------------------------ rules

const rules = ({ findings }: ComponentReview) =>
  findings.length > 0 ? findings.map(describe) : ["Nothing found."];
