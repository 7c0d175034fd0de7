import type { Server } from "../../fleet/fleet";
import type { Path } from "../../json";
import type { Rule } from "../rule";

/** Kea reads 100 levels through its control channel, and the command around takes one. */
const DEEPEST = 99;

export const tooDeep: Rule = {
  code: "KEAHA095",
  name: "too-deep",
  severity: "error",
  reason:
    "Kea refuses what is nested deeper than 100 levels, when it starts and through its control channel.",
  source: 'measured on Kea 2.6.3 and 3.0.4: "elements nested too deeply" (CVE-2026-3608); -T passes it',
  *server(server) {
    const path = deep(server);
    if (path === undefined) return;
    yield {
      path: path.slice(0, 3),
      message: `the configuration is nested deeper than ${DEEPEST} levels, in ${path.slice(0, 3).join(" ")}.`,
      remedy: "Make it flatter.",
    };
  },
};

/** A way to a level that is too deep, if there is one. */
function deep({ config }: Server): Path | undefined {
  const path: (string | number)[] = [];
  const search = (value: unknown, depth: number): boolean => {
    if (typeof value !== "object" || value === null) return false;
    if (depth > DEEPEST) return true;
    const list = Array.isArray(value);
    for (const key in value) {
      if (!search((value as Readonly<Record<string, unknown>>)[key], depth + 1)) continue;
      path.unshift(list ? Number(key) : key);
      return true;
    }
    return false;
  };
  return search(config, 1) ? path : undefined;
}
