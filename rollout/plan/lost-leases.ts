import { few } from "../../kea/words";
import { type Changes, type RelationshipChange, subnetIds } from "./change";
import { inTouch, placesOf } from "./contact";
import type { DeclaredServer } from "./declaration";
import { type Facts, gives, keyOf, partnerOf, prefixOf, type Role, type SubnetFact } from "./facts";
import { isWhole } from "./rounds";
import type { Survey } from "./survey";
import { brings, factsBoth, IN_MEMORY, type Keeper, renumbered, storesOf } from "./takeover";
import type { ServerState, World } from "./world";

/** Leases of clients that are served in a relationship, and that a server does not have afterwards. */
export interface LostLeases {
  /** The relationship or the server that loses them. */
  readonly about: string;
  readonly sentence: string;
  /** Nobody knows which addresses are taken: they may be given twice. */
  readonly isUnsafe: boolean;
}

/** With more subnets than these, they are told together. */
const MANY = 3;

/**
 * What a rollout loses of the leases that servers in relationships have, whatever steps it takes.
 *
 * @param sent what each server is sent first.
 */
export function lostLeases(
  { relationships }: Changes,
  changed: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
  world: World,
  sent: ReadonlyMap<string, Facts>,
): LostLeases[] {
  const settings = changed.map((server) => setOf(server, surveys.get(server.name)!, sent.get(server.name)!));
  const moment: Moment = {
    world,
    set: new Map(settings.map((setting, index) => [changed[index]!.name, setting])),
  };
  return [
    ...relationships.flatMap((change) => [...renumberedOf(change, world), ...strangeTo(change, world)]),
    ...forgotten(relationships, moment),
  ];
}

interface Moment {
  /** Before the first step. */
  readonly world: World;
  /** The servers that are set. */
  readonly set: ReadonlyMap<string, Resetting>;
}

/** A server that is set, and what becomes of its own leases. */
interface Resetting {
  readonly runs: Keeper;
  /** What it is sent first. */
  readonly first: Facts;
  readonly declared: Keeper;
  readonly keeps: boolean;
  readonly brings: boolean;
}

function setOf(server: DeclaredServer, survey: Survey, first: Facts): Resetting {
  const [runs, declared] = factsBoth(server, survey);
  return { runs, first, declared, keeps: storesOf(runs, declared).keeps, brings: brings(runs, declared) };
}

// ------------------------------------------------------------------------------------ by another id or member

/** Subnets of which no member knows the id that they had: it keeps their leases, and finds none of them. */
function renumberedOf(change: RelationshipChange, { servers }: World): LostLeases[] {
  const members = change.members.flatMap(({ server, active }) =>
    active ? (servers.get(server)?.facts ?? []) : [],
  );
  const found = keysOf(change).flatMap(({ key, id }) => {
    const had = given(members, key);
    return had.length > 0 && had.every((subnet) => subnet.id !== id) ? [{ key, was: had[0]!.id, id }] : [];
  });
  const prefixes = few(found.map(({ key }) => prefixOf(key)));
  const sentences =
    found.length <= MANY
      ? found.map(({ key, was, id }) => renumbered(prefixOf(key), was, id))
      : [
          `The leases of ${prefixes} are lost, since their ids change. Declare them with the ids that they have to keep them.`,
        ];
  // Whom the old leases belong to is not known, but nobody else gets their addresses.
  return sentences.map((sentence) => ({ about: change.relationship.name, sentence, isUnsafe: false }));
}

/** Subnets whose leases no member has: others have served them. */
function strangeTo(change: RelationshipChange, { servers }: World): LostLeases[] {
  const all = [...servers.values()];
  const isMember = (name: string) => change.members.some((member) => member.active && member.server === name);
  const members = all.filter(({ name }) => isMember(name));
  const others = all.filter((server) => !isMember(server.name) && !isToldFirst(server, members, change));
  const facts = (some: typeof all) => some.map((server) => server.facts);
  const found = keysOf(change).flatMap(({ key }) =>
    given(facts(members), key, () => true).length === 0 && given(facts(others), key).length > 0
      ? [prefixOf(key)]
      : [],
  );
  if (found.length === 0) return [];
  const sentence = `The leases of ${few(found)} are lost, since none of its members has them${TWICE}. Let one of those that have them be a member until others have fetched them.`;
  return [{ about: change.relationship.name, sentence, isUnsafe: true }];
}

/**
 * A backup gets subnets before those that serve them. Where these run something else, a rollout was killed before they
 * knew a subnet: it has no leases.
 */
function isToldFirst(
  { name, facts }: ServerState,
  members: readonly ServerState[],
  { relationship, members: declared }: RelationshipChange,
): boolean {
  if (!declared.some((member) => member.server === name && !member.active)) return false;
  // Whoever runs nothing yet may stand for one that knew it.
  if (!members.some((member) => member.facts.roles.length > 0)) return false;
  const now = wiringOf(relationship.sides.find(({ server }) => server.name === name)?.peers ?? []);
  return facts.roles.some(({ role, peers }) => role === "backup" && wiringOf(peers) === now);
}

/** The active ones of a relationship's members. */
const wiringOf = (peers: readonly Partial<Role["peers"][number]>[]) =>
  JSON.stringify(
    peers.flatMap(({ name, url, role }) => (role === "backup" ? [] : [`${name} ${url}`])).sort(),
  );

const TWICE = ": addresses that clients have may be given to others";

/** A subnet that servers in relationships give; what others give is told of with their takeover. */
function given(
  servers: readonly Facts[],
  key: string,
  isServed: (subnet: SubnetFact) => boolean = gives,
): SubnetFact[] {
  return servers.flatMap(({ roles, subnets }) =>
    roles.length === 0 ? [] : subnets.filter((subnet) => subnet.key === key && isServed(subnet)),
  );
}

const keysOf = ({ relationship }: RelationshipChange) =>
  [...subnetIds(relationship)].map(([id, prefix]) => ({ key: keyOf(relationship.family, prefix), id }));

// ------------------------------------------------------------------------------------ by another lease database

/** Servers that begin without the leases that they had, and get them from no partner. */
function forgotten(relationships: readonly RelationshipChange[], moment: Moment): LostLeases[] {
  const found = new Map<string, { about: string; isUnsafe: boolean; prefixes: string[] }>();
  for (const change of relationships)
    for (const { server: about, active } of change.members) {
      const setting = moment.set.get(about);
      if (!setting || setting.keeps || setting.runs.roles.length === 0) continue;
      for (const { key, id } of keysOf(change)) {
        const subnet = given([setting.runs], key).find((one) => one.id === id);
        if (!subnet || (active && isRefilled(change, about, subnet, moment))) continue;
        const kind = `${about} ${active}`;
        found.set(kind, found.get(kind) ?? { about, isUnsafe: active, prefixes: [] });
        found.get(kind)!.prefixes.push(prefixOf(key));
      }
    }
  return [...found.values()].map(({ about, isUnsafe, prefixes }) => {
    const { runs, declared } = moment.set.get(about)!;
    const { why, ...stores } = storesOf(runs, declared);
    // Whatever it is given to keep them in, it forgets them once.
    const remedy =
      runs.leases === IN_MEMORY
        ? "Let it keep them in a file (lease-database, persist), so that it does not happen again."
        : stores.remedy;
    const until = isUnsafe
      ? `no partner brings them back${TWICE}`
      : "a backup fetches none: it gets those that are given from then on";
    return {
      ...{ about, isUnsafe },
      sentence: `Its leases of ${few(prefixes)} are lost, since ${why}, and ${until}. ${remedy}`,
    };
  });
}

/** Whether a member fetches a subnet's leases from its partner, which has them when it does. */
function isRefilled(
  change: RelationshipChange,
  server: string,
  { key, id, member }: SubnetFact,
  { world, set }: Moment,
): boolean {
  const setting = set.get(server)!;
  const was = setting.runs.roles.find(({ self }) => self === member);
  const tells = was === undefined || !SERVES.has(was.role) || was.sendsUpdates;
  if (!tells || !fetches(setting.declared, key)) return false;
  const isHeard = change.change === "steady" || change.change === "role flip";
  const place = placesOf(world.servers.get(server)!).find(({ role }) => role.self === member);
  const heard = isHeard && place ? inTouch(world, place)?.server.name : undefined;
  const others = change.members.filter((one) => one.active && one.server !== server);
  const isMoved = isHeard && heard !== undefined && !others.some((one) => one.server === heard);
  const partner = world.servers.get((isHeard && !isMoved ? heard : others[0]?.server) ?? "");
  if (!partner || partner.dead) return false;
  const next = set.get(partner.name);
  // A subnet's new server knows it, and has fetched its leases, before the one that stays takes it over.
  if (isMoved) return next !== undefined && fetches(next.first, key);
  const learns = next !== undefined && fetches(next.declared, key);
  const has = partner.facts.subnets.some((subnet) => subnet.key === key && subnet.id === id);
  // Who joins is set first, and fetches them.
  if (!has && !(change.change === "joining" && learns)) return false;
  if (!isWhole(change)) return !next || next.keeps || learns;
  return !next || next.keeps || next.brings || (setting.brings && learns);
}

const SERVES: ReadonlySet<string> = new Set(["primary", "secondary"]);

/** Whether a server fetches a subnet's leases when it is set. */
function fetches({ roles, subnets }: Facts, key: string): boolean {
  const self = subnets.find((subnet) => subnet.key === key)?.member;
  return roles.some((role) => role.self === self && role.fetchesLeases && partnerOf(role) !== undefined);
}
