import type { ServerConfig } from "../fleet/fleet";
import { list, map, type Path } from "../json";
import { serverName } from "../model/family";
import { describe, type Finding } from "./findings";
import type { Rule } from "./rule";

/** A rule's docs page: the rule, and one example of what it finds. */
export function rulePage(
  rule: Rule,
  finds: string,
  found: readonly Finding[],
  sound: readonly ServerConfig[],
  broken: readonly ServerConfig[],
): string {
  const [first] = found;
  const around = (servers: readonly ServerConfig[]) => {
    const server = servers.find(({ host, family }) => serverName(host, family) === first?.server);
    // The value's surroundings say what it belongs to.
    return server && first?.path ? fragment(server.config, first.path.slice(0, -1)) : undefined;
  };
  const example = (title: string, value: unknown) =>
    value === undefined ? [] : [title, "", "```json", JSON.stringify(value, null, 2), "```", ""];
  return [
    `# ${rule.code}: ${rule.name}`,
    "",
    `Severity: ${rule.severity}. ${rule.reason}`,
    "",
    ...(rule.source ? [`Source: ${rule.source}.`, ""] : []),
    `Example: ${finds}.`,
    "",
    "```text",
    ...found.map(describe),
    "```",
    "",
    ...example(`In the configuration of ${first?.server}:`, around(broken)),
    ...example("Sound:", around(sound)),
  ].join("\n");
}

function fragment(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof step === "number" ? list(at)[step] : map(at)[step]),
    value,
  );
}

/** The list of all rules, by code. */
export function rulesPage(rules: readonly Rule[]): string {
  const rows = [...rules]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(
      ({ code, name, severity, reason }) => `| [${code}](${code}.md) | ${severity} | ${name} | ${reason} |`,
    );
  return ["# Rules", "", "| code | severity | name | why |", "| --- | --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}
