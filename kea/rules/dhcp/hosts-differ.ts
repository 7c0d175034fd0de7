import type { Server } from "../../fleet/fleet";
import { FLEX_ID, hooksOf, loadsOnlyKeas } from "../../fleet/hooks";
import { asksDatabase, identifiersLookedFor } from "../../fleet/reservations";
import { activeSides } from "../../fleet/sides";
import { has, isMap, list, raw, UNKNOWN } from "../../json";
import { FAMILIES } from "../../model/family";
import { isAccepted, LOOKED_FOR } from "../../schema/identifiers";
import { enumerate, word } from "../../words";
import type { Problem, Rule } from "../rule";

const LISTED = "host-reservation-identifiers";
const CONFIG = "config-control";

export const hostsDiffer: Rule = {
  code: "KEAHA160",
  name: "hosts-differ",
  severity: "warning",
  reason:
    "What one member alone finds in a database, reservations or a configuration, is lost on the day that its partner takes over.",
  source: "Kea manual, hosts-databases, config-control: HA exchanges leases, and nothing else",
  *relationship(relationship) {
    const servers = activeSides(relationship).map(({ server }) => server);
    const asking = servers.filter((server) => asksDatabase(server) === true);
    const first = asking[0];
    if (first !== undefined) {
      const key = has(first.root, "hosts-databases") ? "hosts-databases" : "hosts-database";
      const others = servers.filter((server) => asksDatabase(server) === false);
      const remedy = "Give all members hosts-databases with the same reservations.";
      const [problem] = alone(first, others, key, "looks for reservations in a database", remedy);
      const paths = [[FAMILIES[first.family].root, key]];
      // One that Kea refuses is told as that.
      const follows = asking.length > 1 ? [] : [servers.map((server) => ({ server, paths }))];
      if (problem) yield { ...problem, follows };
    }
    yield* askedOtherwise(asking);
    const configured = servers.find((server) => takesConfiguration(server) === true);
    if (configured === undefined) return;
    const others = servers.filter((server) => takesConfiguration(server) === false);
    const remedy = `Give all members ${CONFIG} with the same database.`;
    yield* alone(configured, others, CONFIG, "takes parts of its configuration from a database", remedy);
  },
};

/** What one server does, and others do not. */
function* alone(
  server: Server,
  others: readonly Server[],
  key: string,
  does: string,
  remedy: string,
): Generator<Problem> {
  if (others.length === 0) return;
  yield {
    server,
    path: [FAMILIES[server.family].root, key],
    message: `${server.name} ${does}, and ${enumerate(others.map(({ name }) => name))} does not.`,
    remedy,
  };
}

/** Members that look for clients in a database by other identifiers. */
function* askedOtherwise([first, ...others]: readonly Server[]): Generator<Problem> {
  const ours = first && foundBy(first);
  if (first === undefined || ours === undefined) return;
  for (const other of others) {
    const theirs = foundBy(other);
    if (theirs === undefined || areAlike(ours, theirs)) continue;
    const odd = has(other.root, LISTED) ? other : first;
    yield {
      server: odd,
      path: [FAMILIES[odd.family].root, LISTED],
      message: `${first.name} looks for reservations in a database by ${wordsOf(ours)}, and ${other.name} by ${wordsOf(theirs)}.`,
      remedy: `Give all members the same ${LISTED}${ours.has("flex-id") === theirs.has("flex-id") ? "" : `, and ${FLEX_ID}, which tells flex-id`}.`,
    };
  }
}

/** The identifiers by which a server finds clients; undefined when they are not known, or Kea refuses the list. */
function foundBy(server: Server): ReadonlySet<unknown> | undefined {
  const listed = identifiersLookedFor(server);
  if (listed === undefined || !isAccepted(listed, LOOKED_FOR[server.family])) return undefined;
  const found = new Set(listed);
  if (!found.has("flex-id") || hooksOf(server)?.some(({ library }) => library === FLEX_ID)) return found;
  // A library of somebody else's may tell it, too.
  if (!loadsOnlyKeas(server)) return undefined;
  found.delete("flex-id");
  return found;
}

function areAlike(one: ReadonlySet<unknown>, other: ReadonlySet<unknown>): boolean {
  return one.size === other.size && [...one].every((identifier) => other.has(identifier));
}

function wordsOf(identifiers: ReadonlySet<unknown>): string {
  return enumerate([...identifiers].map(word).sort()) || "none";
}

/** Whether a server takes parts of its configuration from a database; undefined when that is not known. */
function takesConfiguration({ root }: Server): boolean | undefined {
  const control: unknown = root[CONFIG];
  const databases: unknown = isMap(control) ? raw(control, "config-databases") : control;
  return databases === UNKNOWN ? undefined : list(databases).length > 0;
}
