import { few } from "../../kea/words";
import type { Offer } from "./facts";

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
  /** Waits until these of the server's members are in their normal states and serve what is theirs. */
  | {
      readonly kind: "settle";
      readonly server: string;
      readonly members: readonly string[];
      /** Members that will serve alone, since nobody answers them. */
      readonly alone?: readonly string[];
      /** Nobody is waited for: the partners of other members come later. */
      readonly isFirst?: boolean;
    }
  /** The helper serves its own scopes and no more; with `isOwn` it had paused. */
  | {
      readonly kind: "give-back";
      readonly relationship: string;
      readonly helper: string;
      readonly member: string;
      readonly scopes: readonly string[];
      readonly isOwn?: true;
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
      /** Servers may still be waiting for partners in other relationships. */
      readonly isFirst?: boolean;
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
  /** Only new leases wait. */
  readonly holdsBack?: true;
  /** What nobody gives from then on, since nobody is declared to. */
  readonly ends?: readonly End[];
}

/** Something that is served, and by what is declared no more. */
export interface End {
  readonly subnet: string;
  readonly offer: Offer;
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

/** A step that replaces a configuration. */
export type Setting = Extract<Step, { kind: "set" }>;

/** The one that steps are about to do, when what comes before it takes no time. */
export function setNext(steps: readonly Step[]): Setting | undefined {
  const next = steps.find(({ kind }) => kind !== "pause" && kind !== "hand-over");
  return next?.kind === "set" ? next : undefined;
}

/** What a temporary configuration has, by the words of what a step sends. */
const FOR_NOW: Readonly<Record<string, string>> = {
  widened: "subnets that go later",
  known: "new subnets that it does not serve yet",
  emptied: "subnets that it serves no more and that go later",
  quick: "short heartbeats until its members have found each other",
  "two-way": "its control sockets of before beside the declared ones",
};

/** Which configuration a step sends, and what that has for now. */
function sent(sends: string): { readonly which: "new" | "previous" | "temporary"; readonly forNow: string } {
  const words = sends.split(" and ");
  const found = words.flatMap((word) => FOR_NOW[word] ?? []);
  return {
    which: words.includes("previous") ? "previous" : found.length === 0 ? "new" : "temporary",
    forNow: found.length === 0 ? "" : `, with ${found.join(" and ")}`,
  };
}

/** What a step that is done did, as people read it. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case "hand-over":
      return `serves ${step.relationship} for ${step.owner}`;
    case "set": {
      const { which, forNow } = sent(step.sends);
      return `${which === "new" ? "" : `${which} `}configuration set${forNow}`;
    }
    case "settle":
      return step.isFirst ? "answers, and waits for its sites" : "back to normal";
    case "give-back":
      return step.isOwn ? `serves ${step.relationship} again` : `hands ${step.relationship} back`;
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

/** What a step would do, as people read it before anything is done. */
export function describePlannedStep(step: Step): string {
  switch (step.kind) {
    case "hand-over":
      return `will serve ${step.relationship} for ${step.owner}`;
    case "set": {
      const { which, forNow } = sent(step.sends);
      return `will get ${which === "temporary" ? "a" : "its"} ${which} configuration${forNow}`;
    }
    case "settle":
      return step.isFirst
        ? "will have to answer; its sites come next"
        : "will be waited for until it is back to normal";
    case "give-back":
      return step.isOwn ? `will serve ${step.relationship} again` : `will hand ${step.relationship} back`;
    case "pause":
      return `will stop serving ${step.relationship}`;
    case "gate":
      return "will have to be healthy, seen from both ends";
    case "move-in":
      return "will have to be reached by its declared control socket";
    case "persist":
      return "will write its start-up file";
  }
}

/** What clients would notice of a step, as people read it before anything is done. */
export function describeInterruption({ ms, why, relationships, ends }: Interruption): string {
  const gap = ms === 0 ? [] : [`will interrupt ${relationships.join(", ")} ${duration(ms)}: ${why}`];
  const end = ends === undefined ? [] : [`${describeEnds(ends)}, as it is declared`];
  return [...gap, ...end].join("; ") || `no interruption: ${why}`;
}

/** What nobody gives afterwards, in one sentence without its stop. */
export function describeEnds(ends: readonly End[]): string {
  const of = (offer: Offer) =>
    few(
      ends.filter((end) => end.offer === offer).map(({ subnet }) => subnet),
      5,
    );
  const [all, addresses, prefixes] = (["anything", "addresses", "prefixes"] as const).map(of);
  return [
    ...(all ? [`nobody serves ${all} afterwards`] : []),
    ...(addresses ? [`nobody gives addresses from a pool of ${addresses} afterwards`] : []),
    ...(prefixes ? [`nobody delegates prefixes of ${prefixes} afterwards`] : []),
  ].join("; ");
}

/** What nobody gives once all steps are done. */
export const endsOf = (waves: readonly (readonly Stage[])[]): End[] =>
  waves
    .flat()
    .flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === "set" ? (step.interruption.ends ?? []) : [])),
    );
