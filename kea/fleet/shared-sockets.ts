/** HA without a listener of its own: a control socket, or the control agent, takes the messages of the partners. */
import { sameAddress } from "../ip";
import { KeaVersion } from "../model/profiles";
import { oncePer } from "../remember";
import { isLoopback, isWildcard, type MemberUrl } from "../url";
import { agentOf, notForwarded } from "./control-agent";
import { type ControlSocket, controlSockets, isHttp, lacksSocket, socketsOf } from "./control-sockets";
import { isBackup, type Peer, type RelationshipView, type Server, type Side } from "./fleet";
import type { Place } from "./places";
import { hasListener, urlOf } from "./sides";

/** A partner that has to get through a control socket. */
export interface Caller {
  /** The server with the socket. */
  readonly side: Side;
  readonly socket: Place;
  /** The partner, or the server itself where no partner's configuration is known. */
  readonly from: Side;
  /** The server as the partner lists it. */
  readonly entry: Peer;
}

/** Everybody who sends HA's messages to a control socket, as far as the configurations say. */
export function* callersOf({ sides }: RelationshipView): Generator<Caller> {
  for (const side of sides) {
    const { own, server } = side;
    // Nobody calls the primary of a passive-backup relationship.
    if (own === undefined || (side.mode === "passive-backup" && !isBackup(side))) continue;
    if (hasListener(side) !== false) continue;
    const partners = sides.filter((other) => other !== side && !isBackup(other));
    const entries = partners.flatMap((from) => {
      const entry = from.peers.find(({ name }) => name === side.self);
      return entry ? [{ from, entry }] : [];
    });
    for (const { from, entry } of entries.length > 0 ? entries : [{ from: side, entry: own }]) {
      const socket = socketAt(server, urlOf(entry)) ?? socketAt(server, urlOf(own));
      if (socket) yield { side, socket, from, entry };
    }
  }
}

/** Whether HA's messages come through a control socket. */
export function servesHa(server: Server, socket: Place): boolean {
  return server.sides.some(
    (side) => hasListener(side) === false && socketAt(server, urlOf(side.own)) === socket,
  );
}

/** The HTTP control socket, or control agent, at a URL. */
function socketAt(server: Server, url: MemberUrl | undefined): Place | undefined {
  if (url === undefined) return undefined;
  const agent = agentOf(server);
  return [...socketsOf(server), ...(agent ? [agent] : [])].find((socket) => listensAt(socket, url));
}

/** Whether a control socket, or a control agent, is one that listens at a URL. */
export function listensAt(socket: Place, url: MemberUrl): boolean {
  const address: unknown = socket.map["socket-address"] ?? "127.0.0.1";
  const port: unknown = socket.map["socket-port"] ?? 8000;
  if (!isHttp(socket) || typeof address !== "string" || port !== url.port) return false;
  return isWildcard(address) || sameAddress(address, url.address);
}

/** What takes the messages for a relationship without a listener: a control socket, or else whatever is at its URL. */
export function takerFor({ server, own }: Side): Place | string | undefined {
  const url = urlOf(own);
  return url && (socketAt(server, url) ?? `${url.address} ${url.port}`);
}

/** The control socket with the port of a URL at which nobody reaches it: it has a loopback, or a partner's, address. */
export function missedBy(side: Side): ControlSocket | undefined {
  return namesake(side, (address) => isOutOfReach(side, address));
}

/** Whether a control socket with a URL's port has another address, which may be translated to that of the URL. */
function mayBeTranslated(side: Side): boolean {
  return namesake(side, (address) => !isOutOfReach(side, address)) !== undefined;
}

function namesake({ server, own }: Side, is: (address: string) => boolean): ControlSocket | undefined {
  const url = urlOf(own);
  return controlSockets(server).find(({ port, address }) => port === url?.port && is(address));
}

function isOutOfReach({ own, peers }: Side, address: string): boolean {
  if (isLoopback(address)) return !isLoopback(urlOf(own)?.address ?? "");
  return peers.some((peer) => peer !== own && sameAddress(urlOf(peer)?.address ?? "", address));
}

/** The relationships at whose URL nobody can listen on their server. */
export const unheard = oncePer((server: Server): readonly Side[] => {
  const sockets = controlSockets(server);
  const places = new Set<string>();
  return server.sides.filter((side) => {
    const url = urlOf(side.own);
    // Nobody calls the primary of a passive-backup relationship.
    const called = side.mode !== "passive-backup" || isBackup(side);
    if (url === undefined || !called || hasListener(side) !== false) return false;
    const served = sockets.some(
      ({ address, port }) => port === url.port && (isWildcard(address) || sameAddress(address, url.address)),
    );
    if (served || (missedBy(side) === undefined && mayBeTranslated(side))) return false;
    const agent = agentOf(server);
    if (agent !== undefined) {
      const { "socket-address": address = "127.0.0.1", "socket-port": port = 8000 } = agent.map;
      const near = port === url.port && typeof address === "string" && !isOutOfReach(side, address);
      return !(listensAt(agent, url) || near) || notForwarded(server) !== undefined;
    }
    places.add(`${url.address} ${url.port}`);
    // Up to Kea 3.0 a control agent, whose file is not known, may have one address and port.
    // It passes commands on to a control socket.
    return (
      places.size > 1 || server.kea === KeaVersion.V3_2 || missedBy(side) !== undefined || lacksSocket(server)
    );
  });
});
