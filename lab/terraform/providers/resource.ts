/** What a resource type of a stand-in provider consists of. */
import type { Attributes, Value } from "./wire";

/** One attribute: how Terraform sees it, and how a change of it is planned. */
export interface Attribute {
  readonly type: "string" | readonly ["map", "string"];
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  /** The value when the configuration has none. */
  readonly default?: string;
  /** Whether a change of this attribute is one that only a new resource can make. */
  readonly replaces?: (before: Value, after: Value) => boolean;
  /** A computed attribute that an update in place does not change. */
  readonly stable?: boolean;
}

/** A resource type. */
export interface Resource {
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** What is wrong with a configuration, one sentence each. */
  validate(config: Attributes): string[];
  /** Makes the resource and returns it with every attribute known. */
  create(planned: Attributes): Attributes;
  /** The resource as it is now, or `null` when it is gone. */
  read(state: Attributes): Attributes | null;
  /** Removes the resource. */
  remove(state: Attributes): void;
}
