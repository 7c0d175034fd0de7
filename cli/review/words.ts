import { describe } from "../../kea/rules/findings";
import { enumerate } from "../../kea/words";
import type { Change } from "../../rollout/plan/change";
import { describeStep, duration, type Stage, type Step, subject } from "../../rollout/plan/steps";
import { changedHosts, type Closed, count } from "./gates";
import type { ComponentReview, RelationshipReview, ServerReview } from "./story";

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
    { title: "Who serves meanwhile", matters: true, entries: meanwhile(review) },
    { title: "Steps", matters: false, entries: steps(review) },
    { title: "What the rules say", matters: true, entries: [about(rules(review))] },
  ];
  return sections
    .map((section) => ({ ...section, entries: section.entries.filter(({ lines }) => lines.length > 0) }))
    .filter(({ entries }) => entries.length > 0);
}

const about = (lines: readonly string[]): Entry => ({ subject: "", lines });

/** What everybody wants to know first, in one sentence. */
export function headline(components: readonly ComponentReview[]): string {
  const refused = components.filter((one) => one.refused.length > 0).length;
  const untold = components.filter(({ plan }) => plan === undefined).length;
  const hosts = changedHosts(components);
  const all = new Set(components.flatMap(({ servers }) => servers.map(({ host }) => host))).size;
  const gaps = components
    .filter(({ rests }) => !rests)
    .flatMap(({ relationships }) => relationships.filter((r) => r.interruptions.length > 0));
  const parts = [
    hosts.length === 0 && untold === 0
      ? "Nothing changes on any host"
      : `${hosts.length} of ${count(all, "host")} ${hosts.length === 1 ? "changes" : "change"}`,
    ...(gaps.length > 0
      ? [`clients of ${enumerate(gaps.map(({ name }) => name))} are without service for a while`]
      : hosts.length > 0
        ? ["all clients are served all the time"]
        : []),
    ...(untold > 0 ? [`of ${count(untold, "component")} it cannot be told`] : []),
    ...(refused > 0 ? ["the rollout will refuse it as it is"] : []),
  ];
  return `${parts.join("; ")}.`;
}

/** What follows all sections: the gates that are closed. */
export function gateLines(closed: readonly Closed[]): string[] {
  return closed.map(({ why }) => `Gate closed: ${why}`);
}

// ------------------------------------------------------------------------------------ what changes

function changes({ relationships, servers, rests, plan }: ComponentReview): Entry[] {
  const idle = servers.filter(({ what }) => what === "unchanged");
  const told = servers.filter(
    ({ what }) => what === "changes" || what === "first" || what === "lost its hooks",
  );
  return [
    ...relationships.filter(({ changes: any }) => any).map(relationshipEntry),
    ...alike(told),
    // Found on servers that are left alone.
    ...alike(idle.filter(({ lines }) => lines.length > 0)),
    ...(rests
      ? [
          about([
            told.length > 0
              ? "Terraform does not start the rollout: what differs stays as it is."
              : "Terraform does not start the rollout: no configuration changes.",
          ]),
        ]
      : plan !== undefined && idle.length > 0
        ? [
            about([
              `${enumerate(idle.map(({ server }) => server))} ${idle.length === 1 ? "runs" : "run"} what is declared, and ${idle.length === 1 ? "is" : "are"} not touched.`,
            ]),
          ]
        : []),
  ];
}

const CHANGES: Readonly<Record<Change, string>> = {
  steady: "its members stay what they are, and change one after another",
  new: "it is set up: its members begin together",
  joining: "a member joins those that run it",
  "role flip": "its members swap their roles",
  incompatible:
    "its members change together, since one that has changed does not understand one that has not",
};

function relationshipEntry({ name, mode, members, change, comes, goes }: RelationshipReview): Entry {
  const roles = members.map(({ host, role }) => `${host} ${role}`).join(", ");
  return {
    subject: `relationship ${name}`,
    lines: [
      `${mode}: ${roles}`,
      ...(change ? [CHANGES[change]] : []),
      ...comes.map((subnet) => `+ subnet ${subnet}`),
      ...goes.map(
        ({ subnet, leases }) =>
          `- subnet ${subnet}${leases === undefined ? "" : ` with ${count(leases, "lease")}`}`,
      ),
    ],
  };
}

/** Servers of which the same is said, together. */
function alike(servers: readonly ServerReview[]): Entry[] {
  const groups = new Map<string, { names: string[]; lines: readonly string[] }>();
  for (const server of servers) {
    const lines = linesOf(server);
    const key = JSON.stringify(lines);
    const group = groups.get(key) ?? { names: [], lines };
    group.names.push(server.server);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, lines }) => ({ subject: names.join(", "), lines }));
}

function linesOf({ what, lines }: ServerReview): readonly string[] {
  if (what === "first") return ["gets its first HA configuration"];
  if (what === "lost its hooks") return ["lost its hooks, and gets them back"];
  return lines;
}

// ------------------------------------------------------------------------------------ who serves meanwhile

function meanwhile({ relationships, plan, rests }: ComponentReview): Entry[] {
  if (plan === undefined || rests) return [];
  return relationships
    .filter(({ sets }) => sets.length > 0)
    .map(({ name, change, sets, interruptions, aloneMs }) => {
      const isFirst = change === "new" && interruptions.length === 0;
      return {
        subject: name,
        lines: isFirst
          ? ["It serves nobody yet."]
          : [
              ...(interruptions.length === 0
                ? ["Its clients are served all the time."]
                : interruptions.map(
                    ({ server, ms, why }) => `Nobody serves ${some(ms)}, when ${server} is set: ${why}.`,
                  )),
              ...sets
                .filter(({ server }) => interruptions.every((one) => one.server !== server))
                .map(
                  ({ server, by }) =>
                    `While ${server} is set, ${by.length > 0 ? `${enumerate(by)} ${by.length === 1 ? "serves" : "serve"}` : "it serves nobody"}.`,
                ),
              ...(aloneMs >= 1000
                ? [
                    `In all for about ${Math.ceil(aloneMs / 1000)} s, nobody could take over if one more server failed.`,
                  ]
                : []),
            ],
      };
    });
}

const some = (ms: number) => (Number.isFinite(ms) ? duration(ms) : `its clients ${duration(ms)}`);

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
      ...(ifFails.length > 0 ? [`If one fails, back: ${ifFails.map(stepLine).join("; ")}.`] : []),
    ],
  };
}

const stepLine = (step: Step) => `${subject(step)}: ${describeStep(step)}`;

// ------------------------------------------------------------------------------------ rules

const rules = ({ findings }: ComponentReview) =>
  findings.length > 0 ? findings.map(describe) : ["Nothing found."];
