import type { Range } from "../ip";

/** Something that covers a run of addresses. */
export interface Covering {
  readonly range: Range;
}

/**
 * Runs that share an address with an earlier one, each with the earlier one that reaches furthest;
 * one pair for each run, however many there are. With `group`, only pairs of different groups count.
 */
export function* overlapping<T extends Covering>(
  runs: readonly T[],
  group?: (run: T) => unknown,
): Generator<[T, T]> {
  const sorted = [...runs].sort(
    (a, b) => a.range.bits - b.range.bits || compare(a.range.first, b.range.first),
  );
  let widest: T | undefined;
  let widestOfOthers: T | undefined;
  const kin = (a: T, b: T) => group !== undefined && group(a) === group(b);
  for (const run of sorted) {
    if (widest?.range.bits !== run.range.bits) widest = widestOfOthers = undefined;
    const rival: T | undefined = widest && kin(widest, run) ? widestOfOthers : widest;
    if (rival && rival.range.last >= run.range.first) yield [rival, run];
    if (!widest || run.range.last > widest.range.last) {
      if (widest && !kin(widest, run)) widestOfOthers = widest;
      widest = run;
    } else if (!kin(widest, run) && (!widestOfOthers || run.range.last > widestOfOthers.range.last)) {
      widestOfOthers = run;
    }
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
