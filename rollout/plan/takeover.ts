import { enumerate } from "../../kea/words";
import type { DeclaredServer } from "./declaration";
import { type Facts, factsOf, type SubnetFact } from "./facts";
import type { Survey } from "./survey";

/** A server that serves clients by itself, as somebody else has set it up, and what becomes of that. */
export interface Takeover {
  readonly server: string;
  /** What it serves, what goes and which leases are lost, a sentence each. */
  readonly sentences: readonly string[];
}

/** The servers that serve clients without a relationship now, and get another configuration. */
export function takeovers(
  changed: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
): Takeover[] {
  return changed.flatMap((server) => {
    const runs = factsOf(server.family, surveys.get(server.name)!.running);
    const serves = runs.subnets.filter(({ gives }) => gives);
    if (runs.roles.length > 0 || !runs.listens || serves.length === 0) return [];
    return [
      {
        server: server.name,
        sentences: [
          `It serves ${said(serves)} now, without a partner.`,
          ...losses(runs, factsOf(server.family, server.declared), serves),
        ],
      },
    ];
  });
}

function losses(runs: Facts, declared: Facts, serves: readonly SubnetFact[]): string[] {
  const next = (subnet: SubnetFact) => declared.subnets.find(({ key }) => key === subnet.key);
  const gone = serves.filter((subnet) => next(subnet) === undefined);
  const renumbered = serves.filter((subnet) => next(subnet) && next(subnet)!.id !== subnet.id);
  const found: string[] = [];
  if (gone.length > 0)
    found.push(
      `${said(gone)} ${gone.length > 1 ? "are" : "is"} declared nowhere here: nobody serves it afterwards.`,
    );
  for (const subnet of renumbered)
    found.push(
      `The leases of ${prefix(subnet)} are lost, since its id changes from ${subnet.id} to ${next(subnet)!.id}. Declare it with id ${subnet.id} to keep them.`,
    );
  if (runs.leases !== declared.leases && gone.length < serves.length)
    found.push(
      `Its leases are lost: it keeps them in ${stored(runs)}, and will in ${stored(declared)}. Declare the same lease database (settings.leaseDatabase) to keep them.`,
    );
  return found;
}

const prefix = ({ key }: SubnetFact) => key.slice(key.indexOf(" ") + 1);
const said = (subnets: readonly SubnetFact[]) =>
  enumerate(subnets.map((subnet) => `${prefix(subnet)} (id ${subnet.id})`));
const stored = ({ leases }: Facts) => leases.trim() || "Kea's default place";
