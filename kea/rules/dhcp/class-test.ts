import { labelOf } from "../../fleet/labels";
import { has } from "../../json";
import { KeaVersion } from "../../model/profiles";
import { type Misread, readClassTest } from "../../schema/class-test";
import { byName, customOptions } from "../../schema/option-table";
import { show } from "../../words";
import type { Rule } from "../rule";

/** What people write instead, by what stands where the test ends to be one. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^&&/, "Write and."],
  [/^\|\|/, "Write or."],
  [/^!=/, "Write not (a == b)."],
  [/^!/, "Write not."],
  [/^=(?!=)/, "Write ==."],
  [/^"/, "Put it into single quotes."],
  [/^'[^']*$/, "Close the quote, on the same line."],
  [/^(AND|And|OR|Or|NOT|Not|Option|Substring|Member)\b/, "Write it in small letters."],
];
/** What an option, or what an IPv4 relay has added, is asked for only by one of its forms. */
const FORMLESS = /\b(option|relay4)\s*\[[^\]]*\]\s*$/;
const MANUAL = "See Using Expressions in Classification in Kea's manual.";

export const classTest: Rule = {
  code: "KEAHA156",
  name: "class-test",
  severity: "error",
  reason: "Kea refuses a class with a test that it cannot read.",
  source: "Kea manual, Using Expressions in Classification; measured on Kea 2.6.3 and 3.0.4",
  kinds: ["client-class"],
  *place(place, server) {
    const isOption = (name: string) => {
      // Definitions may come from a configuration database, too.
      if (byName(server, name) !== undefined || has(server.root, "config-control")) return true;
      const custom = customOptions(server).filter(
        ({ space, within }) => within === undefined && (space === undefined || typeof space === "symbol"),
      );
      return custom.some((one) => one.name === name || typeof one.name === "symbol");
    };
    for (const key of ["test", "template-test"]) {
      const text: unknown = place.map[key];
      // Another rule tells of those that say nothing.
      if (typeof text !== "string" || text.trim() === "") continue;
      const { misread } = readClassTest(text, key === "test" ? "condition" : "text", { ...server, isOption });
      if (misread === undefined) continue;
      const { rest, expected } = misread;
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} has a ${key} that cannot be read ${rest === "" ? "at its end" : `from ${show(rest)} on`}: ${expected} is expected.`,
        remedy: remedyOf(text, misread, server.kea),
      };
    }
  },
};

function remedyOf(text: string, { rest, expected }: Misread, kea: KeaVersion | undefined): string {
  if (expected === '"."' && FORMLESS.test(text.slice(0, text.length - rest.length)))
    return "Add .hex, or .text, to it.";
  if (expected === '")"') return "Close the bracket before it.";
  if (expected.startsWith("its end") && rest.startsWith("=="))
    return "It is a condition by itself: leave the comparison out.";
  if (kea === KeaVersion.V2_6 && /^(sand|sor|sifelse|match)\b/.test(rest)) return "Kea has it since 3.0.";
  return MEANT.find(([pattern]) => pattern.test(rest))?.[1] ?? MANUAL;
}
