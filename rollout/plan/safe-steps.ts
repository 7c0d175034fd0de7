import { harmsIn, sameService } from "./service";
import type { Played } from "./simulate";
import { type Group, type Names, stageSteps } from "./stages";
import { beforeAndAfter, type World } from "./world";

/**
 * The steps of a stage by which no client's lease comes to harm. Where changes meet of which each has an order of
 * its own, helping each other could make two servers answer for one subnet: its members pause until they are set.
 *
 * @param old subnets that may have clients already, by their keys.
 */
export function safeSteps(
  start: World,
  group: Group,
  names: Names,
  old: ReadonlySet<string>,
): readonly Played[] {
  const helping = stageSteps(start, group, names);
  // One server alone has no order to contradict.
  if (group.servers.length < 2) return helping;
  const harmed = harmedBy(start, helping, old);
  if (harmed.size === 0) return helping;
  const paused = relationshipsOf(harmed, start, group, names);
  const renumbered = new Set([...group.renumbered, ...paused]);
  const pausing = stageSteps(start, { ...group, renumbered }, names);
  return harmedBy(start, pausing, old).size === 0 ? pausing : helping;
}

/** Subnets for which two answer who tell each other nothing, or of which somebody refuses a lease, since the start. */
function harmedBy(start: World, played: readonly Played[], old: ReadonlySet<string>): ReadonlySet<string> {
  const before = new Set(harmsIn(start).map(({ text }) => text));
  const harmed = new Set<string>();
  let last = start;
  for (const moment of played.flatMap(({ moments }) => moments)) {
    const isSame = sameService(last, moment) && runsSame(last, moment);
    last = moment;
    if (isSame) continue;
    for (const { key, text } of harmsIn(moment)) if (old.has(key) && !before.has(text)) harmed.add(key);
  }
  return harmed;
}

const runsSame = (before: World, after: World) =>
  [...after.servers].every(([name, { facts }]) => before.servers.get(name)?.facts === facts);

/** The relationships in which a stage's servers have some subnets, before and after it. */
function relationshipsOf(
  keys: ReadonlySet<string>,
  start: World,
  { servers }: Group,
  names: Names,
): string[] {
  return servers.flatMap(([server, sends]) => {
    const facts = beforeAndAfter(start, server, sends);
    const members = facts.flatMap(({ subnets }) => subnets.filter((s) => keys.has(s.key)));
    return members.flatMap(({ member }) => (member === undefined ? [] : (names(server, member) ?? [])));
  });
}
