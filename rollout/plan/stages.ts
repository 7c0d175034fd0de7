import { inTouch, type Place, placesOf } from "./contact";
import { allScopes, ownScopes } from "./facts";
import { isServed, servedBy, service } from "./service";
import { simulate } from "./simulate";
import { normalState, servesAll } from "./state-machine";
import type { Step } from "./steps";
import type { World } from "./world";

/** Servers that are set together, and what is known of the relationships that tie them. */
export interface Group {
  /** In the order in which they are set, with what they are sent. */
  readonly servers: readonly (readonly [server: string, sends: string])[];
  /** Relationships whose members do not understand each other until all of them are set. */
  readonly whole: ReadonlySet<string>;
  /** Relationships in which somebody has to be back before the next one is set. */
  readonly swaps: ReadonlySet<string>;
  /** Servers that are set at once after the last one. */
  readonly follows: ReadonlySet<string>;
  /** Servers that are not asked to help. */
  readonly helpless?: ReadonlySet<string>;
  /** Relationships in which a hand-over may be open, besides those of these servers. */
  readonly open?: ReadonlySet<string>;
}

/** The name of a relationship, by the server and the name that it has there. */
export type Names = (server: string, member: string) => string | undefined;

interface HandOver {
  readonly relationship: string;
  readonly owner: string;
  readonly helper: string;
  readonly member: string;
}

/** Steps, and the world after them. */
export interface Done {
  readonly steps: readonly Step[];
  readonly world: World;
}

/** The steps that give servers their configurations, and the world after them. */
export function stageSteps(start: World, group: Group, names: Names): Done {
  const steps: Step[] = [];
  let world = start;
  const add = (step: Step) => {
    steps.push(step);
    world = simulate(world, step);
  };
  const set = new Set<string>();
  const settled = new Set<string>();
  let open = leftOpen(start, group, names);

  const settle = (server: string, only?: readonly string[]) => {
    const places = placesOf(world.servers.get(server)!);
    const members = places.map(({ role }) => role.self).filter((name) => only?.includes(name) ?? true);
    if (only === undefined) settled.add(server);
    if (members.length > 0) add(withAlone({ kind: "settle", server, members }));
  };
  /** Says who is to serve alone after a step, because nobody answers it. */
  const withAlone = (step: Extract<Step, { kind: "settle" | "gate" }>): Step => {
    const after = simulate(world, step);
    const gated = step.kind === "gate" ? step.relationships : undefined;
    const alone = [...after.servers.values()].flatMap((server) =>
      placesOf(server)
        .filter(({ role, member }) => member.state === "partner-down" && role.role !== "backup")
        .filter(({ role }) =>
          gated
            ? gated.includes(names(server.name, role.self) ?? "")
            : step.kind === "settle" && server.name === step.server && step.members.includes(role.self),
        )
        .map(({ role }) => role.self),
    );
    return alone.length > 0 ? { ...step, alone } : step;
  };
  const giveBack = (one: HandOver) => {
    open = open.filter((other) => other !== one);
    const place = placesOf(world.servers.get(one.helper)!).find(({ role }) => role.self === one.member);
    if (!place || place.member.state !== normalState(place.role)) return;
    const { relationship, helper, member } = one;
    const step: Step = { kind: "give-back", relationship, helper, member, scopes: ownScopes(place.role) };
    // In a role flip the helper serves on: it is the primary from its own set on.
    if (lessServed(world, simulate(world, step))) return;
    add(step);
  };
  const isWhole = (server: string, member: string) => group.whole.has(names(server, member) ?? "");
  /** Whether the other active members run, or keep, what the server now expects of them. */
  const isUnderstood = (server: string) =>
    placesOf(world.servers.get(server)!).every(
      ({ role }) => !isWhole(server, role.self) || role.role === "backup" || awaitsNobody(server, role.self),
    );
  const awaitsNobody = (server: string, member: string) => {
    const relationship = names(server, member);
    return group.servers.every(
      ([other]) =>
        set.has(other) ||
        !placesOf(world.servers.get(other)!).some(
          ({ role }) => role.role !== "backup" && names(other, role.self) === relationship,
        ),
    );
  };

  for (const [server, sends] of group.servers) {
    // A helper that is to be set itself has to be free first.
    for (const one of open.filter(({ helper }) => helper === server)) {
      if (set.has(one.owner) && !group.whole.has(one.relationship)) {
        if (!settled.has(one.owner)) settle(one.owner, ownersMembers(world, one, names));
        giveBack(one);
      }
      open = open.filter((other) => other !== one);
    }
    // Who is to help has to be back.
    for (const place of placesOf(world.servers.get(server)!)) {
      const partner = inTouch(world, place);
      if (!partner || isWhole(server, place.role.self) || !serves(place)) continue;
      if (set.has(partner.server.name) && !settled.has(partner.server.name)) settle(partner.server.name);
    }
    if (group.servers.some(([next]) => group.follows.has(next)) && !group.follows.has(server))
      for (const other of set) if (!settled.has(other) && isUnderstood(other)) settle(other);

    const handed = handOvers(world, server, group, names);
    for (const { scopes, ...one } of handed) {
      add({ kind: "hand-over", ...one, scopes });
      open.push(one);
    }
    const goesOn = group.servers[group.servers.findIndex(([name]) => name === server) + 1];
    add({ kind: "set", server, sends, interruption: NONE });
    set.add(server);
    settled.delete(server);

    // Who hands over, and who flips, comes back before the next one goes; others get there together.
    const swaps = placesOf(world.servers.get(server)!).some(({ role }) =>
      group.swaps.has(names(server, role.self) ?? ""),
    );
    if (!(handed.length > 0 || swaps) || !isUnderstood(server)) continue;
    if (goesOn && group.follows.has(goesOn[0])) continue;
    settle(server);
    open.filter(({ owner }) => owner === server).forEach(giveBack);
  }
  for (const [server] of group.servers) {
    if (!settled.has(server)) settle(server);
    open.filter(({ owner }) => owner === server).forEach(giveBack);
  }
  open.forEach(giveBack);
  const gated = new Set(
    group.servers.flatMap(([server]) =>
      placesOf(world.servers.get(server)!).flatMap(({ role }) =>
        role.role === "backup" ? [] : (names(server, role.self) ?? []),
      ),
    ),
  );
  for (const step of steps) if (step.kind === "give-back") gated.add(step.relationship);
  if (gated.size > 0) add(withAlone({ kind: "gate", relationships: [...gated].sort() }));
  for (const [server] of group.servers) add({ kind: "persist", server });
  return { steps, world };
}

/** Until the whole plan has been simulated. */
const NONE = { ms: 0, why: "it serves nobody now", avoidable: false, relationships: [] };

const serves = ({ server, role }: Place) => servedBy(server).some((one) => one.role === role);

function ownersMembers(world: World, { owner, relationship }: HandOver, names: Names): string[] {
  return placesOf(world.servers.get(owner)!)
    .map(({ role }) => role.self)
    .filter((member) => names(owner, member) === relationship);
}

/** The relationships that a server serves and its partner can serve for it. */
function handOvers(
  world: World,
  server: string,
  { helpless }: Group,
  names: Names,
): (HandOver & { readonly scopes: readonly string[] })[] {
  return placesOf(world.servers.get(server)!).flatMap((place) => {
    const helper = inTouch(world, place);
    const relationship = names(server, place.role.self);
    if (!helper || relationship === undefined || !serves(place) || !canHelp(place, helper)) return [];
    if (helpless?.has(helper.server.name)) return [];
    const scopes = allScopes(helper.role);
    return [{ relationship, owner: server, helper: helper.server.name, member: helper.role.self, scopes }];
  });
}

/** Whether a partner can serve for the other: it is normal, and they tell each other what they give. */
function canHelp(owner: Place, helper: Place): boolean {
  return (
    helper.member.state === normalState(helper.role) &&
    helper.server.off.length === 0 &&
    [owner, helper].every(({ role }) => role.sendsUpdates && role.fetchesLeases)
  );
}

/** Hand-overs that are open when a stage begins. */
function leftOpen(world: World, { servers, open }: Group, names: Names): HandOver[] {
  const owners = new Set(servers.map(([server]) => server));
  return surplus(world).flatMap((place): HandOver[] => {
    const owner = inTouch(world, place)?.server.name;
    const [helper, member] = [place.server.name, place.role.self];
    const relationship = names(helper, member);
    if (owner === undefined || relationship === undefined) return [];
    const isOurs = owners.has(owner) || open?.has(relationship);
    return isOurs ? [{ relationship, owner, helper, member }] : [];
  });
}

/** Members that serve for their partner because they were told to. */
export function surplus(world: World): Place[] {
  return [...world.servers.values()].flatMap((server) =>
    placesOf(server).filter(
      (place) =>
        place.member.state === normalState(place.role) &&
        servesAll(place) &&
        place.member.scopes.some((scope) => !ownScopes(place.role).includes(scope)),
    ),
  );
}

/** Whether a subnet that was served is not any more. */
function lessServed(before: World, after: World): boolean {
  const now = service(after);
  return [...service(before)].some(([key, services]) => isServed(services) && !isServed(now.get(key)));
}

export const isSet = (step: Step): step is Extract<Step, { kind: "set" }> => step.kind === "set";
