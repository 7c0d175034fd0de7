import { createHash } from "node:crypto";
import { readFleet } from "../../kea/fleet/read";
import { isMap, type Json, type JsonMap, list, map, text, UNKNOWN } from "../../kea/json";
import { FAMILIES, Family, namesIn, serverName } from "../../kea/model/family";
import type { Manifest, ManifestServer } from "../../kea/model/manifest";
import { KeaVersion } from "../../kea/model/release-lines";
import { findings } from "../../kea/rules/findings";
import { enumerate, few } from "../../kea/words";
import { retired } from "../../rollout/files/load";
import { InputError } from "../../rollout/input-error";
import type { Declaration } from "../../rollout/plan/declaration";
import type { Resource } from "./resources";
import { isElsewhere, type Located, sameServers } from "./same-server";

/** One component that is to be reviewed, wherever it was read. */
export interface Subject {
  readonly declaration: Declaration;
  /** What the state says that servers run, by name. */
  readonly running: ReadonlyMap<string, JsonMap>;
  /** Servers that were rolled out, and whose configurations are not in the state. */
  readonly lost: readonly string[];
  /** Servers of which only a rollout that failed knows: it may have brought them something, or nothing. */
  readonly unsure: readonly string[];
  /** Terraform does not start the rollout. */
  readonly rests: boolean;
  /** What has to be said of it, a sentence each. */
  readonly notes: readonly string[];
  /** Values that must not be shown. */
  readonly sensitive: readonly string[];
}

/** What stands for a value that is known only when Terraform applies. */
const PLACEHOLDER = "(known after apply)";

/** One component's resources. */
interface Rollout {
  readonly topology: string;
  readonly component: string;
  readonly resource: Resource;
  /** What the last rollout that succeeded brought; undefined in states of older versions. */
  readonly deployed: Resource | undefined;
  /** Undefined where it is gone from this machine, and declared no more. */
  readonly manifest: Resource | undefined;
  readonly file: (server: string) => Resource | undefined;
  /** All its servers are retired, since it is destroyed. */
  readonly retires: boolean;
}

/**
 * The components among Terraform's resources: what is declared, and what ran after the last rollout that
 * succeeded. The notes are about all of them. Servers that are `left`
 * are declared no more, and go on.
 *
 * @throws InputError when there is none.
 */
export function subjectsOf(
  source: string,
  resources: readonly Resource[],
): {
  readonly subjects: readonly Subject[];
  readonly notes: readonly string[];
  readonly left: readonly Located[];
} {
  const rollouts = rolloutsIn(resources);
  if (rollouts.length === 0) throw new InputError(nothingIn(source, resources));
  const deployed = deployedBy(rollouts);
  const declared = rollouts.filter(({ resource }) => resource.after !== undefined).map(declaredBy);
  const same = sameServers(
    deployed,
    declared.flatMap(({ servers }) => servers),
  );
  const leaving = rollouts
    .filter(({ retires }) => retires)
    .map((rollout) => ({ rollout, subject: retirement(rollout, deployed) }));
  const retired = leaving.flatMap(({ rollout, subject: { declaration, lost } }) =>
    [...declaration.servers.map(({ name }) => name), ...lost].map((name) =>
      idOf({ topology: topologyOf(rollout), name }),
    ),
  );
  const told = new Set([...same.values()].map(idOf).concat(retired));
  const gone = deployed.filter((one) => !told.has(idOf(one)));
  const topologies = [...new Set(rollouts.map(topologyOf))];
  const of = <One extends { readonly rollout: Rollout }>(topology: string, all: readonly One[]) =>
    all.filter(({ rollout }) => topologyOf(rollout) === topology);
  return {
    subjects: topologies.flatMap((topology) => [
      ...of(topology, declared).map((one) => subjectOf(one, same)),
      ...of(topology, leaving).map(({ subject }) => subject),
    ]),
    notes: topologies.flatMap((topology) => {
      const names = gone.filter((one) => one.topology === topology).map(({ name }) => name);
      return names.length > 0 ? [noLongerDeclared(names)] : [];
    }),
    left: gone,
  };
}

function rolloutsIn(resources: readonly Resource[]): Rollout[] {
  return resources.flatMap((resource): Rollout[] => {
    const find = (type: string, name: string) =>
      resources.find((one) => one.module === resource.module && one.type === type && one.name === name);
    const word = wordOf(resource);
    const manifestOf = ([topology, component]: Names) =>
      find("local_file", `${topology}_rollout-${component}`);
    const all = word === undefined ? [] : namesBeside(`_${word}_`, resource.name);
    const names = all.find(manifestOf) ?? all[0];
    if (names === undefined) return [];
    const [topology, component] = names;
    // One that could not be ended the last time is left without its rollout.
    if (
      word === "retirement" &&
      (!resource.isDestroyed || find("null_resource", `${topology}_rollout_${component}`))
    )
      return [];
    const manifest = manifestOf(names);
    const deployed = find("terraform_data", `${topology}_deployed_${component}`);
    const file = (server: string) => find("local_file", `${topology}_${server}`);
    const retires = find("terraform_data", `${topology}_retirement_${component}`)?.isDestroyed ?? false;
    const isOne = retires || manifest !== undefined || (resource.after === undefined && isOurs(resource));
    return isOne ? [{ topology, component, resource, deployed, manifest, file, retires }] : [];
  });
}

type Names = readonly [topology: string, component: string];

/** Every topology and component that a resource may be of: the names of both may hold what is between them. */
function namesBeside(between: string, name: string): Names[] {
  return [...name].flatMap((_, at): Names[] => {
    const names = [name.slice(0, at), name.slice(at + between.length)] as const;
    return name.startsWith(between, at) && !names.includes("") ? [names] : [];
  });
}

/** What a resource is called if it is one that a component is known by. */
function wordOf({ type, before }: Resource): "rollout" | "retirement" | undefined {
  if (type === "null_resource") return "rollout";
  // What was deployed is of the same type. What is not set is null.
  const isRetirement = (before?.input ?? null) !== null && (before?.triggers_replace ?? null) === null;
  return type === "terraform_data" && isRetirement ? "retirement" : undefined;
}

/** Whether a rollout that goes is one of ours, by what it ran for: its files may be gone before it. */
function isOurs(resource: Resource): boolean {
  const names = Object.keys(triggersOf(resource.before));
  return names.length > 0 && names.every((name) => /-dhcp[46]$/.test(name));
}

/** A server that was rolled out; one without a configuration is `lost` or `unsure`, as in {@link Subject}. */
interface Deployed extends Located {
  readonly unknown: "lost" | "unsure" | undefined;
  /** Values in it that must not be shown. */
  readonly sensitive: readonly string[];
}

/** What servers run, each once: first those of which that is known. */
function deployedBy(rollouts: readonly Rollout[]): Deployed[] {
  const all = rollouts.flatMap((rollout): Deployed[] => {
    const { deployed, resource, manifest, file } = rollout;
    const said = readManifest(manifest?.before?.content);
    const one = (name: string, config: JsonMap | undefined, unknown?: Deployed["unknown"]): Deployed => ({
      ...located(topologyOf(rollout), name, config, said),
      unknown,
      sensitive: [deployed, file(name)].flatMap((from) => from?.sensitive ?? []),
    });
    const before = map(deployed?.before?.triggers_replace);
    const known = Object.entries(before).flatMap(([name, config]) =>
      isMap(config) ? [one(name, config)] : [],
    );
    const others = Object.entries(triggersOf(resource.before)).flatMap(([name, trigger]) => {
      if (name in before) return [];
      // What it runs for is what it was to bring, not what it brought.
      if (resource.tainted) return [one(name, undefined, "unsure")];
      // Older versions kept the text itself, or its hash: then the file is what ran if it has that hash.
      const content = text(file(name)?.before?.content);
      const ran =
        readConfiguration(trigger) ??
        (content && sha256(content) === trigger ? readConfiguration(content) : undefined);
      return [one(name, ran, ran ? undefined : "lost")];
    });
    return [...known, ...others];
  });
  const of = (what: Deployed["unknown"]) => all.filter(({ unknown }) => unknown === what);
  const [known, lost, unsure] = [of(undefined), of("lost"), of("unsure")];
  const each = new Map([...unsure, ...lost, ...known].map((one) => [idOf(one), one]));
  return [...new Set([...known, ...lost, ...unsure].map((one) => each.get(idOf(one))!))];
}

const topologyOf = ({ resource, topology }: Rollout) => resource.module + topology;

const idOf = ({ topology, name }: Pick<Located, "topology" | "name">) => `${topology} ${name}`;

function located(
  topology: string,
  name: string,
  config: JsonMap | undefined,
  manifest: Manifest | undefined,
): Located {
  const at = manifest?.servers.find((one) => serverName(one.host, one.family) === name);
  const family = namesIn(name).service === FAMILIES[Family.V6].service ? Family.V6 : Family.V4;
  return { topology, name, family, at, config };
}

const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");

/** What a component declares, as far as that is known. */
interface Declared {
  readonly rollout: Rollout;
  readonly declaration: Declaration;
  readonly servers: readonly Located[];
  /** Servers without a configuration that is known. */
  readonly missing: readonly string[];
  readonly hasManifest: boolean;
  readonly isOpen: boolean;
}

function declaredBy(rollout: Rollout): Declared {
  const { topology, component, deployed, manifest, file } = rollout;
  const names = serversOf(rollout);
  const configs = new Map(
    names.flatMap((name): [string, JsonMap][] => {
      const replace = map(deployed?.after?.triggers_replace)[name];
      const config = readConfiguration(file(name)?.after?.content) ?? readConfiguration(replace);
      return config ? [[name, config]] : [];
    }),
  );
  const said = readManifest(manifest?.after?.content);
  const before = readManifest(manifest?.before?.content);
  const declaration = declarationOf(said ?? guessed(`${topology}/${component}`, configs, before), configs);
  const config = new Map(declaration.servers.map(({ name, declared }) => [name, declared]));
  return {
    rollout,
    declaration,
    servers: names.map((name) => located(topologyOf(rollout), name, config.get(name), said ?? before)),
    missing: names.filter((name) => !configs.has(name)),
    hasManifest: said !== undefined,
    isOpen: [...configs.values()].some(hasUnknown),
  };
}

/** A declared server, and what it is as a deployed one. */
interface Known {
  readonly one: Located;
  readonly old: Deployed;
}

/** @param same which deployed server each declared one is. */
function subjectOf(
  { rollout, declaration, servers, missing, hasManifest, isOpen }: Declared,
  same: ReadonlyMap<Located, Deployed>,
): Subject {
  const { resource, deployed, file } = rollout;
  const was = servers.flatMap((one): Known[] => {
    const old = same.get(one);
    return old ? [{ one, old }] : [];
  });
  const of = (what: Deployed["unknown"]) =>
    was.flatMap(({ one, old }) => (old.unknown === what ? [one.name] : []));
  const renamed = was.filter(({ one, old }) => idOf(one) !== idOf(old));
  const moved = was.filter(({ one, old }) => isElsewhere(one, old));
  return {
    declaration,
    running: new Map(was.flatMap(({ one, old }) => (old.config ? [[one.name, old.config]] : []))),
    lost: of("lost"),
    unsure: of("unsure"),
    rests: isAtRest(resource),
    notes: [
      ...(renamed.length > 0 ? [renamedFrom(renamed)] : []),
      ...(moved.length > 0 ? [movedAway(moved)] : []),
      ...(missing.length > 0
        ? [
            `Of ${enumerate(missing)} no configuration is known before Terraform applies: nothing is said of them.`,
          ]
        : []),
      ...(!hasManifest
        ? ["Where hosts are is known only when Terraform applies: names of relationships may be others."]
        : []),
      ...(isOpen
        ? [
            "Some values are known only when Terraform applies. On servers that run already they count as changes, so less may happen than is said here.",
          ]
        : []),
      ...(resource.tainted
        ? [
            "The last rollout failed, and runs again. Servers are taken to run what the last one that succeeded brought, which is nothing where none did; what the failed one left may differ (--live asks them).",
          ]
        : []),
    ],
    sensitive: [
      ...new Set([
        ...[deployed, ...servers.map(({ name }) => file(name))].flatMap((one) => one?.sensitive ?? []),
        ...was.flatMap(({ old }) => old.sensitive),
      ]),
    ],
  };
}

/** What a rollout does that retires all servers, as it is destroyed: `rollout --retire`. */
function retirement(rollout: Rollout, all: readonly Deployed[]): Subject {
  const { topology, component, resource, deployed, manifest, file } = rollout;
  const left = map(deployed?.before?.triggers_replace);
  const said = readManifest(manifest?.before?.content);
  const names = new Set([
    ...(said?.servers ?? []).map(({ host, family }) => serverName(host, family)),
    ...[...Object.keys(left), ...Object.keys(triggersOf(resource.before))],
  ]);
  const configs = new Map(
    [...names].flatMap((name): [string, JsonMap][] => {
      const config = readConfiguration(file(name)?.before?.content) ?? readConfiguration(left[name]);
      return config ? [[name, config]] : [];
    }),
  );
  const ran = new Map(
    all.flatMap((one) =>
      one.config && one.topology === topologyOf(rollout) ? [[one.name, one.config]] : [],
    ),
  );
  const name = `${topology}/${component}`;
  const declaration = retired(declarationOf(said ?? guessed(name, configs, undefined), configs));
  return {
    declaration,
    running: new Map([...ran].filter(([one]) => names.has(one))),
    lost: said
      ? [...names].filter((one) => !ran.has(one) || !configs.has(one))
      : names.size > 0
        ? [...names]
        : [name],
    unsure: [],
    rests: false,
    notes: [
      "Terraform destroys this, and its servers are retired then (retireOnDestroy): each gets a configuration that serves nobody, in its start-up file too.",
    ],
    sensitive: [...new Set([deployed, ...[...names].map(file)].flatMap((one) => one?.sensitive ?? []))],
  };
}

function serversOf({ resource, deployed }: Rollout): string[] {
  const replace = map(deployed?.after?.triggers_replace);
  return Object.keys(Object.keys(replace).length > 0 ? replace : triggersOf(resource.after));
}

/** What a rollout runs for, by server; left out is when an earlier one left something for it. */
function triggersOf(resource: JsonMap | undefined): JsonMap {
  const { pending: _, ...servers } = map(resource?.triggers);
  return servers as JsonMap;
}

/** Without a plan, what Terraform will do follows from the triggers. */
function isAtRest({ actions, before, after, tainted }: Resource): boolean {
  if (actions) return actions.every((action) => action === "no-op");
  if (before === undefined || tainted) return false;
  const [was, is] = [triggersOf(before), triggersOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].every((name) => was[name] === is[name]);
}

// ------------------------------------------------------------------------------------ configurations

/** A configuration, from its text or as it is. */
function readConfiguration(content: unknown): JsonMap | undefined {
  const value = parsed(content);
  return isMap(value) && Object.values(FAMILIES).some(({ root }) => root in value) ? value : undefined;
}

function readManifest(content: unknown): Manifest | undefined {
  const value = parsed(content);
  const isOne =
    isMap(value) && value.format === 1 && Array.isArray(value.servers) && Array.isArray(value.relationships);
  return isOne ? (known(value) as unknown as Manifest) : undefined;
}

function parsed(content: unknown): unknown {
  if (typeof content !== "string") return content;
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

const hasUnknown = (value: unknown): boolean =>
  value === UNKNOWN ||
  (Array.isArray(value) ? value.some(hasUnknown) : isMap(value) && Object.values(value).some(hasUnknown));

/** A value with a text for everything that is not known. */
function known(value: unknown): Json {
  if (value === UNKNOWN) return PLACEHOLDER;
  if (Array.isArray(value)) return value.map(known);
  if (!isMap(value)) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, known(one)]));
}

/** What stands in for a manifest that is not known yet. */
function guessed(
  component: string,
  configs: ReadonlyMap<string, JsonMap>,
  before: Manifest | undefined,
): Manifest {
  const servers = [...configs].map(([name, config]): ManifestServer => {
    const family = FAMILIES[Family.V6].root in config ? Family.V6 : Family.V4;
    const { host } = namesIn(name);
    const former = before?.servers.find((one) => one.host === host && one.family === family);
    const socket = map(config[FAMILIES[family].root])["control-socket"] !== undefined;
    return {
      ...{ host, family, where: host, addresses: [], directories: {}, config: "" },
      kea: former?.kea ?? (socket ? KeaVersion.V2_6 : KeaVersion.V3_0),
      control: former?.control ?? { type: "unix", socket: "" },
    };
  });
  return { format: 1, component, servers, relationships: before?.relationships ?? [] };
}

function declarationOf(manifest: Manifest, configs: ReadonlyMap<string, JsonMap>): Declaration {
  const servers = manifest.servers.flatMap((server) => {
    const name = serverName(server.host, server.family);
    const config = configs.get(name);
    return config ? [{ ...server, name, config, declared: known(config) as JsonMap }] : [];
  });
  const fleet = readFleet(
    servers.map(({ declared, ...server }) => ({ ...server, config: declared })),
    manifest.relationships,
  );
  // Rules skip what is not known.
  const open = servers.some(({ config }) => hasUnknown(config));
  const judged = open ? readFleet(servers, manifest.relationships) : fleet;
  return {
    manifest,
    servers: servers.map(({ config, ...server }) => ({ ...server, config: server.name })),
    fleet,
    findings: findings(judged),
  };
}

// ------------------------------------------------------------------------------------ words

function renamedFrom(renamed: readonly Known[]): string {
  const pairs = renamed.map(({ one, old }) => {
    const topology = one.topology === old.topology ? "" : ` of ${old.topology}`;
    return `${one.name} was ${old.name}${topology}`;
  });
  return `Known by where they are, under another name than before: ${few(pairs, 5)}. They are taken to run what was deployed there.`;
}

function movedAway(moved: readonly Known[]): string {
  const names = few(
    moved.map(({ one }) => one.name),
    5,
  );
  const [are, has, runs] = moved.length === 1 ? ["is", "has", "it runs"] : ["are", "have", "they run"];
  return `${names} ${are} taken for what was deployed under the name, although nothing of where that was is left. Where another machine ${has} the name now, ${runs} none of it, and the rollout refuses as long as partners know the old one; --live asks.`;
}

const noLongerDeclared = (names: readonly string[]) =>
  `${enumerate(names)} ${names.length === 1 ? "is" : "are"} declared no more, and nothing is sent there: ${names.length === 1 ? "it goes" : "they go"} on with what runs there now. Declare a host that leaves as retired for one deploy.`;

function nothingIn(source: string, resources: readonly Resource[]): string {
  const others = [...new Set(resources.map(({ type }) => type))];
  const there =
    resources.length === 0
      ? "it has no resources"
      : `it has ${resources.length} resources (${list(others.slice(0, 3)).join(", ")}${others.length > 3 ? ", ..." : ""})`;
  return `${source} holds no rollout of cdktf-kea-ha: ${there}. Give the plan of a stack that holds a KeaTopology.`;
}
