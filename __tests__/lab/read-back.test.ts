/**
 * The comparison against Kea itself: random configurations with everything that Kea spells in another
 * way are set on a running daemon and read back, and so are edits of them in one place.
 *
 * `READ_BACK_CASES=20000 READ_BACK_SEED=7 npx jest __tests__/lab/read-back.test.ts` asks more, and others.
 */
import { differences } from "../../kea/canonical/difference";
import { KeaVersion } from "../../kea/model/release-lines";
import { type ReadBack, ReadBacks } from "../../lab/kea/read-back";
import type { KeaRelease } from "../../lab/image/recipes";
import { type Edited, sampleEdited } from "../support/generate-edits";
import { pathsOf, without } from "../support/paths";
import { likeness } from "./read-back-likeness";
import { describeLab } from "./support";

const SEED = Number(process.env.READ_BACK_SEED ?? 20261126);
const EDITS = 6;
const CASES = Number(process.env.READ_BACK_CASES ?? 1000);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
type Loose = any;

/** A configuration that runs, and one that is declared. */
interface Pair {
  readonly running: Loose;
  readonly declared: Loose;
  /** They mean the same, whatever Kea shows. */
  readonly respelled: boolean;
  readonly what: string;
}

const SAYS = {
  missed: "Kea shows them differently, and there is no difference:",
  invented: "Kea shows them alike, and there are differences:",
};

/** How the comparison and Kea disagree; undefined where they agree, or Kea refuses one of the two. */
function disagreement(
  { declared, respelled }: Pair,
  running: ReadBack,
  readBack: ReadBack,
  kea: KeaVersion,
): keyof typeof SAYS | undefined {
  if ("refused" in running || "refused" in readBack) return undefined;
  const alike = respelled || likeness(running.running) === likeness(readBack.running);
  const found = differences(declared, running.running, kea);
  if (found.length > 0 === alike) return alike ? "invented" : "missed";
  return undefined;
}

function pairsOf({ config, edits }: Edited): Pair[] {
  return [
    { running: config, declared: config, respelled: true, what: "itself" },
    ...edits.map((edit) => ({
      running: config,
      declared: edit.config,
      respelled: edit.respelled,
      what: edit.what,
    })),
  ];
}

async function compare(kea: KeaVersion, readBacks: ReadBacks, one: Edited): Promise<string[]> {
  const pairs = pairsOf(one);
  const settings = pairs.map(({ declared }) => ({ family: one.family, config: declared }));
  const [running, ...rest] = await readBacks.of(settings);
  const shown: string[] = [];
  for (const [index, pair] of pairs.entries()) {
    const how = disagreement(pair, running!, [running!, ...rest][index]!, kea);
    if (how === undefined) continue;
    const small = await shrink(kea, readBacks, one, pair, how);
    const [own, other] = await readBacks.of(both(one, small));
    const found = "running" in own! ? differences(small.declared, own.running, kea) : [];
    shown.push(
      [
        `${SAYS[how]} ${pair.what}`,
        `  running: ${JSON.stringify(small.running)}`,
        `  declared: ${JSON.stringify(small.declared)}`,
        `  read back: ${JSON.stringify(own)}`,
        `  and: ${JSON.stringify(other)}`,
        `  differences: ${JSON.stringify(found.map(({ within: _, ...difference }) => difference))}`,
      ].join("\n"),
    );
  }
  return shown;
}

const both = ({ family }: Edited, { running, declared }: Pair) =>
  [running, declared].map((config) => ({ family, config }));

/** The pair with as much taken away from both as the disagreement lasts. */
async function shrink(
  kea: KeaVersion,
  readBacks: ReadBacks,
  one: Edited,
  pair: Pair,
  how: keyof typeof SAYS,
): Promise<Pair> {
  let best = pair;
  let left = 150;
  for (let changed = true; changed && left > 0;) {
    changed = false;
    for (const path of pathsOf(best.running).sort((a, b) => a.length - b.length)) {
      const [running, declared] = [without(best.running, path), without(best.declared, path)];
      if (left <= 0 || running === undefined || declared === undefined) continue;
      left--;
      const smaller = { ...best, running, declared };
      const [own, other] = await readBacks.of(both(one, smaller));
      if (disagreement(smaller, own!, other!, kea) !== how) continue;
      best = smaller;
      changed = true;
    }
  }
  return best;
}

function compareAll(release: KeaRelease, kea: KeaVersion): void {
  describeLab(
    `the comparison against Kea ${release}`,
    () => {
      let readBacks: ReadBacks;
      beforeAll(async () => {
        readBacks = await ReadBacks.open(release);
      }, 60_000);
      afterAll(() => readBacks.close());

      test(`what is set is no difference to what is read back, and every edit is one; seed ${SEED}`, async () => {
        const bases = Math.ceil(CASES / 2 / (EDITS + 1));
        const shown: string[] = [];
        for (let done = 0; done < bases && shown.length < 5; done += 10) {
          const some = sampleEdited(kea, 10, EDITS, SEED + done);
          for (const found of await Promise.all(some.map((one) => compare(kea, readBacks, one))))
            shown.push(...found);
        }
        expect(shown.join("\n\n")).toBe("");
      }, 3_600_000);
    },
    release,
  );
}

compareAll("3.0.4", KeaVersion.V3_0);
compareAll("2.6.3", KeaVersion.V2_6);
