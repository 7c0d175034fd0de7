import { MOST_FILES, openFiles } from "../../kea/fleet/open-files";
import { count, enumerate } from "../../kea/words";
import type { Stage } from "./steps";
import { beforeAndAfter, type World } from "./world";

/** Files that a server needs for each partner that is set, until connections of before are closed. */
const PER_PARTNER = 2;
/** Files for the commands that it is sent meanwhile. */
const FOR_COMMANDS = 20;
/** Fewer stages at a time than this make no more room. */
const LEAST = 10;

/** Why fewer stages run at the same time than are allowed. */
export interface Tight {
  readonly server: string;
  /** Files that it has open once it has served in all of its relationships. */
  readonly files: number;
  /** Stages at the same time. */
  readonly width: number;
}

/** The server, if any, that would open more files than Kea can have if so many of its partners were set at once. */
export function tightest({ servers }: World, width: number): Tight | undefined {
  const all = [...servers.values()].map(({ name, facts }): Tight => {
    const files = openFiles(facts.roles);
    const room = Math.floor((MOST_FILES - FOR_COMMANDS - files) / PER_PARTNER);
    return { server: name, files, width: Math.max(LEAST, room) };
  });
  return all.filter((one) => one.width < width).sort((one, other) => one.width - other.width)[0];
}

/** Servers that stages let have so many files open that Kea would end, and what makes them so many. */
export function overfull(world: World, stages: readonly Stage[]): string[] {
  const steps = stages.flatMap((stage) => stage.steps);
  return [...world.servers.values()].flatMap(({ name, facts }) => {
    const helped = new Set(
      steps.flatMap((step) => (step.kind === "hand-over" && step.helper === name ? [step.member] : [])),
    );
    const sets = steps.flatMap((step) => (step.kind === "set" && step.server === name ? [step.sends] : []));
    // Kea that is set connects anew in all relationships that it has been in.
    const again = new Set(sets.length > 0 ? facts.roles.map(({ self }) => self) : []);
    if (helped.size === 0 && again.size === 0) return [];
    const runs = [facts, ...sets.flatMap((sends) => beforeAndAfter(world, name, sends))];
    const files = runs.map(({ roles }) =>
      openFiles(
        roles.map(({ self, role, peers }) => {
          return { role, peers, unserved: role === "standby" && !helped.has(self) && !again.has(self) };
        }),
      ),
    );
    const needed = Math.max(...files) + FOR_COMMANDS;
    if (needed <= MOST_FILES) return [];
    const what = [
      ...(again.size > 0 ? ["connect anew to all of its partners when it is set"] : []),
      ...(helped.size > 0 ? [`serve in ${count(helped.size, "relationship")} for others meanwhile`] : []),
    ];
    return [
      `${name}: it would ${enumerate(what)}, and have about ${needed} files open: Kea ends when it has more than ${MOST_FILES}. Give some of its relationships to another hub, ${helped.size > 0 ? "leave some of the hosts out that change (--without), " : ""}or allow it (--allow-interruption).`,
    ];
  });
}
