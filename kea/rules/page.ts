import type { ServerConfig } from "../fleet/fleet";
import { isMap, list, map, type Path, UNKNOWN } from "../json";
import { serverName } from "../model/family";
import { describe, type Finding } from "./findings";
import { TEXT_RULES } from "./of-text";
import { capital } from "../words";
import type { Rule, RuleFacts } from "./rule";

/** A configuration that a rule finds something in, or nothing. */
export interface Example {
  /** What is wrong, or allowed, as a user would say it. */
  readonly title: string;
  readonly found: readonly Finding[];
  /** The servers as they were sound, and as the example has them. */
  readonly before: readonly ServerConfig[];
  readonly after: readonly ServerConfig[];
}

/** A piece of JSON that is longer says less than the words. */
const MOST_LINES = 24;

/** A rule's docs page: the rule, what it finds and what it allows, all of it from its tests. */
export function rulePage(
  rule: Rule,
  [first, ...others]: readonly [Example, ...Example[]],
  allowed: readonly Example[],
): string {
  const [hit] = first.found;
  return [
    `# ${rule.code}: ${rule.name}`,
    "",
    `Severity: ${rule.severity}. ${rule.reason}`,
    "",
    ...(rule.source ? [`Source: ${rule.source}.`, ""] : []),
    `Example: ${first.title}.`,
    "",
    ...said(first),
    ...shown(`In the configuration of ${hit?.server}:`, around(first.after, hit?.server, hit?.path)),
    ...shown("Sound:", around(first.before, hit?.server, hit?.path)),
    ...(others.length > 0 ? ["## It finds as well", ""] : []),
    ...others.flatMap((example) => [
      `### ${capital(example.title)}`,
      "",
      ...said(example),
      ...short(around(example.after, example.found[0]?.server, example.found[0]?.path)),
    ]),
    ...(allowed.length > 0 ? ["## It allows", ""] : []),
    ...allowed.flatMap((example) => [`### ${capital(example.title)}`, "", ...short(changed(example))]),
  ].join("\n");
}

const said = ({ found }: Example) => ["```text", ...found.map(describe), "```", ""];

/** The value's surroundings say what it belongs to. */
function around(servers: readonly ServerConfig[], name: string | undefined, path: Path | undefined): unknown {
  const server = servers.find(({ host, family }) => serverName(host, family) === name);
  return server && path ? fragment(server.config, path.slice(0, -1)) : undefined;
}

/** The surroundings of the first change. */
function changed({ before, after }: Example): unknown {
  for (const { host, family, config } of after) {
    const other = before.find((one) => one.host === host && one.family === family);
    const path = other && firstChange(other.config, config);
    if (path) return fragment(config, path.slice(0, -1));
  }
  return undefined;
}

function firstChange(a: unknown, b: unknown): Path | undefined {
  if (a === b) return undefined;
  const nested = [isMap, Array.isArray].some((is) => is(a) && is(b));
  if (!nested) return [];
  const [ours, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    // What is taken away shows nowhere.
    if (theirs[key] === undefined) continue;
    const path = firstChange(ours[key], theirs[key]);
    if (path) return [Array.isArray(a) ? Number(key) : key, ...path];
  }
  return undefined;
}

function shown(title: string, value: unknown): string[] {
  return value === undefined ? [] : [title, "", ...block(value)];
}

function short(value: unknown): string[] {
  const lines = value === undefined ? [] : block(value);
  return lines.length > MOST_LINES ? [] : lines;
}

function block(value: unknown): string[] {
  const text = JSON.stringify(value, (_, one: unknown) => (one === UNKNOWN ? "(known at apply)" : one), 2);
  return ["```json", ...text.split("\n"), "```", ""];
}

function fragment(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof step === "number" ? list(at)[step] : map(at)[step]),
    value,
  );
}

/** Where a rule is described, relative to the directory of the docs. */
export function pageOf({ code, name }: Pick<RuleFacts, "code" | "name">): string {
  const ofText = TEXT_RULES.some((rule) => rule.code === code);
  return ofText ? `check.md#${code.toLowerCase()}-${name}` : `rules/${code}.md`;
}

/** The list of all rules, by code. */
export function rulesPage(rules: readonly RuleFacts[]): string {
  const rows = [...rules]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(
      ({ code, name, severity, reason }) =>
        `| [${code}](${linkTo({ code, name })}) | ${severity} | ${name} | ${reason} |`,
    );
  return ["# Rules", "", "| code | severity | name | why |", "| --- | --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}

/** The way to a rule's page from the list of rules. */
function linkTo(rule: Pick<RuleFacts, "code" | "name">): string {
  const page = pageOf(rule);
  return page.startsWith("rules/") ? page.slice("rules/".length) : `../${page}`;
}
