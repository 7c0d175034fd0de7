import {
  type Peer,
  type RelationshipView,
  type Side,
  subnetsOf,
  type SubnetView,
} from "../../kea/fleet/fleet";
import { closing, guardOf, type Guards } from "../../kea/fleet/guards";
import { readFleet } from "../../kea/fleet/read";
import { delay, tlsFiles } from "../../kea/fleet/sides";
import { type JsonMap, list, map, text } from "../../kea/json";
import { Family } from "../../kea/model/family";
import { oncePer } from "../../kea/remember";

/** What a configuration means for who serves whom: all that the simulation knows of it. */
export interface Facts {
  /** Its relationships, in the order in which the server lists them. */
  readonly roles: readonly Role[];
  readonly subnets: readonly SubnetFact[];
  /** It listens to clients. */
  readonly listens: boolean;
}

/** What a server is in one of its relationships. */
export interface Role {
  readonly self: string;
  readonly mode: string;
  /** `primary`, `secondary`, `standby` or `backup`. */
  readonly role: string;
  /** Where it listens to its partners. */
  readonly url: string | undefined;
  /** The other members, as it knows them. */
  readonly peers: readonly {
    readonly name: string;
    readonly url: string | undefined;
    readonly role: string;
  }[];
  /** Name of the primary, as it knows it. */
  readonly primary: string | undefined;
  readonly heartbeatMs: number;
  /** Silence after which it takes its partner for lost. */
  readonly responseMs: number;
  /** Clients that have to wait in vain before it takes over: more than these; none where it is 0. */
  readonly unackedClients: number;
  /** How long a client has to say that it has waited, to count as such. */
  readonly ackMs: number;
  /** It serves for a partner that it takes for lost. */
  readonly takesOver: boolean;
  /** It keeps lease updates for a partner that it does not hear, instead of making clients wait for them. */
  readonly queuesUpdates: boolean;
  readonly sendsUpdates: boolean;
  /** It gives no lease before all of its backups have it. */
  readonly awaitsBackups: boolean;
  readonly fetchesLeases: boolean;
  /** The authority that its certificates and its partners' are checked against; empty without TLS. */
  readonly trust: string;
}

/** A subnet, as a server has it. */
export interface SubnetFact {
  readonly id: number | undefined;
  /** Family and prefix ({@link keyOf}): the clients that it is about, whatever its id. */
  readonly key: string;
  /** The member of the server whose relationship it belongs to; undefined where it belongs to none. */
  readonly member: string | undefined;
  readonly offers: readonly Offer[];
  /** The shared network that it is in. */
  readonly link: string | undefined;
  /** How the server finds its clients where addresses do not tell: relays, interface and shared network, as one text. */
  readonly selectors: string;
  /** Who is let in: by its network, by itself, by its pools of each kind. */
  readonly guards: Guards;
}

/** A subnet's key. */
export const keyOf = (family: Family, prefix: string | undefined): string => `${family} ${prefix}`;

/** The prefix in it. */
export const prefixOf = (key: string): string => key.slice(key.indexOf(" ") + 1);

/** What clients get from a subnet: `anything` also where only reservations are left. */
export type Offer = "anything" | "addresses" | "prefixes";

export function offersOf(subnet: JsonMap): Offer[] {
  const [pools, prefixes, reserved] = ["pools", "pd-pools", "reservations"].map(
    (key) => list(subnet[key]).length > 0,
  );
  return [
    ...(pools || prefixes || reserved ? ["anything" as const] : []),
    ...(pools ? ["addresses" as const] : []),
    ...(prefixes ? ["prefixes" as const] : []),
  ];
}

/** What clients get from each subnet of a relationship, as each member has it. */
export function offersIn({ family, sides }: RelationshipView): {
  readonly key: string;
  readonly prefix: string | undefined;
  readonly offers: readonly Offer[];
}[] {
  return sides.flatMap((side) =>
    subnetsOf(side).map(({ prefix, map: own }) => ({
      key: keyOf(family, prefix),
      prefix,
      offers: offersOf(own),
    })),
  );
}

/** Whether a subnet has anything to give. */
export const gives = ({ offers }: SubnetFact): boolean => offers.length > 0;

/** Reads a configuration. What it reads must not change. */
export function factsOf(family: Family, config: JsonMap): Facts {
  return READ[family](config);
}

const READ = {
  [Family.V4]: oncePer((config: JsonMap) => read(Family.V4, config)),
  [Family.V6]: oncePer((config: JsonMap) => read(Family.V6, config)),
};

function read(family: Family, config: JsonMap): Facts {
  const [server] = readFleet([{ host: "", family, config }]).servers;
  const { root, sides, subnets } = server!;
  const members = new Map(sides.flatMap((side) => subnetsOf(side).map((s) => [s, side.self] as const)));
  return {
    roles: sides.flatMap((side) => roleOf(side) ?? []),
    subnets: subnets.map((subnet) => ({
      ...{ id: subnet.id, key: keyOf(family, subnet.prefix), member: members.get(subnet) },
      ...{ offers: offersOf(subnet.map), link: text(subnet.network?.map.name) },
      ...{ selectors: waysIn(subnet), guards: guardsIn(subnet) },
    })),
    listens: list(map(root["interfaces-config"]).interfaces).length > 0,
  };
}

function waysIn({ map: own, network }: SubnetView): string {
  const both = network ? [own, network.map] : [own];
  const told = (key: string) => both.map((one) => text(one[key])).find(Boolean);
  const relays = both.map((one) => list(map(one.relay)["ip-addresses"])).find(({ length }) => length > 0);
  const names = [told("interface"), told("interface-id"), text(network?.map.name)];
  return JSON.stringify([relays?.map(String).sort(), ...names]);
}

function guardsIn({ map: own, network }: SubnetView): Guards {
  // Pools of one kind keep others out once each of them does.
  const pools = ["pools", "pd-pools"].flatMap((kind): Guards => {
    const all = list(own[kind]).map((pool) => guardOf({ map: map(pool) }));
    if (closing(all).length < all.length) return [];
    const known = all.filter((guard) => guard !== undefined);
    return [known.length < all.length ? undefined : new Set(known.flatMap((guard) => [...guard]))];
  });
  return closing([...(network ? [guardOf(network)] : []), guardOf({ map: own }), ...pools]);
}

function roleOf(side: Side): Role | undefined {
  const { self, mode = "hot-standby", own, peers, map: ha } = side;
  if (self === undefined || own === undefined) return undefined;
  const others = peers.filter(
    (peer): peer is Peer & { name: string } => peer !== own && peer.name !== undefined,
  );
  const sendsUpdates = ha["send-lease-updates"] !== false;
  return {
    self,
    mode,
    role: own.role ?? "",
    url: own.url,
    peers: others.map(({ name, url, role = "" }) => ({ name, url, role })),
    primary: peers.find(({ role }) => role === "primary")?.name,
    heartbeatMs: delay(side, "heartbeat-delay") ?? 10_000,
    responseMs: delay(side, "max-response-delay") ?? 60_000,
    // A primary that has no standby's clients to look at takes its partner for lost on silence alone.
    unackedClients:
      mode === "load-balancing" || own.role === "standby" ? (delay(side, "max-unacked-clients") ?? 10) : 0,
    ackMs: delay(side, "max-ack-delay") ?? 10_000,
    takesOver: own.map["auto-failover"] !== false,
    queuesUpdates: mode === "load-balancing" && ha["delayed-updates-limit"] !== 0,
    sendsUpdates,
    awaitsBackups:
      mode === "passive-backup" && own.role === "primary" && ha["wait-backup-ack"] === true && sendsUpdates,
    fetchesLeases: ha["sync-leases"] !== false,
    trust:
      (tlsFiles(side, own) ?? []).length > 0 ? String(own.map["trust-anchor"] ?? ha["trust-anchor"]) : "",
  };
}

/** The other active member of a relationship, as a server knows it. */
export function partnerOf({ role, peers }: Role): Role["peers"][number] | undefined {
  return role === "backup" ? undefined : peers.find((peer) => peer.role !== "backup");
}

/** The scopes that a member serves in its normal state. */
export function ownScopes({ self, role, mode }: Role): readonly string[] {
  return role === "backup" || (mode === "hot-standby" && role === "standby") ? [] : [self];
}

/** The scopes that a member serves when it serves for its partner as well. */
export function allScopes(role: Role): readonly string[] {
  if (role.mode === "hot-standby") return role.primary === undefined ? [] : [role.primary];
  return [role.self, ...role.peers.filter((peer) => peer.role !== "backup").map(({ name }) => name)];
}

/** The part of a relationship's clients that a scope stands for: in load-balancing half of them. */
export function shareOf({ mode, self, role, peers }: Role, scope: string): readonly Share[] {
  if (mode !== "load-balancing") return SHARES;
  const owner = scope === self ? role : peers.find(({ name }) => name === scope)?.role;
  return owner === "primary" ? ["first"] : ["second"];
}

/** Halves of a subnet's clients, as load-balancing divides them. */
export type Share = "first" | "second";
export const SHARES: readonly Share[] = ["first", "second"];

/** The address in a member's URL. */
export function addressOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, "");
  } catch {
    return undefined;
  }
}
