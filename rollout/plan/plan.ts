import { type Difference, differences } from "../../kea/difference";
import type { Fleet } from "../../kea/fleet/fleet";
import { readFleet } from "../../kea/fleet/read";
import { type JsonMap, list, map, text } from "../../kea/json";
import { type Change, classify, type RelationshipChange, type Serving } from "./change";
import type { DeclaredServer } from "./declaration";
import { quickened, widened } from "./passing-configuration";
import type { Pass } from "./order";
import { stagesOf } from "./stages";
import type { Stage, Step } from "./steps";
import { isWrecked, type Survey } from "./survey";

/** A whole rollout. */
export interface Plan {
  /** Stages of a wave share no relationship: they run at the same time. Waves follow each other. */
  readonly waves: readonly (readonly Stage[])[];
  /** What each `set` sends, by server and what the step says it sends. */
  readonly configurations: ReadonlyMap<string, JsonMap>;
  /** Servers that run what is declared. */
  readonly unchanged: readonly string[];
  /** What differs on each of the others; empty for a server that lost its hooks. */
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
  /** What no schema knows runs on servers that are left alone: somebody's, or a newer Kea's own. */
  readonly unknown: ReadonlyMap<string, readonly Difference[]>;
  /** How each relationship changes, by name. */
  readonly changes: ReadonlyMap<string, Change>;
}

/** Key of {@link Plan.configurations}. */
export const configurationKey = ({ server, sends }: Extract<Step, { kind: "set" }>) => `${server} ${sends}`;

/**
 * Orders the changes that bring every server from what it runs to what is declared.
 *
 * @param written when servers wrote their start-up files, as far as that is known.
 */
export function plan(
  servers: readonly DeclaredServer[],
  declared: Fleet,
  surveys: ReadonlyMap<string, Survey>,
  written: ReadonlyMap<string, Date> = new Map(),
): Plan {
  const running = runningFleet(servers, declared, surveys);
  const found = new Map<string, readonly Difference[]>();
  const unknown = new Map<string, readonly Difference[]>();
  for (const server of servers) {
    const survey = surveys.get(server.name)!;
    const differ = differences(server.declared, survey.running, server.kea);
    const isKnown = ({ kind }: Difference) => kind !== "unknown";
    if (differ.some(isKnown) || isWrecked(server, survey)) found.set(server.name, differ);
    else if (differ.length > 0) unknown.set(server.name, differ);
  }
  const changes = declared.relationships.map((relationship) =>
    classify(relationship, running, servingNow(relationship.family, servers, surveys)),
  );
  const changed = servers.filter((server) => found.has(server.name));
  const configurations = new Map(changed.map((server) => [`${server.name} declared`, server.declared]));
  const passes: Pass[] = [];

  const names = changed.map((server) => server.name);
  const removes = changes.some((c) => c.removes);
  const rewired = changes.filter((c) => c.change === "incompatible").map((c) => c.relationship);
  const passing = (make: (server: DeclaredServer) => JsonMap | undefined, sends: "widened" | "quick") =>
    new Set(
      changed.flatMap((server) => {
        const config = make(server);
        if (config) configurations.set(`${server.name} ${sends}`, config);
        return config ? [server.name] : [];
      }),
    );
  if (rewired.length > 0) {
    // Members that cannot understand each other meanwhile find each other again with quick heartbeats.
    const quick = passing((server) => quickened(server, rewired), "quick");
    passes.push({
      servers: names,
      sends: (name) => (quick.has(name) ? "quick" : "declared"),
      removes,
      steady: false,
    });
    passes.push({
      servers: names.filter((name) => quick.has(name)),
      sends: () => "declared",
      removes: false,
      steady: true,
    });
  } else if (removes && changes.some((c) => c.adds)) {
    // Both wider and narrower at once: partners that know different subnets refuse each other's leases.
    const wide = passing((server) => widened(server, surveys.get(server.name)!.running), "widened");
    passes.push({
      servers: names,
      sends: (name) => (wide.has(name) ? "widened" : "declared"),
      removes: false,
      steady: false,
    });
    passes.push({
      servers: names.filter((name) => wide.has(name)),
      sends: () => "declared",
      removes,
      steady: true,
    });
  } else passes.push({ servers: names, sends: () => "declared", removes, steady: false });

  return {
    waves: [
      ...leftOver(changes, found),
      ...stagesOf(passes, changes),
      ...startUpFiles(servers, found, surveys, written),
    ],
    configurations,
    unchanged: servers.filter((server) => !found.has(server.name)).map((server) => server.name),
    differences: found,
    unknown,
    changes: new Map(changes.map((c) => [c.relationship.name, c.change])),
  };
}

/** The running configurations, read together, with the declared relationships' names. */
export function runningFleet(
  servers: readonly DeclaredServer[],
  declared: Fleet,
  surveys: ReadonlyMap<string, Survey>,
): Fleet {
  return readFleet(
    servers.map((server) => ({ ...server, config: surveys.get(server.name)!.running })),
    declared.relationships.map(({ name, family, declared: members }) => ({
      name,
      where: "",
      family,
      members,
    })),
  );
}

/** What each member serves now, by member name. */
function servingNow(
  family: string,
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
): ReadonlyMap<string, Serving> {
  const local = servers
    .filter((server) => server.family === family)
    .flatMap((server) => list(surveys.get(server.name)!.status["high-availability"]))
    .map((entry) => map(map(map(entry)["ha-servers"]).local));
  return new Map(
    local.map((one) => [
      text(one["server-name"]) ?? "",
      { state: text(one.state), scopes: list(one.scopes).flatMap((scope) => text(scope) ?? []) },
    ]),
  );
}

/** A hand-over that an interrupted run left open, at a server that is not to be set. */
function leftOver(changes: readonly RelationshipChange[], found: ReadonlyMap<string, unknown>): Stage[][] {
  const steps = changes.flatMap(({ relationship, change, members }): Step[] =>
    members.flatMap((member) => {
      if (change !== "steady" || member.surplus.length === 0 || found.has(member.server)) return [];
      return [
        {
          kind: "give-back",
          relationship: relationship.name,
          helper: member.server,
          member: member.name,
          scopes: member.due,
        },
      ];
    }),
  );
  return steps.length > 0 ? [[{ reason: "left over from an interrupted rollout", steps }]] : [];
}

/** A run that died before it persisted leaves servers that run what is declared, until they restart. */
function startUpFiles(
  servers: readonly DeclaredServer[],
  found: ReadonlyMap<string, unknown>,
  surveys: ReadonlyMap<string, Survey>,
  written: ReadonlyMap<string, Date>,
): Stage[][] {
  const steps = servers.flatMap(({ name }): Step[] => {
    const { configured } = surveys.get(name)!;
    const isWritten = configured === undefined || (written.get(name) ?? 0) >= configured;
    return found.has(name) || isWritten ? [] : [{ kind: "persist", server: name }];
  });
  return steps.length > 0 ? [[{ reason: "start-up files", steps }]] : [];
}
