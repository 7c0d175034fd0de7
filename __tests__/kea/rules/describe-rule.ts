import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFleet } from "../../../kea/fleet/read";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import { RULES } from "../../../kea/rules";
import { describe as say, type Finding, findings } from "../../../kea/rules/findings";
import { type Example, rulePage } from "../../../kea/rules/page";
import type { Rule } from "../../../kea/rules/rule";
import { type SoundFleet, soundFleet } from "./sound";

/** One way to break a rule in an otherwise sound fleet. */
export interface RuleCase {
  /** What is wrong, as a user would say it: ends the sentence "it finds ...". */
  readonly finds: string;
  /** Default: v4. */
  readonly family?: Family;
  /** Default: 3.0. */
  readonly kea?: KeaVersion;
  readonly breaks: (fleet: SoundFleet) => void;
  /** What it should be instead, where that is not the fleet as it was before: the rule finds nothing in it. */
  readonly mended?: (fleet: SoundFleet) => void;
  /** What the rule says, as people read it; other rules may have something to say as well. */
  readonly says: readonly string[];
}

/** A case that looks like a mistake and is none. */
export type SoundCase = Omit<RuleCase, "finds" | "says" | "mended"> & {
  /** What is allowed: ends the sentence "it allows ...". */
  readonly allows: string;
};

const PAGES = join(__dirname, "../../../docs/rules");

/**
 * Tests one rule, and that its docs page, made from the rule and the first case, is up to date
 * (`UPDATE_DOCS=1` writes it).
 */
export function describeRule(
  rule: Rule,
  cases: readonly [RuleCase, ...RuleCase[]],
  sound: readonly SoundCase[] = [],
): void {
  describe(`${rule.code} ${rule.name}`, () => {
    test.each(cases.map((one) => [one.finds, one] as const))("finds %s", (_, one) => {
      expect(foundBy(rule, one).map(say)).toEqual(one.says);
      if (one.mended) expect(foundBy(rule, { ...one, breaks: one.mended })).toEqual([]);
    });

    if (sound.length > 0)
      test.each(sound.map((one) => [one.allows, one] as const))("allows %s", (_, one) => {
        expect(foundBy(rule, one).map(say)).toEqual([]);
      });

    test("has its place among the rules, and finds nothing in a sound fleet", () => {
      expect(RULES).toContain(rule);
      for (const family of Object.values(Family)) {
        for (const kea of Object.values(KeaVersion)) {
          expect(foundBy(rule, { family, kea, breaks: () => undefined }).map(say)).toEqual([]);
        }
      }
    });

    test("has a docs page that is up to date", () => {
      const [first, ...others] = cases.map((one) => exampleOf(rule, one, one.finds));
      const allowed = sound.map((one) => exampleOf(rule, one, one.allows));
      const page = rulePage(rule, [first!, ...others], allowed);
      const file = join(PAGES, `${rule.code}.md`);
      if (process.env.UPDATE_DOCS) writeFileSync(file, page);
      expect(
        existsSync(file) ? readFileSync(file, "utf8") : `missing: run UPDATE_DOCS=1 npm run test:unit`,
      ).toBe(page);
    });
  });
}

function exampleOf(
  rule: Rule,
  { family, kea, breaks, mended = () => undefined }: Pick<RuleCase, "family" | "kea" | "breaks" | "mended">,
  what: string,
): Example {
  const fleet = soundFleet(family, kea);
  breaks(fleet);
  const instead = soundFleet(family, kea);
  mended(instead);
  const before = instead.servers;
  const where = [...(family === Family.V6 ? ["kea-dhcp6"] : []), ...(kea ? [`Kea ${kea}`] : [])].join(", ");
  const found = findings(readFleet(fleet.servers, fleet.labels)).filter(({ code }) => code === rule.code);
  return { title: where ? `${what} (${where})` : what, found, before, after: fleet.servers };
}

function foundBy(
  rule: Rule,
  { family, kea, breaks }: Pick<RuleCase, "family" | "kea" | "breaks">,
): Finding[] {
  const fleet = soundFleet(family, kea);
  breaks(fleet);
  return findings(readFleet(fleet.servers, fleet.labels)).filter(({ code }) => code === rule.code);
}
