/** How a rollout ended; also its exit code. */
export enum Outcome {
  /** Every server runs what is declared, and every relationship is healthy. */
  DONE = 0,
  /** Nothing was changed, for the reasons given. */
  REFUSED = 1,
  /** The manifest or a configuration is wrong. Nothing was changed. */
  BAD_INPUT = 2,
  /** A change failed and was undone, or its partner died: everybody is served, and the report says by whom. */
  UNDONE = 3,
  /** A change failed and could not be undone: somebody has to look. */
  BROKEN = 4,
  /** Done, but for servers that do not answer: what is declared for them is pending. */
  PENDING = 5,
}
