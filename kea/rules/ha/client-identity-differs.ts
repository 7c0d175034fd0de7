import { disagreements } from "../../fleet/disagreements";
import type { RelationshipView, Server, Side } from "../../fleet/fleet";
import { FLEX_ID, hooksOf } from "../../fleet/hooks";
import { knowsHardware } from "../../fleet/reservations";
import { activeSides } from "../../fleet/sides";
import { has, isMap, type Path, raw, UNKNOWN } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import { isAccepted, MAC_SOURCE_NAMES, MAC_SOURCES } from "../../schema/identifiers";
import { few } from "../../words";
import type { Problem, Rule } from "../rule";

export const clientIdentityDiffers: Rule = {
  code: "KEAHA171",
  name: "client-identity-differs",
  severity: "warning",
  reason:
    "A server that makes up the identity of its clients in another way does not know them on the day that it takes over.",
  source: "flex_id of Kea 3.0.4: it replaces the client identifier, or the DUID, before leases are looked up",
  *relationship(relationship) {
    yield* hardware(activeSides(relationship));
  },
  *fleet({ relationships }) {
    const held = (relationship: RelationshipView) =>
      activeSides(relationship).flatMap(({ server }) => {
        const value = identity(server);
        return value.by === undefined ? [] : [{ server, value }];
      });
    for (const { relationship, groups } of disagreements(relationships, held, (a, b) => a.by === b.by)) {
      const having = [...groups].reverse().find(([first]) => first!.value.by !== "")!;
      const names = (group: typeof having) => few(group.map(({ server }) => server.name));
      const others = groups
        .filter((group) => group !== having)
        .map((group) => `${group[0]!.value.by === "" ? "not" : "otherwise"} on ${names(group)}`);
      yield {
        relationship,
        server: having[0]!.server,
        path: having[0]!.value.path,
        message: `${FLEX_ID} replaces the identity of clients on ${names(having)}, and ${others.join(", ")}.`,
        remedy: "Load it with the same parameters on all members.",
      };
    }
  },
};

/** Servers that find the hardware addresses by which clients are known in other ways. */
function* hardware(sides: readonly Side[]): Generator<Problem> {
  const [first, ...others] = sides;
  if (first?.server.family !== Family.V6 || !sides.some(knowsHardware)) return;
  const ours = macSources(first.server);
  for (const { server } of others) {
    const theirs = macSources(server);
    if (ours === undefined || theirs === undefined || ours === theirs) continue;
    const odd = has(server.root, "mac-sources") ? server : first.server;
    yield {
      server: odd,
      path: [FAMILIES[odd.family].root, "mac-sources"],
      message: `clients with reservations by hw-address are found by ${ours} on ${first.server.name}, and by ${theirs} on ${server.name}.`,
      remedy: "Give all members the same mac-sources.",
    };
  }
}

/** The ways to a hardware address, the first that leads there first; undefined: not known. */
function macSources({ root }: Server): string | undefined {
  const listed: unknown = root["mac-sources"] ?? ["any"];
  if (!Array.isArray(listed) || !listed.every((one) => typeof one === "string")) return undefined;
  const sources = listed.map((one) => MAC_SOURCE_NAMES[one] ?? one);
  // A list that Kea refuses is told as that.
  if (!isAccepted(sources, MAC_SOURCES)) return undefined;
  // Behind that one, which tries all ways, none is left.
  return (sources.includes("any") ? sources.slice(0, sources.indexOf("any") + 1) : sources).join(", ");
}

/** What a server knows its clients by instead of what they say; empty: nothing; undefined: not known. */
function identity(server: Server): { readonly by: string | undefined; readonly path: Path } {
  const hooks = hooksOf(server);
  if (hooks?.every(({ library }) => library !== undefined) !== true) return { by: undefined, path: [] };
  const { parameters, path = [] } = hooks.find(({ library }) => library === FLEX_ID) ?? {};
  if (parameters !== undefined && !isMap(parameters)) return { by: undefined, path };
  const [expression, replaced, ignored] = ["identifier-expression", "replace-client-id", "ignore-iaid"].map(
    (key) => raw(parameters ?? {}, key),
  );
  if ([expression, replaced, ignored].includes(UNKNOWN)) return { by: undefined, path };
  const ways = [replaced === true && expression, server.family === Family.V6 && ignored === true];
  return { by: ways.some(Boolean) ? JSON.stringify(ways) : "", path };
}
