import type { Closed } from "./gates";
import type { ComponentReview } from "./story";

/** A review as programs read it. `format` changes when a field changes its meaning or goes. */
export function json(
  components: readonly ComponentReview[],
  notes: readonly string[],
  closed: readonly Closed[],
): string {
  return JSON.stringify({ format: 1, notes, components, gates: closed }, null, 2);
}
