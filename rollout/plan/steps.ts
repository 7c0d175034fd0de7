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
      /**
       * `declared`, or what it is on the way: `widened` with subnets that go, `known` with subnets that it
       * does not serve yet, `emptied` with subnets that it serves no more, `quick` with timers to meet soon,
       * `two-way` with its control sockets of before as well.
       */
      readonly sends: string;
      readonly interruption: Interruption;
    }
  /** Waits until the server's own members are in their normal states and serve what is theirs. */
  | {
      readonly kind: "settle";
      readonly server: string;
      readonly members: readonly string[];
      /** Members that will serve alone, since nobody answers them. */
      readonly alone?: readonly string[];
    }
  /** The helper serves no more than its own scopes. */
  | {
      readonly kind: "give-back";
      readonly relationship: string;
      readonly helper: string;
      readonly member: string;
      readonly scopes: readonly string[];
    }
  /** A member serves nothing, while its partner would refuse the leases that it gives. */
  | {
      readonly kind: "pause";
      readonly relationship: string;
      readonly helper: string;
      readonly member: string;
      readonly scopes: readonly [];
    }
  /** Waits until the relationships are healthy, seen from both ends. */
  | {
      readonly kind: "gate";
      readonly relationships: readonly string[];
      readonly alone?: readonly string[];
    }
  /** From now on the rollout reaches the server by its declared control channel. */
  | { readonly kind: "move-in"; readonly server: string }
  /** Writes the running configuration to the start-up file. */
  | { readonly kind: "persist"; readonly server: string };

/** For how long clients of some relationships get no answer. */
export interface Interruption {
  /** Milliseconds, at most as expected; 0 for none, infinite where nobody serves them afterwards. */
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
  /** Relationships whose members do not understand each other until all of them are set. */
  readonly whole: readonly string[];
  /** Relationships whose members swap their roles: one has to be back before the next one is set. */
  readonly swaps: readonly string[];
  /** Relationships whose members refuse each other's leases until all of them are set. */
  readonly renumbered: readonly string[];
  /** The way back, should the last of the steps fail. */
  readonly ifFails: readonly Step[];
}

/** How long, as people read it. */
export const duration = (ms: number) => (Number.isFinite(ms) ? `for about ${ms / 1000} s` : "from then on");

/** Server or relationships that a step is about. */
export function subject(step: Step): string {
  switch (step.kind) {
    case "gate":
      return step.relationships.join(", ");
    case "hand-over":
    case "give-back":
    case "pause":
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
    case "pause":
      return `stops serving ${step.relationship}`;
    case "gate":
      return "healthy from both ends";
    case "move-in":
      return "reached by its declared control socket";
    case "persist":
      return "written to its start-up file";
  }
}
