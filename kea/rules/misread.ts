import { KeaVersion } from "../model/release-lines";
import type { Misread } from "../schema/class-test";
import { show } from "../words";

/** What people write instead, by what stands where an expression ends to be one. */
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

/** Where an expression cannot be read, in words. */
export function misreadWhere({ rest, expected }: Misread): string {
  return `cannot be read ${rest === "" ? "at its end" : `from ${show(rest)} on`}: ${expected} is expected`;
}

/** What to write instead of what cannot be read. */
export function misreadRemedy(
  text: string,
  { rest, expected }: Misread,
  kea: KeaVersion | undefined,
): string {
  if (expected === '"."' && FORMLESS.test(text.slice(0, text.length - rest.length)))
    return "Add .hex, or .text, to it.";
  if (expected === '")"') return "Close the bracket before it.";
  if (expected.startsWith("its end") && rest.startsWith("=="))
    return expected.endsWith('"+"')
      ? "It has to be a text: leave the comparison out."
      : "It is a condition by itself: leave the comparison out.";
  if (kea === KeaVersion.V2_6 && /^(sand|sor|sifelse|match)\b/.test(rest)) return "Kea has it since 3.0.";
  return MEANT.find(([pattern]) => pattern.test(rest))?.[1] ?? MANUAL;
}
