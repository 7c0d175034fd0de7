import type { Fleet, RelationshipView, Server, Side, SubnetView } from "../fleet/fleet";
import type { Spots } from "../fleet/setting-origins";
import type { Place } from "../fleet/places";
import type { Path } from "../json";

/** Errors stop a synth or a rollout; warnings are advice. */
export type Severity = "error" | "warning";

/** What is told of a rule. */
export interface RuleFacts {
  /** Stable code, e.g. `KEAHA007`. */
  readonly code: string;
  /** Short name in words, e.g. `pool-outside-subnet`. */
  readonly name: string;
  readonly severity: Severity;
  /** Why it matters, in one line. */
  readonly reason: string;
}

/** What a rule looks at; the frame walks, says where each problem stands, and tells no copy twice. */
export interface Looks {
  /** Every server. */
  readonly server?: (server: Server, fleet: Fleet) => Iterable<Problem>;
  /** Every map of every server's configuration, of some kinds: names of the schema. Default: of all. */
  readonly place?: (place: Place, server: Server) => Iterable<Problem>;
  readonly kinds?: readonly string[];
  /** Every subnet whose `ha-server-name` is known, on servers that know all their members: by name. */
  readonly tag?: (subnet: SubnetView, server: Server, byName: ByName, fleet: Fleet) => Iterable<Problem>;
  /** Every relationship, with what all its servers say. */
  readonly relationship?: (relationship: RelationshipView, fleet: Fleet) => Iterable<Problem>;
  /** What every server says of each of its relationships: what several say alike is one mistake. */
  readonly side?: (side: Side, relationship: RelationshipView, fleet: Fleet) => Iterable<Problem>;
  /** Every server as the member that it is: two of them have two mistakes, however alike. */
  readonly member?: (side: Side, relationship: RelationshipView, fleet: Fleet) => Iterable<Problem>;
  /** All at once. */
  readonly fleet?: (fleet: Fleet) => Iterable<Problem>;
}

/** A rule: one kind of mistake, with the reason why it is one. */
export interface Rule extends RuleFacts, Looks {
  /** Where that is written or was measured: a section of Kea's manual, an issue. */
  readonly source?: string;
}

/** A server's relationships, by the names of their members. */
export type ByName = ReadonlyMap<string, RelationshipView>;

/** What is wrong, in one place. */
export interface Problem {
  /** On which server and of which relationship, where that is not what the rule looks at. */
  readonly server?: Server;
  readonly relationship?: RelationshipView;
  /** Where it is in the server's configuration. */
  readonly path?: Path;
  /** Other places that it is told for. */
  readonly more?: readonly Path[];
  /** What is wrong, with the offending value, in one sentence. */
  readonly message: string;
  /** What to do, and what is allowed. */
  readonly remedy: string;
  /**
   * What may have caused it, each the places of several servers: not told where, for each, other rules tell errors at
   * some of those servers and not at all of them. Correcting these corrects it.
   */
  readonly follows?: readonly (readonly Spots[])[];
}

/** One place where a rule is broken. */
export interface Hit extends Pick<Problem, "path" | "message" | "remedy"> {
  /** Server (`kea1-dhcp4`) whose configuration holds it. */
  readonly server?: string;
  readonly relationship?: string;
  /** Where the user declared what is wrong. */
  readonly where?: string;
}
