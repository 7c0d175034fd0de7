import { groupedBy } from "../grouped";
import { isMap, list, map, number, UNKNOWN } from "../json";
import { oncePer } from "../remember";
import { defaultOf } from "../schema/defaults";
import { RELATIONSHIP } from "../schema/ha-keys";
import { type MemberUrl, parseMemberUrl } from "../url";
import { type Fleet, isBackup, type Peer, type RelationshipView, type Server, type Side } from "./fleet";
import { hooksOf, lacksHa } from "./hooks";
import { flag } from "./in-force";

/** The relationship of every side. */
export const relationshipOf = oncePer(
  ({ relationships }: Fleet): ReadonlyMap<Side, RelationshipView> =>
    new Map(relationships.flatMap((r) => r.sides.map((side) => [side, r] as const))),
);

/** Whether a server lists members, and all of them by name. */
export function membersKnown({ map: { peers } }: Side): boolean {
  return (
    Array.isArray(peers) &&
    peers.length > 0 &&
    peers.every((peer: unknown) => isMap(peer) && typeof peer.name === "string")
  );
}

/** The sides that list no name twice: what the others say is compared with that. */
export const clearSides = oncePer(({ sides }: RelationshipView): readonly Side[] =>
  sides.filter(({ peers }) => {
    const names = peers.flatMap(({ name }) => name ?? []);
    return new Set(names).size === names.length;
  }),
);

/** The first of those sides that most others agree with, those that serve before backups. */
export function majority(sides: readonly Side[], opinion: (side: Side) => unknown): Side | undefined {
  if (sides.length < 2) return sides[0];
  const ordered = [...sides.filter((one) => !isBackup(one)), ...sides.filter(isBackup)];
  const camps = groupedBy(ordered, (side) => JSON.stringify(opinion(side)) ?? "");
  return [...camps.values()].sort((a, b) => b.length - a.length)[0]?.[0];
}

/** Whether no partner calls a server: so it is with the primary of a passive-backup relationship. */
export function isUncalled(side: Side): boolean {
  return side.mode === "passive-backup" && !isBackup(side);
}

/** The names of backups, as any server of a relationship says. */
export const backupsOf = oncePer((relationship: RelationshipView): ReadonlySet<string> => {
  const selves = relationship.sides.filter(isBackup).flatMap(({ self }) => self ?? []);
  const listed = clearSides(relationship).flatMap(({ peers }) =>
    peers.flatMap(({ name, role }) => (name !== undefined && role === "backup" ? [name] : [])),
  );
  return new Set([...selves, ...listed]);
});

/** The members that a server has to do with: a backup calls nobody, and only answers for itself. */
export function concerns(side: Side): readonly Peer[] {
  return isBackup(side) ? side.peers.filter(({ name }) => name === side.self) : side.peers;
}

/** The sides that serve or could take over. */
export function activeSides({ sides }: RelationshipView): Side[] {
  return sides.filter((side) => !isBackup(side));
}

/** A member that serves or could take over, and that no known server is. */
export function missingMember({ sides }: RelationshipView): string | undefined {
  const known = new Set(sides.map(({ self }) => self));
  return sides[0]?.peers.find(({ name, role }) => name !== undefined && role !== "backup" && !known.has(name))
    ?.name;
}

/** A whole-number key of a relationship, or Kea's default; undefined when it is unknown or unusable. */
export function delay(side: Side, key: string): number | undefined {
  const { range } = RELATIONSHIP.get(key)!;
  const given: unknown = side.map[key];
  const value = given === undefined ? defaultOf("relationship", key, side.server, side.map) : given;
  const known = number(value);
  return known !== undefined && Number.isInteger(known) && known >= range![0] && known <= range![1]
    ? known
    : undefined;
}

/** Whether a relationship's listener takes only its partners' commands; undefined when that is not known. */
export function restrictsCommands({ map: entry, server }: Side): boolean | undefined {
  return flag(entry, "relationship", "restrict-commands", server);
}

/** Whether the server handles packets in several threads; undefined when that is not known. */
export function isMultiThreaded(server: Server): boolean | undefined {
  const threads: unknown = server.root["multi-threading"];
  if (threads === UNKNOWN) return undefined;
  return flag(map(threads), "multi-threading", "enable-multi-threading", server);
}

/** Whether the server listens on its own URL by itself; undefined when that is not known. */
export function hasListener({ server, map: entry }: Side): boolean | undefined {
  const own: unknown = entry["multi-threading"];
  if (own === UNKNOWN) return undefined;
  const needs = [
    isMultiThreaded(server),
    flag(map(own), "ha-multi-threading", "enable-multi-threading", server),
    flag(map(own), "ha-multi-threading", "http-dedicated-listener", server),
  ];
  if (needs.includes(false)) return false;
  return needs.includes(undefined) ? undefined : true;
}

/** Whether what partners send a server comes through a control socket: they call it, and it has no listener of its own. */
export function isCalledThroughSocket(side: Side): boolean {
  return !isUncalled(side) && hasListener(side) === false;
}

/** A member's URL, or what is wrong with it; undefined when it has none. */
export const readUrl = oncePer(({ url }: Peer): MemberUrl | string | undefined =>
  url === undefined ? undefined : parseMemberUrl(url),
);

/** A member's URL, when it is a usable one. */
export function urlOf(peer: Peer | undefined): MemberUrl | undefined {
  const url = peer && readUrl(peer);
  return typeof url === "string" ? undefined : url;
}

/** The certificate keys. */
export const TLS_KEYS = ["trust-anchor", "cert-file", "key-file"] as const;

/** Which certificate files are set for a member: its own, or the relationship's; undefined: unusable. */
export function tlsFiles(side: Side, peer: Peer): readonly (typeof TLS_KEYS)[number][] | undefined {
  const set: (typeof TLS_KEYS)[number][] = [];
  for (const key of TLS_KEYS) {
    const value: unknown = peer.map[key] === undefined ? side.map[key] : peer.map[key];
    if (value === undefined || value === "") continue;
    if (typeof value !== "string" && value !== UNKNOWN) return undefined;
    set.push(key);
  }
  return set;
}

/** Whether all relationships of a server are known, so that what is in none of them is in none. */
export function relationshipsKnown(server: Server): boolean {
  const lists = (hooksOf(server) ?? [{ parameters: UNKNOWN }]).map(({ parameters }): unknown =>
    parameters === UNKNOWN ? UNKNOWN : map(parameters)["high-availability"],
  );
  return (
    lists.every((entries) => entries !== UNKNOWN && !list(entries).includes(UNKNOWN)) &&
    // Where the library finds none, which is told, they are somewhere else.
    (server.sides.length > 0 || lacksHa(server)) &&
    server.sides.every(membersKnown)
  );
}

/** Whether another server is that member, as far as is known. */
export function isTaken(name: string, { server }: Side, { sides, declared }: RelationshipView): boolean {
  return (
    sides.some((other) => other.server !== server && other.self === name) ||
    declared.some((member) => member.name === name && member.host !== server.host)
  );
}
