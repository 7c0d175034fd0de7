import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import pc from "picocolors";
import { type RelationshipView, subnetsOf } from "../kea/fleet/fleet";
import { health, type MemberHealth, type RelationshipHealth } from "../kea/shown/health";
import { type Json, list, map, number } from "../kea/json";
import { FAMILIES } from "../kea/model/family";
import { ChannelError } from "../rollout/channels/channel";
import { openChannel } from "../rollout/channels/open";
import type { Declaration, DeclaredServer } from "../rollout/plan/declaration";
import { wrap } from "./findings-table";
import type { Look } from "./look";

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
    const lines = (cell: (member: MemberHealth) => string) => members.map(cell).join("\n");
    table.push([
      `${name}\n${verdict(healthy, paint)}`,
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
