import type { Command } from "commander";
import { groupedBy } from "../kea/grouped";
import { enumerate, few } from "../kea/words";
import { withExitCodes } from "../rollout/exit-codes";
import { MANIFEST } from "../rollout/files/manifests";
import type { Fate, Failure, Wait, WhatIf } from "../rollout/plan/what-if";
import { whatIf } from "../rollout/plan/what-if";
import { lookHere } from "./look";
import { loadManifests } from "./manifests";
import { wrap } from "./wrap";

/** With more relationships than these, those with the same fate are told together. */
const MANY = 5;

/** What people read of {@link WhatIf}: what fails, and what becomes of that. */
export interface WhatIfSection {
  readonly heading: string;
  readonly entries: readonly { readonly of: string; readonly fates: readonly string[] }[];
  /** Said where there is nothing to list, or of what is not. */
  readonly closing?: string;
}

/** Adds the command. */
export function addWhatIf(program: Command): void {
  const command = program
    .command("what-if")
    .description(
      "tells who is served when a host, two hosts or the way between sites fails; asks nobody: all servers are taken to run what is declared, healthy",
    )
    .argument("<manifest>", MANIFEST)
    .option("--json", "print JSON", false)
    .action((path: string, { json }: { json: boolean }) => {
      const declared = loadManifests(path);
      const found = declared.map(({ manifest: { component }, servers, fleet }) => ({
        component,
        ...whatIf(servers, fleet),
      }));
      if (json) return console.log(JSON.stringify({ format: 1, components: found }, null, 2));
      found.forEach((one, index) => {
        if (found.length > 1) console.log(`${index === 0 ? "" : "\n"}${declared[index]!.title}\n`);
        console.log(whatIfText(one, lookHere().width));
      });
    });
  withExitCodes(command, [
    ["0", "told"],
    ["2", "bad input, or output that cannot be written"],
  ]);
}

/** A text for a terminal. */
export function whatIfText(found: WhatIf, width: number): string {
  const blocks = whatIfSections(found).map(({ heading, entries, closing }) =>
    [
      ...wrap(heading, width, ""),
      ...entries.flatMap(({ of, fates }) => [
        ...wrap(of, width, "  "),
        ...fates.flatMap((fate) => wrap(fate, width, "    ")),
      ]),
      ...(closing === undefined ? [] : wrap(closing, width, "  ")),
    ].join("\n"),
  );
  return blocks.join("\n\n");
}

/** The same as sentences: single points of failure first. What many have in common is told once. */
export function whatIfSections(found: WhatIf): WhatIfSection[] {
  const loses = ({ fates }: Failure) => fates.some(({ kind }) => kind === "lost");
  const single = found.hosts.filter(loses);
  const others = found.hosts.filter((failure) => !loses(failure));
  const sites = found.sites.filter(({ hosts, name }) => hosts.length > 1 || hosts[0] !== name);
  const off = found.cuts.filter(({ of }) => of.length === 1);
  const apart = found.cuts.filter(({ of }) => of.length > 1);
  return [
    {
      heading: "Single points of failure",
      entries: told(single),
      ...(single.length === 0 && { closing: "None: no host alone takes a subnet with it." }),
    },
    { heading: "When one host fails", entries: told(others) },
    {
      heading: "When two hosts fail together",
      entries: toldPairs(found.pairs),
      closing:
        found.pairs.length === 0
          ? "No two hosts lose what neither of them loses alone."
          : "Any other two lose what each of them loses alone, and nothing more.",
    },
    {
      heading: "When a site reaches no other one",
      entries: [
        ...told(off),
        ...told(apart).map(({ of, fates }) => ({ of: `only the way between ${of}`, fates })),
      ],
      closing:
        sites.length > 0
          ? `Sites, by the hosts' addresses: ${sites.map(({ name, hosts }) => `${name} (${few(hosts)})`).join(", ")}; every other host is one for itself.`
          : "Every host is taken for a site of its own.",
    },
    { heading: "How long that takes", entries: [], closing: waits(found) },
  ].filter(({ entries, closing }) => entries.length > 0 || closing !== undefined);
}

/** What many have in common is told once, with the relationships' names where there is only one. */
function told(failures: readonly Failure[]): WhatIfSection["entries"] {
  const alike = groupedBy(failures, (one) => JSON.stringify(one.fates.map(shape(one))));
  return [...alike.values()].map((same) => {
    const names = same.map(({ of }) => of.join(" and "));
    const { of, fates } = same[0]!;
    if (same.length === 1) return { of: names[0]!, fates: sentences(fates) };
    return { of: `${few(names)}, each alone`, fates: sentences(fates, of) };
  });
}

/** Pairs by the host that most of them share. */
function toldPairs(pairs: readonly Failure[]): WhatIfSection["entries"] {
  const count = new Map<string, number>();
  for (const host of pairs.flatMap(({ of }) => of)) count.set(host, (count.get(host) ?? 0) + 1);
  const common = ({ of: [a, b] }: Failure) => (count.get(a!)! >= count.get(b!)! ? a! : b!);
  const alike = groupedBy(pairs, (pair) => JSON.stringify([common(pair), pair.fates.map(shape(pair))]));
  return [...alike.values()].map((same) => {
    const [first] = same;
    const hub = common(first!);
    const partners = same.map(({ of }) => of.find((host) => host !== hub)!);
    if (same.length === 1) return { of: `${hub} and ${partners[0]}`, fates: sentences(first!.fates) };
    return { of: `${hub} with any of ${few(partners)}`, fates: sentences(first!.fates, first!.of) };
  });
}

/** A fate without the names of what fails. */
const shape =
  ({ of }: Failure) =>
  ({ relationship: _, subnets, by, ...rest }: Fate) => ({
    ...rest,
    by: by.filter((host) => !of.includes(host)),
    count: subnets.length,
  });

/** @param itself what fails, where it stands for others that fare alike. */
function sentences(fates: readonly Fate[], itself?: readonly string[]): string[] {
  if (fates.length === 0) return ["no client notices"];
  const same = groupedBy(fates, (fate) => {
    const { kind, clients, wait } = fate;
    return JSON.stringify([kind, clients, wait, fates.length > MANY ? "" : fate]);
  });
  return [...same.values()].map((all) => sentence(all, itself));
}

/** What becomes of one relationship, or of several with the same fate. */
function sentence(all: readonly Fate[], itself?: readonly string[]): string {
  const { kind, clients, wait } = all[0]!;
  const by = unique(all.flatMap((fate) => fate.by)).map((host) => (itself?.includes(host) ? "it" : host));
  const who = by.length > 2 ? "the other member" : enumerate(by);
  const what = `${clients === "half" ? "half of the clients of " : ""}${about(all, itself !== undefined)}`;
  switch (kind) {
    case "lost":
      return `${what}: lost, nobody serves ${clients === "half" ? "them" : "it"}`;
    case "taken over":
      return `${what}: ${who} takes over, after ${described(wait!)}`;
    case "alone":
      return `${what}: ${who} goes on alone${wait ? `; new leases are held back for ${described(wait)}` : ""}`;
    case "held back":
      return `${what}: ${who} goes on; new leases are held back for as long as that lasts (wait-backup-ack)`;
    case "split":
      return `${what}: ${by.length > 2 ? "the members" : who} both serve, after ${described(wait!)}, and do not tell each other which addresses they give`;
  }
}

function about(all: readonly Fate[], isOne: boolean): string {
  const subnets = all.flatMap((fate) => fate.subnets);
  const count = subnets.length === 1 ? "subnet" : `${subnets.length} subnets`;
  if (isOne) return `its ${count}`;
  const names = all.map(({ relationship }) => relationship ?? "no relationship");
  return all.length === 1 ? `${names[0]} (${few(subnets)})` : `${few(names)} (${count})`;
}

function described({ silenceMs, noticedMs, unservedClients }: Wait): string {
  const silence =
    silenceMs === 0 ? `up to a heartbeat (${seconds(noticedMs)})` : `${seconds(silenceMs)} of silence`;
  return unservedClients === 0 ? silence : `${silence}, then more than ${unservedClients} unserved clients`;
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];
const seconds = (ms: number) => `${ms / 1000} s`;

/** What the words of the other sections mean. */
function waits({ hosts, cuts }: WhatIf): string | undefined {
  const all = [...hosts, ...cuts].flatMap(({ fates }) => fates.flatMap(({ wait }) => wait ?? []));
  if (all.length === 0) return undefined;
  const late = Math.max(...all.map(({ silenceMs, noticedMs }) => noticedMs - silenceMs));
  const unserved = all
    .filter(({ unservedClients }) => unservedClients > 0)
    .map(({ unservedMs }) => unservedMs);
  return [
    `Silence is noticed with a heartbeat: up to ${seconds(late)} later when Kea has ended, up to ${seconds(late + 10_000)} when its host or the network is gone.`,
    ...(unserved.length > 0
      ? [
          `A client counts as unserved when its packets reach the one that takes over, and say that it has waited for more than ${seconds(Math.max(...unserved))}: with fewer such clients nobody takes over.`,
        ]
      : []),
  ].join(" ");
}
