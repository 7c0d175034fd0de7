import { ofPlace } from "../../fleet/labels";
import { placesOf } from "../../fleet/places";
import type { Path } from "../../json";
import { asWritten, isReadable } from "../../schema/reals";
import type { Problem, Rule } from "../rule";

export const unreadableNumber: Rule = {
  code: "KEAHA120",
  name: "unreadable-number",
  severity: "error",
  reason: "Kea writes some numbers so that it does not start from its own file.",
  source:
    "measured on Kea 2.6.3 (0.00001 is written as 1e-05.0) and 3.0.4 (6 digits): set, config-write, restart",
  *server(server) {
    for (const place of placesOf(server)) {
      const share: unknown = place.map["cache-threshold"];
      if (typeof share === "number" && share < 1 && asWritten(share) >= 1) {
        yield {
          path: [...place.path, "cache-threshold"],
          message: `cache-threshold${ofPlace(place)} is ${share}, which Kea writes as 1.0 and refuses then.`,
          remedy: "Give it at most 6 digits.",
        };
      }
    }
    for (const [path, value] of numbers(server.config)) {
      if (!isReadable(value, server.kea)) yield unreadable(path, value);
    }
  },
};

function unreadable(path: Path, value: number): Problem {
  const exponent = asWritten(value)
    .toExponential()
    .replace(/e([+-])(\d)$/, "e$10$2");
  return {
    path,
    message: `${path.slice(1).join("/")} is ${value}, which Kea 2.6 writes as ${exponent}.0 and cannot read.`,
    remedy: "Take a number from 0.0001 to 999999, a whole one, or 0; or keep it as a text.",
  };
}

/** Every number of a configuration that is not a whole one, and where it is; however deep that is. */
function* numbers(root: unknown): Generator<readonly [Path, number]> {
  const open: { readonly value: unknown; readonly at: Trail | undefined }[] = [
    { value: root, at: undefined },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value === "number") {
      yield [pathOf(at), value];
      continue;
    }
    if (typeof value !== "object" || value === null) continue;
    const list = Array.isArray(value);
    const inside: typeof open = [];
    for (const key in value) {
      const below = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof below === "object" || (typeof below === "number" && !Number.isSafeInteger(below)))
        inside.push({ value: below, at: { step: list ? Number(key) : key, above: at } });
    }
    // Last in, first out: backwards, they come in their order.
    open.push(...inside.reverse());
  }
}

/** The way to a value, step by step from its end. */
interface Trail {
  readonly step: string | number;
  readonly above: Trail | undefined;
}

function pathOf(trail: Trail | undefined): Path {
  const path: (string | number)[] = [];
  for (let at = trail; at !== undefined; at = at.above) path.unshift(at.step);
  return path;
}
