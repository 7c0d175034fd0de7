import { firstFew } from "../../kea/shown/difference-words";
import { MOST_FILES } from "../../kea/fleet/open-files";
import { describeChange } from "../plan/change";
import type { ChangesInWords } from "../plan/changes-in-words";
import type { Declaration } from "../plan/declaration";
import type { LeftOut } from "../plan/left-out";
import type { Plan } from "../plan/plan";
import { describeEnds, duration } from "../plan/steps";
import { isWrecked } from "../plan/survey";
import { endsBesides } from "../plan/takeover";
import type { Progress } from "./progress";
import type { Servers } from "./servers";

/** Who does not answer, what becomes of that, and who waits for it. */
export function announceLeftOut({ pending, waits }: LeftOut, { dark }: Servers, progress: Progress): void {
  progress.each(
    "servers",
    [...dark].map(([name, { why }]) => [
      name,
      pending.includes(name) ? `pending: ${why}` : `does not answer, and nothing of it changes: ${why}`,
    ]),
  );
  progress.each("servers", waits);
}

/** What is found on each server, what changes, and what clients will notice. */
export function announce(
  { servers, manifest }: Declaration,
  { surveys }: Servers,
  todo: Plan,
  changes: ChangesInWords,
  progress: Progress,
): void {
  const found = servers.map((server) => {
    const { name } = server;
    const differ = todo.differences.get(name);
    const fresh = !surveys.get(name)!.commands.includes("ha-heartbeat");
    const what =
      differ === undefined
        ? ["runs what is declared", ...(changes[name] ?? [])].join("; ")
        : differ.length === 0
          ? isWrecked(server, surveys.get(name)!)
            ? "has lost its HA hook library"
            : "runs what is declared, and will be set again, since its partner is and they are terminated"
          : fresh
            ? "will get its first HA configuration"
            : `changes: ${firstFew(changes[name] ?? [])}`;
    return [name, `Kea ${surveys.get(name)!.version}, ${what}`] as const;
  });
  progress.each("servers", found);
  progress.each(
    "relationships",
    [...todo.changes].flatMap(([name, change]) =>
      change === "steady" ? [] : [[name, describeChange(change)] as const],
    ),
  );
  for (const { server, sentences } of todo.takeovers)
    for (const sentence of sentences) progress.line(server, sentence);
  for (const { about, sentence } of todo.lostLeases) progress.line(about, sentence);
  if (todo.tight && Math.max(...todo.waves.map((wave) => wave.length)) >= todo.tight.width) {
    const { server, files, width } = todo.tight;
    const most = `up to ${files} files open, and Kea ends when it has more than ${MOST_FILES}`;
    progress.line(server, `will have ${most}: of its sites ${width} change at the same time`);
  }
  for (const [server, sentence] of todo.passages) progress.line(server, sentence);
  for (const stage of todo.waves.flat()) {
    for (const step of stage.steps) {
      if (step.kind !== "set") continue;
      const { relationships, ms, why } = step.interruption;
      if (ms > 0) progress.line(relationships, `will be interrupted ${duration(ms)}: ${why}`);
      const ends = endsBesides(todo.takeovers, step);
      if (ends.length > 0) progress.line(step.server, `once it is set, ${describeEnds(ends)}`);
    }
  }
  if (todo.waves.length === 0) progress.line(manifest.component, "nothing to do");
}
