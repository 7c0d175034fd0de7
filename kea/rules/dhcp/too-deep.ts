import type { Rule } from "../../rule";
import { type Path, type Server } from "../../fleet";
import { judge } from "./maps";

/** Kea reads 100 levels through its control channel, and the command around takes one. */
const DEEPEST = 99;

export const tooDeep: Rule = {
  code: "KEAHA095",
  name: "too-deep",
  severity: "error",
  reason:
    "Kea's control channel refuses what is nested deeper than 100 levels: the rollout could not set it.",
  source: 'measured on Kea 2.6.3 and 3.0.4: "elements nested too deeply" (CVE-2026-3608)',
  *check(fleet) {
    yield* judge(fleet, function* (server) {
      const path = deep(server);
      if (path === undefined) return;
      yield {
        path: path.slice(0, 3),
        message: `the configuration is nested deeper than ${DEEPEST} levels, in ${path.slice(0, 3).join(" ")}.`,
        remedy: "Make it flatter.",
      };
    });
  },
};

/** A way to a level that is too deep, if there is one. Iterative: the depth is anybody's. */
function deep({ config }: Server): Path | undefined {
  interface Step {
    readonly value: object;
    readonly depth: number;
    readonly key: string | number;
    readonly above: Step | undefined;
  }
  const stack: Step[] = [];
  const push = (value: unknown, depth: number, key: string | number, above: Step | undefined) => {
    if (typeof value === "object" && value !== null) stack.push({ value, depth, key, above });
  };
  push(config, 1, "", undefined);
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (step.depth > DEEPEST) {
      const path: (string | number)[] = [];
      for (let at: Step | undefined = step; at?.above !== undefined; at = at.above) path.unshift(at.key);
      return path;
    }
    for (const [key, value] of Object.entries(step.value))
      push(value, step.depth + 1, Array.isArray(step.value) ? Number(key) : key, step);
  }
  return undefined;
}
