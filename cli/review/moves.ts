import { groupedBy } from "../../kea/grouped";
import { contains, overlap, parsePrefix } from "../../kea/ip";
import { capital, few } from "../../kea/words";
import type { End } from "../../rollout/plan/steps";
import type { ComponentReview } from "./story";

/** A subnet that one component gives no more and another one begins to give: two rollouts bring that about. */
export interface Moving {
  readonly subnet: string;
  /** Components. */
  readonly from: string;
  readonly to: string;
  /** Subnets there that hold its addresses, where those are others. */
  readonly into?: readonly string[];
}

/** Something that a component begins to give. */
interface Gain extends End {
  readonly component: string;
}

/** Reviews of which none calls the end of a subnet what is its move to another component. */
export function withMoves(components: readonly ComponentReview[]): ComponentReview[] {
  const gains = components
    .filter(({ rests }) => !rests)
    .flatMap(({ component, gains: all }) => all.map((one): Gain => ({ component, ...one })));
  const known = groupedBy(gains, nameOf);
  const movesOf = ({ component, ends, rests }: ComponentReview) =>
    new Map(
      (rests ? [] : ends).flatMap((end): [string, Moving[]][] => {
        const elsewhere = (one: Gain) => one.component !== component;
        const same = (known.get(nameOf(end)) ?? []).filter(elsewhere).slice(0, 1);
        const heirs = same.length > 0 ? same : heirsOf(end, gains.filter(elsewhere));
        return heirs.length > 0 ? [[nameOf(end), movesTo(heirs, end, component)]] : [];
      }),
    );
  const moving = components.map((one) => ({ one, moved: movesOf(one) }));
  const moves = moving.flatMap(({ moved }) => [...moved.values()].flat());
  return moving.map(({ one, moved }) => {
    const isMoved = (end: End) => moved.has(nameOf(end));
    return {
      ...one,
      moves: moves.filter(({ from, to }) => from === one.component || to === one.component),
      ends: one.ends.filter((end) => !isMoved(end)),
      relationships: one.relationships.map((relationship) => ({
        ...relationship,
        ends: relationship.ends.filter((end) => !isMoved(end)),
        leaves: relationship.ends.filter(isMoved).map(({ subnet }) => subnet),
      })),
    };
  });
}

const nameOf = ({ subnet, offer }: End) => `${subnet} ${offer}`;

function movesTo(heirs: readonly Gain[], { subnet }: End, from: string): Moving[] {
  return [...groupedBy(heirs, ({ component }) => component)].map(([to, all]) => {
    const into = all.map((one) => one.subnet);
    return { subnet, from, to, ...(into.join() !== subnet && { into }) };
  });
}

/** What holds all addresses of a subnet that ends: one that is wider, or several that cover it together. */
function heirsOf(end: End, gains: readonly Gain[]): Gain[] {
  const range = parsePrefix(end.subnet);
  if (!range) return [];
  const near = gains.flatMap((gain) => {
    const place = gain.offer === end.offer ? parsePrefix(gain.subnet) : undefined;
    return place && overlap(place, range) ? [{ gain, place }] : [];
  });
  const wider = near.find(({ place }) => contains(place, range));
  if (wider) return [wider.gain];
  let next = range.first;
  for (const { place } of near.sort((a, b) => Number(a.place.first - b.place.first)))
    if (place.first <= next && place.last >= next) next = place.last + 1n;
  return next > range.last ? near.map(({ gain }) => gain) : [];
}

/** Moves of all components, each once. */
export const leavingIn = (components: readonly ComponentReview[]): Moving[] =>
  components.flatMap(({ component, moves }) => moves.filter(({ from }) => from === component));

/** Moves between the same components, in one sentence: what really happens meanwhile. */
export function describeMoves(moves: readonly Moving[]): string[] {
  const ways = groupedBy(moves, ({ from, to }) => `${from} ${to}`);
  return [...ways.values()].map((all) => {
    const { from, to } = all[0]!;
    const isOne = all.length === 1;
    const [move, they, its] = isOne ? ["moves", "it", "its"] : ["move", "them", "their"];
    return [
      `${subnetsOf(all)} ${move} from ${from} to ${to}: two rollouts, neither of which waits for the other.`,
      `If ${from} is done first, nobody serves ${its} clients until ${to} is; else both do meanwhile, and do not tell each other which addresses they give.`,
      `If one of the two fails, it stays so.`,
      `${capital(its)} leases stay behind: addresses that clients have may be given to others.`,
      `Let ${they} move by a relationship that shares a member with both sides to avoid all that.`,
    ].join(" ");
  });
}

/** What a subnet's move means for its clients, in short. */
export function describeMovesBriefly(moves: readonly Moving[]): string {
  const to = [...new Set(moves.map((one) => one.to))];
  return `${subnetsOf(moves)} ${moves.length === 1 ? "moves" : "move"} to ${few(to)}, without leases, and may be without service meanwhile`;
}

const subnetsOf = (moves: readonly Moving[]) =>
  few(
    moves.map(({ subnet, into }) => (into ? `${subnet} (${few(into, 5)} there)` : subnet)),
    5,
  );
