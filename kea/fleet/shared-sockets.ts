/** HA without a listener of its own: a control socket, or the control agent, takes the messages of the partners. */
import { sameAddress } from "../ip";
import { isMap, type JsonMap, list, map } from "../json";
import { KeaVersion } from "../model/release-lines";
import { oncePer } from "../remember";
import { covers, isLoopback, type MemberUrl } from "../url";
import { agentOf, notForwarded } from "./control-agent";
import {
  type ControlSocket,
  controlSockets,
  hasUnknownSocket,
  type HttpAddress,
  httpAddress,
  isHttp,
  lacksUnixSocket,
  refusesPlainHttp,
  socketsOf,
  tlsKeys,
} from "./control-sockets";
import { isBackup, type Peer, type RelationshipView, type Server, type Side } from "./fleet";
import type { Place } from "./places";
import { flag } from "./in-force";
import { hasListener, isCalledThroughSocket, urlOf } from "./sides";

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
    if (own === undefined || !isCalledThroughSocket(side)) continue;
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

/** Those whose credentials a control socket takes, where they are known: where there are none, it asks for nothing. */
export function clientsOf({ map: socket }: Place): readonly JsonMap[] | undefined {
  const clients = list(map(socket.authentication).clients);
  return clients.every(isMap) ? clients : undefined;
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

function listensAt(socket: Place, url: MemberUrl): boolean {
  const at = isHttp(socket) ? httpAddress(socket.map) : undefined;
  return at !== undefined && isAt(at, url);
}

/** Whether who listens at an address and a port is reached at a URL. */
function isAt({ address, port }: HttpAddress, url: MemberUrl): boolean {
  return port === url.port && covers(address, url.address);
}

/** What takes the messages for a relationship without a listener: a control socket, or else whatever is at its URL. */
export function takerFor({ server, own }: Side): Place | string | undefined {
  const url = urlOf(own);
  return url && (socketAt(server, url) ?? `${url.address} ${url.port}`);
}

/** The control socket, or agent, that takes a relationship's messages, where it asks nobody who he is. */
export function openTaker(side: Side): Place | undefined {
  if (!isCalledThroughSocket(side)) return undefined;
  const taker = takerFor(side);
  if (typeof taker !== "object") return undefined;
  const { authentication } = taker.map;
  const clients: unknown = isMap(authentication) ? authentication.clients : authentication;
  if (clients !== undefined && !(Array.isArray(clients) && clients.length === 0)) return undefined;
  if (tlsKeys(taker)?.length !== 0)
    return flag(taker.map, "control-socket", "cert-required", side.server) === false ? taker : undefined;
  // Some releases refuse that, which is told.
  return refusesPlainHttp(side.server) && authentication === undefined ? undefined : taker;
}

/** The control socket with the port of a URL at which nobody reaches it: it has a loopback, or a partner's, address. */
export function missedBy(side: Side): ControlSocket | undefined {
  const url = urlOf(side.own);
  return controlSockets(side.server).find(
    ({ port, address }) => port === url?.port && isOutOfReach(side, address),
  );
}

/** Whether an address is not one that may be translated to that of a server's own URL. */
function isOutOfReach({ own, peers }: Side, address: string): boolean {
  if (isLoopback(address)) return !isLoopback(urlOf(own)?.address ?? "");
  return peers.some((peer) => peer !== own && sameAddress(urlOf(peer)?.address ?? "", address));
}

/** The relationships at whose URL nobody can listen on their server. */
export const unheard = oncePer((server: Server): readonly Side[] => {
  const sockets = controlSockets(server);
  const agent = agentOf(server);
  const places = new Set<string>();
  return server.sides.filter((side) => {
    const url = urlOf(side.own);
    if (url === undefined || !isCalledThroughSocket(side) || hasUnknownSocket(server)) return false;
    const missed = missedBy(side) !== undefined;
    const mayReach = (at: HttpAddress) => at.port === url.port && !isOutOfReach(side, at.address);
    if (sockets.some((at) => isAt(at, url)) || (!missed && sockets.some(mayReach))) return false;
    if (agent !== undefined) {
      const at = httpAddress(agent.map);
      const taken = at !== undefined && (isAt(at, url) || mayReach(at));
      return !taken || notForwarded(server) !== undefined;
    }
    places.add(`${url.address} ${url.port}`);
    // Up to Kea 3.0 a control agent, whose file is not known, may have one address and port.
    // It passes commands on to a unix control socket.
    return places.size > 1 || server.kea === KeaVersion.V3_2 || missed || lacksUnixSocket(server);
  });
});
