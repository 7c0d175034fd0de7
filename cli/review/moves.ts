import { groupedBy } from "../../kea/grouped";
import { capital, few } from "../../kea/words";
import type { ComponentReview } from "./story";

/** A subnet that one component gives no more and another one begins to give: two rollouts bring that about. */
export interface Moving {
  readonly subnet: string;
  /** Components. */
  readonly from: string;
  readonly to: string;
}

/** Reviews of which none calls the end of a subnet what is its move to another component. */
export function withMoves(components: readonly ComponentReview[]): ComponentReview[] {
  const gained = new Map(
    components
      .filter(({ rests }) => !rests)
      .flatMap(({ component, gains }) =>
        gains.map(({ subnet, offer }) => [`${subnet} ${offer}`, component] as const),
      ),
  );
  const isMoved = ({ subnet, offer }: ComponentReview["ends"][number]) => gained.has(`${subnet} ${offer}`);
  const moves = components.flatMap(({ component, ends, rests }): Moving[] =>
    rests
      ? []
      : ends
          .filter(isMoved)
          .map(({ subnet, offer }) => ({ subnet, from: component, to: gained.get(`${subnet} ${offer}`)! })),
  );
  return components.map((one) => ({
    ...one,
    moves: moves.filter(({ from, to }) => from === one.component || to === one.component),
    ends: one.ends.filter((end) => !isMoved(end)),
    relationships: one.relationships.map((relationship) => ({
      ...relationship,
      ends: relationship.ends.filter((end) => !isMoved(end)),
      leaves: relationship.ends.filter(isMoved).map(({ subnet }) => subnet),
    })),
  }));
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
    moves.map(({ subnet }) => subnet),
    5,
  );
