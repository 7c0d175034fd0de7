/**
 * The rules against Kea itself: random configurations, sound ones and ones broken in one place, tests
 * of classes, and every case in which rules and Kea once disagreed.
 *
 * `ORACLE_CASES=20000 ORACLE_SEED=7 npx jest __tests__/lab/oracle.test.ts` asks more, and others.
 * `ORACLE_KEEP=1` appends a disagreement to `oracle-cases.txt`.
 */
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import type { KeaRelease } from "../../lab/image/recipes";
import { childrenOf } from "../../lab/network/namespaces";
import type { Oracle, Question, Verdict } from "../../lab/kea/oracle";
import { type Case, sample } from "../support/generate";
import { sampleClassTests } from "../support/generate-class-tests";
import { pathsOf, without } from "../support/paths";
import { disagreement, judge } from "./oracle-verdict";
import { describeLab, suiteOracle } from "./support";

const SEED = Number(process.env.ORACLE_SEED ?? 20261124);
const MORE = Number(process.env.ORACLE_CASES ?? 0);
const FIXED = join(__dirname, "oracle-cases.txt");

const SAYS = {
  missed: "Kea refuses, we do not:",
  refused: "We refuse, Kea does not:",
  crashed: "Kea crashed, or came to no end:",
};

const ask = ({ family, config }: Pick<Case, "family" | "config">): Question => ({
  family,
  text: JSON.stringify(config),
});

/** The configuration with as much taken away as the disagreement lasts; asks Kea at most `most` times. */
async function shrink(
  oracle: Oracle,
  kea: KeaVersion,
  found: Case,
  how: keyof typeof SAYS,
  most: number,
): Promise<Case> {
  let best = found;
  let asked = 0;
  for (let changed = true; changed && asked < most;) {
    changed = false;
    for (const path of pathsOf(best.config).sort((a, b) => a.length - b.length)) {
      const smaller = { ...best, config: without(best.config, path) };
      if (asked >= most || smaller.config === undefined) continue;
      const ours = judge(smaller, kea);
      asked++;
      if (disagreement(ours, await oracle.ask(ask(smaller))) !== how) continue;
      best = smaller;
      changed = true;
    }
  }
  return best;
}

interface FixedCase {
  readonly name: string;
  readonly family: Family;
  readonly accepted: boolean;
  readonly config: unknown;
}

/** The cases of a release. Each line: name, release, family, `taken` or `refused`, the configuration. */
const fixedCases = (release: KeaRelease): FixedCase[] =>
  readFileSync(FIXED, "utf8")
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [, name = "", kea, family, verdict, config = ""] =
        /^(\S+) (2\.6\.3|3\.0\.4) (v4|v6) (taken|refused) (.*)$/.exec(line) ?? [];
      if (kea === undefined) throw new Error(`${FIXED}: no case: ${line.slice(0, 80)}`);
      if (kea !== release) return [];
      return [
        {
          name,
          family: family as Family,
          accepted: verdict === "taken",
          config: JSON.parse(config) as unknown,
        },
      ];
    });

function keep(release: KeaRelease, { family, config }: Case, { accepted }: Verdict, name: string): void {
  appendFileSync(
    FIXED,
    `${name} ${release} ${family} ${accepted ? "taken" : "refused"} ${JSON.stringify(config)}\n`,
  );
}

function compare(release: KeaRelease, kea: KeaVersion, count: number): void {
  describeLab(
    `rules against Kea ${release}`,
    () => {
      const oracle = suiteOracle(release);

      test("the cases in which they once disagreed", async () => {
        const cases = fixedCases(release);
        const verdicts = await oracle().askAll(cases.map(ask));
        const bad = cases.flatMap((one, index) => {
          const verdict = verdicts[index]!;
          const ours = judge(one, kea);
          const how = disagreement(ours, verdict);
          if (how === undefined && verdict.accepted === one.accepted) return [];
          return [`${one.name}: ${how ?? "Kea changed its mind"}: ${verdict.said}\n${ours.text.join("\n")}`];
        });
        expect(bad).toEqual([]);
      }, 120_000);

      test(`${count} random configurations, seed ${SEED}`, async () => {
        const cases = sample(kea, count, SEED);
        const verdicts = await oracle().askAll(cases.map(ask));
        // Kea that takes nothing, or everything, would prove nothing.
        const accepted = verdicts.filter((verdict) => verdict.accepted).length;
        expect(accepted).toBeGreaterThan(count / 4);
        expect(accepted).toBeLessThan((count * 3) / 4);
        const found = cases.flatMap((one, index) => {
          const how = disagreement(judge(one, kea), verdicts[index]!);
          return how ? [{ one, how, index }] : [];
        });
        const shown: string[] = [];
        for (const { one, how, index } of found.slice(0, 5)) {
          const small = await shrink(oracle(), kea, one, how, 200);
          const verdict = await oracle().ask(ask(small));
          if (process.env.ORACLE_KEEP) keep(release, small, verdict, `seed-${SEED}-${index}`);
          shown.push(
            [
              SAYS[how],
              `  broken: ${one.broken ?? "nothing"} (case ${index} of ${count}, seed ${SEED})`,
              `  configuration: ${JSON.stringify(small.config)}`,
              `  Kea ${release}: ${verdict.said.split("\n").join("\n    ")}`,
              `  we: ${judge(small, kea).text.join("\n    ") || "nothing"}`,
            ].join("\n"),
          );
        }
        if (found.length > 0) {
          const all = found.map(({ one, how, index }) => `${index}: ${how}: ${one.broken}`);
          throw new Error(
            `${found.length} of ${count} disagree\n\n${shown.join("\n\n")}\n\nAll:\n${all.join("\n")}`,
          );
        }
      }, 3_600_000);

      test(`random tests of classes, seed ${SEED}`, async () => {
        const cases = sampleClassTests(kea, Math.max(150, count / 8), SEED);
        const verdicts = await oracle().askAll(cases.map(ask));
        expect(verdicts.filter((verdict) => verdict.accepted).length).toBeGreaterThan(cases.length / 5);
        const found = cases.flatMap((one, index) => {
          const { said } = verdicts[index]!;
          const how = disagreement(judge(one, kea), verdicts[index]!);
          return how ? [`${SAYS[how]} ${one.family} ${one.broken}\n${said}`] : [];
        });
        expect(found).toEqual([]);
      }, 3_600_000);
    },
    release,
  );
}

describeLab("an oracle", () => {
  const oracle = suiteOracle("3.0.4");

  test("goes on with a new helper where one is killed", async () => {
    const warned = jest.spyOn(console, "warn").mockImplementation();
    const question = ask(fixedCases("3.0.4").find(({ accepted }) => accepted)!);
    const asked = oracle().askAll([question, question, question, question]);
    const helpers = childrenOf(process.pid).filter((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("oracle.sh"),
    );
    expect(helpers).toHaveLength(2);
    process.kill(helpers[1]!, "SIGKILL");
    expect((await asked).map(({ accepted }) => accepted)).toEqual([true, true, true, true]);
    expect(warned).toHaveBeenCalledWith(expect.stringMatching(/^oracle: it ended \(SIGKILL\) at \d, /));
    warned.mockRestore();
  });
});

compare("3.0.4", KeaVersion.V3_0, Math.max(2500, MORE));
compare("2.6.3", KeaVersion.V2_6, Math.max(300, Math.floor(MORE / 16)));
