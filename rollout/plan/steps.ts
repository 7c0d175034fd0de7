/** One step of a rollout, as data: what a dry run shows is what is done. */
export type Step =
  /** The helper serves the scope of its partner as well. */
  | {
      readonly kind: "hand-over";
      readonly relationship: string;
      /** Server that is about to be set. */
      readonly owner: string;
      /** Server that serves meanwhile, and the name that it has there. */
      readonly helper: string;
      readonly member: string;
      /** Scopes that the helper serves from now on. */
      readonly scopes: readonly string[];
    }
  /** Replaces the running configuration. */
  | {
      readonly kind: "set";
      readonly server: string;
      /** `widened`: with the subnets that go, still. `quick`: with quick heartbeats, to meet again soon. */
      readonly sends: "declared" | "widened" | "quick";
      readonly interruption: Interruption;
    }
  /** Waits until the server's own members are in their normal states and serve what is theirs. */
  | { readonly kind: "settle"; readonly server: string; readonly members: readonly string[] }
  /** The helper serves no more than its own scopes. */
  | {
      readonly kind: "give-back";
      readonly relationship: string;
      readonly helper: string;
      readonly member: string;
      readonly scopes: readonly string[];
    }
  /** Waits until the relationships are healthy, seen from both ends. */
  | { readonly kind: "gate"; readonly relationships: readonly string[] }
  /** Writes the running configuration to the start-up file. */
  | { readonly kind: "persist"; readonly server: string };

/** For how long clients of some relationships get no answer. */
export interface Interruption {
  /** Milliseconds, expected; 0 for none. */
  readonly ms: number;
  /** Why, or why not, in a few words. */
  readonly why: string;
  /** A partner that could serve meanwhile would avoid it. */
  readonly avoidable: boolean;
  /** Relationships whose clients notice. */
  readonly relationships: readonly string[];
}

/** Steps that succeed or are undone together. */
export interface Stage {
  /** Why these servers change together, in words. */
  readonly reason: string;
  readonly steps: readonly Step[];
}

/** Server or relationships that a step is about. */
export function subject(step: Step): string {
  switch (step.kind) {
    case "gate":
      return step.relationships.join(", ");
    case "hand-over":
    case "give-back":
      return step.helper;
    default:
      return step.server;
  }
}

/** What a step does, as people read it. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case "hand-over":
      return `serves ${step.relationship} for ${step.owner}`;
    case "set":
      return step.sends === "declared" ? "configuration set" : `${step.sends} configuration set`;
    case "settle":
      return "back to normal";
    case "give-back":
      return `hands ${step.relationship} back`;
    case "gate":
      return "healthy from both ends";
    case "persist":
      return "written to its start-up file";
  }
}
