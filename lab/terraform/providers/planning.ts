/** How a change is planned: what becomes unknown, and what makes a replacement necessary. */
import { isDeepStrictEqual } from "node:util";
import type { Resource } from "./resource";
import { UNKNOWN, type Attributes } from "./wire";

/** A planned change. */
export interface Plan {
  readonly planned: Attributes | null;
  /** The attributes that force a replacement. */
  readonly replacedBy: string[];
}

/**
 * Plans one resource. Terraform plans a replacement by calling twice: the second time without `prior`.
 *
 * @param prior - the resource as it is, `null` to create it
 * @param proposed - configuration over prior state, `null` to remove it
 * @param config - the configuration alone, which tells a computed value from a configured one
 */
export function plan(
  resource: Resource,
  prior: Attributes | null,
  proposed: Attributes | null,
  config: Attributes | null,
): Plan {
  if (proposed === null) return { planned: null, replacedBy: [] };
  const planned: Attributes = { ...proposed };
  const attributes = Object.entries(resource.attributes);
  const unset = attributes.filter(([name]) => (config?.[name] ?? null) === null);
  for (const [name, attribute] of unset)
    if (attribute.default !== undefined) planned[name] = attribute.default;
  if (prior !== null && isDeepStrictEqual(planned, prior)) return { planned, replacedBy: [] };

  for (const [name, { computed, stable, default: fallback }] of unset)
    if (computed && fallback === undefined && !(stable && prior)) planned[name] = UNKNOWN;
  const replacedBy = attributes
    .filter(([name, { replaces }]) => prior && replaces?.(prior[name] ?? null, planned[name] ?? null))
    .map(([name]) => name);
  return { planned, replacedBy };
}
