import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import type { Command } from "commander";
import pc from "picocolors";
import { type RelationshipView, subnetsOf } from "../kea/fleet/fleet";
import { health, type MemberHealth, type RelationshipHealth } from "../kea/shown/health";
import { type Json, list, map, number } from "../kea/json";
import { FAMILIES } from "../kea/model/family";
import { ChannelError } from "../rollout/channels/channel";
import { openChannel } from "../rollout/channels/open";
import { withExitCodes } from "../rollout/exit-codes";
import { MANIFEST } from "../rollout/files/manifests";
import type { Declaration, DeclaredServer } from "../rollout/plan/declaration";
import { type Look, lookHere } from "./look";
import { loadManifests } from "./manifests";
import { printable } from "./printable";
import { wrap } from "./wrap";

/** A relationship's health, with what each member knows of its leases. */
export interface RelationshipStatus extends RelationshipHealth {
  /** Leases in use (addresses and prefixes) by member name; undefined where nobody answers. */
  readonly leases: Readonly<Record<string, number | undefined>>;
}

/** The status of a component, and what could not be asked. */
export interface Status {
  readonly component: string;
  readonly relationships: readonly RelationshipStatus[];
  readonly problems: readonly string[];
}

/** Adds `kea-ha status MANIFEST`. */
export function addStatus(program: Command): void {
  const command = program
    .command("status")
    .description("shows every relationship as its members see it")
    .argument("<manifest>", MANIFEST)
    .option("--json", "print JSON", false)
    .action(async (path: string, { json }: { json: boolean }) => {
      const declared = loadManifests(path);
      const components = await Promise.all(declared.map(readComponent));
      const titled = components.map((one, index) => ({ ...one, title: declared[index]!.title }));
      console.log(json ? JSON.stringify({ format: 1, components }, null, 2) : inTerminal(titled));
      process.exitCode = components.every(isHealthy) ? 0 : 1;
    });
  withExitCodes(command, [
    ["0", "every server answers, and every relationship is healthy"],
    ["1", "a server does not answer, or a relationship is not healthy"],
    ["2", "bad input, or output that cannot be written"],
  ]);
}

const isHealthy = ({ problems, relationships }: Status) =>
  problems.length === 0 && relationships.every(({ healthy }) => healthy);

/** A component after the other; under its title, where there are several. */
function inTerminal(components: readonly (Status & { readonly title: string })[]): string {
  const { width, colours } = lookHere();
  // A log has room for the table.
  const { columns = Infinity } = process.stdout;
  const blocks = components.flatMap(({ title, relationships, problems }) => [
    ...(components.length > 1 ? [pc.createColors(colours).bold(printable(title))] : []),
    relationships.length === 0
      ? wrap("No server is in a relationship.", width, "").join("\n")
      : statusText(relationships, { colours, width: columns }),
    ...problems.map((problem) => wrap(problem, width, "").join("\n")),
    ...relationships
      .filter(({ healthy }) => !healthy)
      .map(({ name, troubles, next }) =>
        [...wrap(`${name}: ${troubles.join(" ")}`, width, ""), ...wrap(next!, width, "  ")].join("\n"),
      ),
  ]);
  return blocks.join("\n\n");
}

/** Asks every server of a component. */
export async function readComponent({ manifest, servers, fleet }: Declaration): Promise<Status> {
  const problems: string[] = [];
  const answers = await Promise.all(
    servers.map(async (server) => {
      try {
        return [server.name, await ask(server)] as const;
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        problems.push(error.message);
        return [server.name, undefined] as const;
      }
    }),
  );
  const found = new Map(answers);
  const statuses = new Map(answers.map(([name, answer]) => [name, answer && (answer.status ?? {})]));
  return {
    component: manifest.component,
    problems,
    relationships: fleet.relationships.map((relationship) => ({
      ...health(relationship, statuses),
      leases: Object.fromEntries(
        relationship.sides.map((side) => [
          side.self ?? "?",
          countLeases(relationship, found.get(side.server.name)?.statistics),
        ]),
      ),
    })),
  };
}

async function ask(
  server: DeclaredServer,
): Promise<{ status: Json | undefined; statistics: Json | undefined }> {
  const channel = await openChannel(server);
  try {
    const status = (await channel.send("status-get")).arguments;
    return { status, statistics: (await channel.send("statistic-get-all")).arguments };
  } finally {
    await channel.close();
  }
}

/** Kea counts per subnet: `subnet[1].assigned-addresses` is a list of samples, the newest first. */
function countLeases(relationship: RelationshipView, statistics: Json | undefined): number | undefined {
  if (statistics === undefined || relationship.sides[0] === undefined) return undefined;
  const kinds =
    FAMILIES[relationship.family].bits === 32 ? ["assigned-addresses"] : ["assigned-nas", "assigned-pds"];
  const newest = (name: string) => number(list(list(map(statistics)[name])[0])[0]) ?? 0;
  return subnetsOf(relationship.sides[0])
    .flatMap(({ id }) => kinds.map((kind) => newest(`subnet[${id}].${kind}`)))
    .reduce((sum, count) => sum + count, 0);
}

/** A table, one row per relationship and a line per member; where the terminal is too narrow for it, a list. */
export function statusText(relationships: readonly RelationshipStatus[], { width, colours }: Look): string {
  const paint = pc.createColors(colours);
  const table = statusTable(relationships, paint);
  const widest = Math.max(
    ...stripVTControlCharacters(table)
      .split("\n")
      .map((line) => line.length),
  );
  return widest <= width ? table : statusList(relationships, width, paint);
}

type Colours = ReturnType<typeof pc.createColors>;

const verdict = (healthy: boolean, paint: Colours) =>
  healthy ? paint.green("healthy") : paint.red("not healthy");
const stateOf = ({ state, answers }: MemberHealth) => state ?? (answers ? "not in it" : "no answer");

function statusList(relationships: readonly RelationshipStatus[], width: number, paint: Colours): string {
  return relationships
    .map(({ name, healthy, members, leases }) =>
      [
        ...wrap(name, width, ""),
        `  ${verdict(healthy, paint)}`,
        ...members.flatMap((member) => {
          const { scopes, inTouch } = member;
          const facts = [
            `${member.name} on ${member.host}, ${member.role}: ${stateOf(member)}`,
            ...(scopes.length > 0 ? [`serves ${scopes.join(" ")}`] : []),
            ...(inTouch === undefined ? [] : [inTouch ? "in touch" : "not in touch"]),
            `leases: ${leases[member.name] ?? "?"}`,
          ];
          return wrap(facts.join("; "), width, "  ");
        }),
      ].join("\n"),
    )
    .join("\n\n");
}

function statusTable(relationships: readonly RelationshipStatus[], paint: Colours): string {
  const table = new Table({
    head: ["relationship", "member", "host", "role", "state", "serves", "in touch", "leases"],
    style: { head: [], border: [], compact: false, "padding-left": 0, "padding-right": 1 },
    chars: {
      ...{ top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "" },
      ...{ "bottom-left": "", "bottom-right": "", left: "", "left-mid": "", right: "", "right-mid": "" },
      ...{ mid: "-", "mid-mid": "-", middle: " " },
    },
  });
  for (const { name, healthy, members, leases } of relationships) {
    const lines = (cell: (member: MemberHealth) => string) =>
      members.map((member) => printable(cell(member))).join("\n");
    table.push([
      `${printable(name)}\n${verdict(healthy, paint)}`,
      lines((m) => m.name),
      lines((m) => m.host),
      lines((m) => m.role),
      lines(stateOf),
      lines((m) => m.scopes.join(" ") || "-"),
      lines((m) => (m.inTouch === undefined ? "-" : m.inTouch ? "yes" : "no")),
      lines((m) => String(leases[m.name] ?? "?")),
    ]);
  }
  return table.toString().replace(/ +$/gm, "");
}
