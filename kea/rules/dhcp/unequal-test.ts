import { labelOf } from "../../fleet/labels";
import { readClassTest, type Unequal } from "../../schema/class-test";
import { TESTS } from "../../schema/class-test-words";
import { andMore, plain } from "../../words";
import type { Rule } from "../rule";

export const unequalTest: Rule = {
  code: "KEAHA186",
  name: "unequal-test",
  severity: "warning",
  reason: "Kea compares byte by byte: texts of different lengths, or in different letters, are never equal.",
  source: "Kea manual, Using Expressions in Classification; src/lib/eval; measured on Kea 2.6.3 and 3.0.4",
  kinds: ["client-class"],
  *place(place, server) {
    const reader = { ...server, isOption: () => true };
    for (const key of TESTS) {
      const text: unknown = place.map[key];
      if (typeof text !== "string") continue;
      const read = readClassTest(text, key === "test" ? "condition" : "text", reader);
      // What cannot be read is told as that.
      for (const [first, ...more] of alike(read.misread ? [] : read.unequal)) {
        yield {
          path: [...place.path, key],
          message: `${labelOf(place)} compares ${plain(first.value)} with ${plain(first.literal)}${andMore(more.length)}, which it never is: ${first.because}.`,
          remedy: first.remedy,
        };
      }
    }
  },
};

/** Those that one mistake made, together. */
function alike(all: readonly Unequal[]): (readonly [Unequal, ...Unequal[]])[] {
  const found = new Map<string, [Unequal, ...Unequal[]]>();
  for (const one of all) {
    const key = [one.value, one.because].join("\0");
    const before = found.get(key);
    if (before) before.push(one);
    else found.set(key, [one]);
  }
  return [...found.values()];
}
