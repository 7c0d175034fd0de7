/**
 * Asks real Kea what it fills in, and writes it down: `npm run measure`; `-- --check` compares only,
 * the tables of keys and options too.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { FAMILIES, Family } from "../../kea/model/family";
import type { Filled, LeftOut } from "../../kea/schema/defaults";
import { LiveKea } from "../kea/live";
import { collect } from "./collect";
import { inferFilled, inferLeftOut, type Rules, unexplained, wordsOf } from "./infer";
import { checkKeys, checkRanges } from "./keys";
import { NEWER } from "./newer";
import { checkOptions } from "./options";

const TABLE = join(__dirname, "../../kea/schema/filled-in.ts");
/** The tables that are written by hand, and how Kea is asked about them. */
const CHECKED = [
  { table: "keys and types", check: checkKeys },
  { table: "ranges", check: checkRanges },
  { table: "standard options", check: checkOptions },
];
const RELEASES = ["2.6.3", "3.0.4"] as const;

const HEADER = `/**
 * What Kea fills in where a configuration is silent, and what it does not show: written by
 * \`npm run measure\` from what kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4 answered. What is marked 3.2+ is
 * from what a 3.2.0 once answered (lab/measure/newer.ts). Not to be changed by hand.
 *
 * Each line: a key, and what is filled in if the lines before it do not apply: a value; "inherited", from
 * the nearest map around that declares it; "=KEY", what another key of the same map has; "option", what
 * the option's definition says. Then "when KEY", "when KEY=VALUE", "when KEY~TEXT" (it contains that),
 * "in KIND" (directly in a map of that kind); the family, if it is one only; "2.6" for that line alone,
 * "3.0+" for that and later ones.
 */
`;

/** Which servers a line is about, of both releases and families: the marks of the table. */
function marks(servers: readonly string[]): string {
  const has = (line: string, family: Family) => servers.includes(`${line} ${family}`);
  const of = (line: string) => Object.values(Family).filter((family) => has(line, family));
  const [old, recent] = RELEASES.map(of);
  const families = new Set([...old!, ...recent!]);
  const family = families.size === 1 ? ` ${[...families][0]}` : "";
  const lines = old!.length === 0 ? " 3.0+" : recent!.length === 0 ? " 2.6" : "";
  return `${family}${lines}`;
}

/** Groups of servers that one mark can name; the rest are named apart. */
function groupsOf(servers: readonly string[]): string[][] {
  const of = (line: string) => servers.filter((server) => server.startsWith(line));
  const [old, recent] = [of(RELEASES[0]), of(RELEASES[1])];
  const alike = old.length === 0 || recent.length === 0 || old.length === recent.length;
  return alike ? [[...servers]] : [old, recent];
}

function table<T extends Filled | LeftOut>(
  name: string,
  measured: ReadonlyMap<string, Rules<T>>,
  newer: Readonly<Record<string, readonly string[]>>,
): string {
  const kinds = new Map<string, Map<string, Map<string, Line>>>();
  for (const [server, rules] of measured) {
    for (const [kind, keys] of rules) {
      for (const [key, alternatives] of keys) {
        const byKey = kinds.get(kind) ?? new Map<string, Map<string, Line>>();
        kinds.set(kind, byKey);
        const byWords = byKey.get(key) ?? new Map<string, Line>();
        byKey.set(key, byWords);
        for (const [place, rule] of alternatives.entries()) {
          const words = wordsOf(rule);
          const line = byWords.get(words) ?? { rank: rank(rule, place), servers: [] };
          line.servers.push(server);
          byWords.set(words, line);
        }
      }
    }
  }
  const text = [...kinds].sort(byName).map(([kind, keys]) => {
    const lines = [...keys]
      .sort(byName)
      .flatMap(([key, byWords]) =>
        [...byWords]
          .sort(([, a], [, b]) => a.rank - b.rank)
          .flatMap(([words, { servers }]) =>
            groupsOf(servers).map((group) => `${key} ${words}${marks(group)}`),
          ),
      );
    lines.push(...(newer[kind] ?? []));
    return lines.length === 0 ? "" : `  ${JSON.stringify(kind)}: \`\n${stable(lines)}  \`,\n`;
  });
  return `export const ${name}: Readonly<Record<string, string>> = {\n${text.join("")}};\n`;
}

interface Line {
  readonly rank: number;
  readonly servers: string[];
}

/** Conditions come first, then the maps around, other keys, and the usual value. */
function rank(rule: Filled | LeftOut, place: number): number {
  const kinds = ["inherited", "sibling", "value"];
  return (rule.when === undefined ? 1 + kinds.indexOf(rule.is) : 0) * 100 + place;
}

/** By key; the order of the lines of one key is kept. */
function stable(lines: readonly string[]): string {
  const key = (line: string) => line.split(" ")[0]!;
  return [...lines]
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
    .map((line) => `    ${line.replaceAll("\\", "\\\\")}\n`)
    .join("");
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Whether the tables of keys and options are what both releases say. */
async function checkTables(): Promise<boolean> {
  const wrong: string[] = [];
  const ask = async (release: (typeof RELEASES)[number]) => {
    const live = await LiveKea.open(release);
    try {
      for (const family of Object.values(Family)) {
        for (const { table, check } of CHECKED) {
          const server = `${FAMILIES[family].daemon} ${release}, ${table}`;
          const found = await check(live, family);
          wrong.push(...found.wrong.map((line) => `${server}: ${line}`));
          console.error(`${server}: ${found.asked} asked, ${found.wrong.length} differ`);
        }
      }
    } finally {
      await live.close();
    }
  };
  await Promise.all(RELEASES.map(ask));
  for (const line of wrong) console.error(line);
  return wrong.length === 0;
}

async function main(): Promise<void> {
  if (process.argv.includes("--check") && !(await checkTables())) process.exitCode = 1;
  const filled = new Map<string, Rules<Filled>>();
  const left = new Map<string, Rules<LeftOut>>();
  const odd: string[] = [];
  const ask = async (release: (typeof RELEASES)[number]) => {
    const live = await LiveKea.open(release);
    try {
      for (const family of Object.values(Family)) {
        const server = `${release} ${family}`;
        const started = Date.now();
        const { observations } = await collect(live, family === Family.V4 ? 4 : 6);
        const [fills, leaves] = [inferFilled(observations), inferLeftOut(observations)];
        filled.set(server, fills);
        left.set(server, leaves);
        odd.push(
          ...unexplained(
            observations,
            (kind, key) => fills.get(kind)?.get(key) ?? [],
            (kind, key) => leaves.get(kind)?.get(key) ?? [],
          ).map((line) => `${FAMILIES[family].daemon} ${release}: ${line}`),
        );
        const seconds = Math.round((Date.now() - started) / 1000);
        console.error(
          `${FAMILIES[family].daemon} ${release}: ${observations.length} answers in ${seconds} s`,
        );
      }
    } finally {
      await live.close();
    }
  };
  await Promise.all(RELEASES.map(ask));
  for (const line of odd) console.error(`not explained: ${line}`);
  const inOrder = <T>(rules: Map<string, T>) => new Map([...rules].sort(byName));
  const text = await format(
    `${HEADER}${table("FILLED_IN", inOrder(filled), NEWER.filledIn)}\n/** Declared values that Kea does not show; "anything": whatever it is. */\n${table("LEFT_OUT", inOrder(left), NEWER.leftOut)}`,
    { ...(await resolveConfig(TABLE)), parser: "typescript" },
  );
  const now = readFileSync(TABLE, "utf8");
  if (process.argv.includes("--check")) {
    if (text !== now) console.error("kea/schema/filled-in.ts is not what Kea says: npm run measure");
    if (text !== now || odd.length > 0) process.exitCode = 1;
    return;
  }
  writeFileSync(TABLE, text);
  if (odd.length > 0) process.exitCode = 1;
}

void main();
