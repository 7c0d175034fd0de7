import { isActive, type RelationshipView } from "../../kea/fleet/fleet";
import { type Json, type JsonMap, list, map } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import type { DeclaredServer } from "./declaration";

/** Milliseconds between heartbeats while members that changed names or ports find each other again. */
export const QUICK_HEARTBEAT_MS = 500;

/** The declared configuration with the subnets that go, still; undefined when none goes. */
export function widened(server: DeclaredServer, running: JsonMap): JsonMap | undefined {
  const { root, subnets } = FAMILIES[server.family];
  const declared = map(server.declared[root]);
  const all = (owner: JsonMap) => [
    ...list(owner[subnets]),
    ...list(owner["shared-networks"]).flatMap((network) => list(map(network)[subnets])),
  ];
  const kept = new Set(all(declared).map((subnet) => map(subnet).id));
  const names = new Set(memberNames(declared));
  const going = list(map(running[root])[subnets]).filter((subnet) => {
    const tag = map(map(subnet)["user-context"])["ha-server-name"];
    // A subnet of a relationship that goes as well has nobody to agree with.
    return !kept.has(map(subnet).id) && (tag === undefined || names.has(tag));
  });
  if (going.length === 0) return undefined;
  return {
    ...server.declared,
    [root]: { ...declared, [subnets]: [...list(declared[subnets]), ...going] as Json[] },
  };
}

/** The declared configuration with quick heartbeats in the given relationships; undefined when it is in none. */
export function quickened(
  server: DeclaredServer,
  relationships: readonly RelationshipView[],
): JsonMap | undefined {
  // Backups send no heartbeats.
  const mine = relationships.flatMap(({ sides }) =>
    sides.filter((side) => side.server.name === server.name && isActive(side)),
  );
  if (mine.length === 0) return undefined;
  const change = (value: Json, [step, ...path]: readonly (string | number)[]): Json => {
    if (step === undefined) return { ...map(value), "heartbeat-delay": QUICK_HEARTBEAT_MS };
    if (Array.isArray(value))
      return value.map((entry: Json, index) => (index === step ? change(entry, path) : entry));
    return { ...map(value), [step]: change(map(value)[step]!, path) };
  };
  return mine.reduce<JsonMap>((config, side) => change(config, side.path) as JsonMap, server.declared);
}

function memberNames(root: JsonMap): unknown[] {
  return list(root["hooks-libraries"])
    .flatMap((hook) => list(map(map(hook).parameters)["high-availability"]))
    .flatMap((relationship) => list(map(relationship).peers).map((peer) => map(peer).name));
}
