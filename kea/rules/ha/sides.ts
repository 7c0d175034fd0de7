import { FAMILIES } from "../../family";
import type { Hit } from "../../rule";
import {
  type Fleet,
  isBackup,
  list,
  map,
  number,
  type Path,
  type Peer,
  type RelationshipView,
  type Server,
  type Side,
  text,
  UNKNOWN,
} from "../../fleet";
import { isMap } from "../../json";
import { type MemberUrl, parseMemberUrl } from "../../url";
import { RELATIONSHIP } from "./keys";
import { enumerate } from "./words";
import { oncePer } from "../../remember";

/** What is wrong on one server, without saying where the server stands. */
export type Problem = Pick<Hit, "path" | "message" | "remedy">;

/**
 * Judges what every server says of its relationships. What several members say alike is found once:
 * a declared relationship is written once; of others, the finding names every server that has it.
 */
export function* eachSide(
  { relationships }: Fleet,
  check: (side: Side, relationship: RelationshipView) => Iterable<Problem>,
): Generator<Hit> {
  for (const relationship of relationships) {
    const found = new Map<string, { hit: Hit; also: Set<string> }>();
    for (const side of relationship.sides) {
      for (const problem of check(side, relationship)) {
        const known = found.get(problem.message);
        if (known === undefined)
          found.set(problem.message, {
            hit: { ...standing(relationship, side.server), ...problem },
            also: new Set(),
          });
        else if (known.hit.server !== side.server.name) known.also.add(side.server.name);
      }
    }
    for (const { hit, also } of found.values()) {
      const silent = relationship.declared.length > 0 || also.size === 0;
      const others = ` (also on ${enumerate([...also])}).`;
      yield silent ? hit : { ...hit, message: hit.message.replace(/\.$/, others) };
    }
  }
}

/** The same for what each server has to say differently: no two findings are one. */
export function* everySide(
  { relationships }: Fleet,
  check: (side: Side, relationship: RelationshipView) => Iterable<Problem>,
): Generator<Hit> {
  for (const relationship of relationships)
    for (const side of relationship.sides)
      for (const problem of check(side, relationship))
        yield { ...standing(relationship, side.server), ...problem };
}

/** The common part of a hit: whose configuration, which relationship, where declared. */
export function standing(
  relationship: RelationshipView | undefined,
  server: Server,
): Pick<Hit, "server" | "relationship" | "where"> {
  return {
    server: server.name,
    relationship: relationship?.name,
    where: relationship?.where ?? server.where,
  };
}

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
  const camps = new Map<string, Side[]>();
  for (const side of [...sides.filter((one) => !isBackup(one)), ...sides.filter(isBackup)]) {
    const key = JSON.stringify(opinion(side)) ?? "";
    const camp = camps.get(key);
    if (camp) camp.push(side);
    else camps.set(key, [side]);
  }
  return [...camps.values()].sort((a, b) => b.length - a.length)[0]?.[0];
}

/** The members that a server has to do with: a backup calls nobody, and only answers for itself. */
export function concerns(side: Side): readonly Peer[] {
  return isBackup(side) ? side.peers.filter(({ name }) => name === side.self) : side.peers;
}

/** The sides that serve or could take over. */
export function activeSides({ sides }: RelationshipView): Side[] {
  return sides.filter((side) => !isBackup(side));
}

/** A whole-number key of a relationship, or Kea's default; undefined when it is unknown or unusable. */
export function delay(side: Side, key: string): number | undefined {
  const { initial, range } = RELATIONSHIP.get(key)!;
  const value: unknown = side.map[key] === undefined ? initial : side.map[key];
  const known = number(value);
  return known !== undefined && Number.isInteger(known) && known >= range![0] && known <= range![1]
    ? known
    : undefined;
}

/** A yes-or-no key, or its default; undefined when it is unknown or unusable. */
export function flag(owner: Side["map"], key: string, initial: boolean): boolean | undefined {
  const value: unknown = owner[key];
  if (value === undefined) return initial;
  return typeof value === "boolean" ? value : undefined;
}

/** Whether the server listens on its own URL by itself; undefined when that is not known. */
export function hasListener({ server, map: entry }: Side): boolean | undefined {
  const own: unknown = entry["multi-threading"];
  const dhcp: unknown = server.root["multi-threading"];
  if (own === UNKNOWN || dhcp === UNKNOWN) return undefined;
  const needs = [
    flag(map(dhcp), "enable-multi-threading", true),
    flag(map(own), "enable-multi-threading", true),
    flag(map(own), "http-dedicated-listener", true),
  ];
  if (needs.includes(false)) return false;
  return needs.includes(undefined) ? undefined : true;
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

/** A loaded hook library, by its file name; undefined when that is not known. */
export interface Hook {
  readonly library: string | undefined;
  readonly parameters: unknown;
  readonly path: Path;
}

/** The hook libraries of a server; undefined when the list is not known. */
export function hooksOf({ root, family }: Server): Hook[] | undefined {
  const value: unknown = root["hooks-libraries"];
  if (value === UNKNOWN) return undefined;
  return list(value).map((hook, index) => ({
    library: text(map(hook).library)?.split("/").at(-1),
    parameters: map(hook).parameters,
    path: [FAMILIES[family].root, "hooks-libraries", index],
  }));
}

/** Whether all relationships of a server are known, so that what is in none of them is in none. */
export function relationshipsKnown(server: Server): boolean {
  const lists = (hooksOf(server) ?? [{ parameters: UNKNOWN }]).map(({ parameters }): unknown =>
    parameters === UNKNOWN ? UNKNOWN : map(parameters)["high-availability"],
  );
  return (
    lists.every((entries) => entries !== UNKNOWN && !list(entries).includes(UNKNOWN)) &&
    server.sides.every(membersKnown)
  );
}

/** An HTTP control socket. */
export interface ControlSocket {
  readonly type: string;
  readonly address: string;
  readonly port: number;
  readonly path: Path;
}

/** The HTTP control sockets of a server. */
export function controlSockets({ root, family }: Server): ControlSocket[] {
  const top = FAMILIES[family].root;
  const sockets: [Path, unknown][] = [
    [[top, "control-socket"], root["control-socket"]],
    ...list(root["control-sockets"]).map((socket, index): [Path, unknown] => [
      [top, "control-sockets", index],
      socket,
    ]),
  ];
  return sockets.flatMap(([path, value]) => {
    const socket = map(value);
    const type = text(socket["socket-type"]);
    if (type !== "http" && type !== "https") return [];
    const address = text(socket["socket-address"] ?? "127.0.0.1");
    const port = number(socket["socket-port"] ?? 8000);
    return address === undefined || port === undefined ? [] : [{ type, address, port, path }];
  });
}
