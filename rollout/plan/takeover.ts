import { leaseStore } from "../../kea/fleet/lease-database";
import { type JsonMap, map } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import { enumerate } from "../../kea/words";
import type { DeclaredServer } from "./declaration";
import { type Facts, factsOf, gives, partnerOf, prefixOf, type SubnetFact } from "./facts";
import type { End, Setting } from "./steps";
import type { Survey } from "./survey";

/** A server that serves clients by itself, as somebody else has set it up, and what becomes of that. */
export interface Takeover {
  readonly server: string;
  /** What it serves, what goes, and which leases are lost or carried over, a sentence each. */
  readonly sentences: readonly string[];
  /** Prefixes that the sentences say nobody serves afterwards. */
  readonly gone: readonly string[];
}

/** The servers that serve clients without a relationship now, and get another configuration. */
export function takeovers(
  changed: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
): Takeover[] {
  return changed.flatMap((server) => {
    const [runs, declared] = factsBoth(server, surveys.get(server.name)!);
    const serves = servedAlone(runs);
    if (serves.length === 0) return [];
    return [
      {
        server: server.name,
        sentences: [
          `It serves ${said(serves)} now, without a partner.`,
          ...subnetLosses(serves, declared),
          ...leaseLosses(runs, declared),
        ],
        gone: goneFrom(serves, declared).map(({ key }) => prefixOf(key)),
      },
    ];
  });
}

/**
 * Whether a server whose members meet anew brings its leases to another database: on its way it still reads the one
 * that it has, its partner fetches them, and it fetches them from there when it begins with its new one.
 */
export function bringsLeases(server: DeclaredServer, survey: Survey): boolean {
  return brings(...factsBoth(server, survey));
}

export function brings(runs: Keeper, declared: Keeper): boolean {
  const had = runs.roles.length > 0 ? runs.subnets : servedAlone(runs);
  const stays = had.some((subnet) => next(declared, subnet)?.id === subnet.id);
  // Another database needs a hook library that the declared configuration need not have.
  const canRead = runs.leases.startsWith("memfile");
  const isFetched = declared.roles.some((role) => partnerOf(role) !== undefined && role.fetchesLeases);
  return runs.leases !== declared.leases && stays && canRead && isFetched;
}

/** What a configuration means, and where a server that has it keeps its leases. */
export interface Keeper extends Facts {
  /** `memfile` and a file, another database, or {@link IN_MEMORY}. */
  readonly leases: string;
}

/** Leases that every `config-set` loses. */
export const IN_MEMORY = "memory alone";

/** What a server runs and what is declared. */
export function factsBoth(
  { family, directories, declared }: DeclaredServer,
  { running }: Survey,
): [runs: Keeper, declared: Keeper] {
  const read = (config: JsonMap): Keeper => {
    const store = leaseStore({ family, root: map(config[FAMILIES[family].root]) }, directories);
    return {
      ...factsOf(family, config),
      leases: store ? (store.name ?? IN_MEMORY) : "what is not known yet",
    };
  };
  return [read(running), read(declared)];
}

/** The subnets that a server serves without a relationship. */
function servedAlone({ roles, listens, subnets }: Facts): SubnetFact[] {
  return roles.length > 0 || !listens ? [] : subnets.filter(gives);
}

const next = (declared: Facts, subnet: SubnetFact) => declared.subnets.find(({ key }) => key === subnet.key);

const goneFrom = (serves: readonly SubnetFact[], declared: Facts) =>
  serves.filter((subnet) => next(declared, subnet) === undefined);

/** What ends when a server is set, and is not said with its takeover. */
export function endsBesides(takeovers: readonly Takeover[], step: Setting): End[] {
  const gone = takeovers.flatMap((one) => (one.server === step.server ? one.gone : []));
  return (step.interruption.ends ?? []).filter(({ subnet }) => !gone.includes(subnet));
}

function subnetLosses(serves: readonly SubnetFact[], declared: Facts): string[] {
  const gone = goneFrom(serves, declared);
  const found =
    gone.length > 0
      ? [
          `${said(gone)} ${gone.length > 1 ? "are" : "is"} declared nowhere here: nobody serves it afterwards.`,
        ]
      : [];
  const others = serves.flatMap((subnet) => {
    const id = next(declared, subnet)?.id;
    return id === undefined || id === subnet.id ? [] : [renumbered(prefixOf(subnet.key), subnet.id, id)];
  });
  return [...found, ...others];
}

/** What becomes of the leases of a subnet with another id: Kea finds them by that. */
export const renumbered = (prefix: string, was: number | undefined, id: number): string =>
  `The leases of ${prefix} are lost, since its id changes from ${was} to ${id}. Declare it with id ${was} to keep them.`;

function leaseLosses(runs: Keeper, declared: Keeper): string[] {
  if (!servedAlone(runs).some((subnet) => next(declared, subnet)?.id === subnet.id)) return [];
  const { keeps, why, remedy } = storesOf(runs, declared);
  if (keeps) return [];
  return brings(runs, declared)
    ? [`Its leases are carried over by its partner, which fetches them first: ${why}.`]
    : [`Its leases are lost: ${why}. ${remedy}`];
}

/** Whether a server that is set still has its own leases afterwards; why not, and what would help. */
export function storesOf(runs: Keeper, declared: Keeper): { keeps: boolean; why: string; remedy: string } {
  if (runs.leases === IN_MEMORY)
    return {
      keeps: false,
      why: `it keeps them in ${IN_MEMORY}`,
      remedy: "Let it keep them in a file first (lease-database, persist) to keep them.",
    };
  return {
    keeps: runs.leases === declared.leases,
    why: `it keeps them in ${runs.leases}, and will in ${declared.leases}`,
    remedy: "Declare the same lease database (settings.leaseDatabase) to keep them.",
  };
}

const said = (subnets: readonly SubnetFact[]) =>
  enumerate(subnets.map((subnet) => `${prefixOf(subnet.key)} (id ${subnet.id})`));
