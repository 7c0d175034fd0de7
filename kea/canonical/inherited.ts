import type { Form } from "./form";

/** What Kea copies into networks and subnets from around them (`INHERIT_TO_SUBNET4`, `INHERIT_TO_SUBNET6`). */
export const INHERITED: ReadonlySet<string> = new Set([
  "preferred-lifetime",
  "min-preferred-lifetime",
  "max-preferred-lifetime",
  "rebind-timer",
  "relay",
  "renew-timer",
  "valid-lifetime",
  "min-valid-lifetime",
  "max-valid-lifetime",
  "calculate-tee-times",
  "t1-percent",
  "t2-percent",
  "store-extended-info",
  "cache-threshold",
  "cache-max-age",
  "allocator",
  "pd-allocator",
  "offer-lifetime",
  "adaptive-lease-time-threshold",
]);

/** The kinds of maps that inherit. */
export const INHERITS: ReadonlySet<string> = new Set(["shared-network", "subnet"]);

/** Fills in what a network or a subnet has from around it. */
export function inherit(
  kind: string,
  entries: Map<string, Form>,
  around: ReadonlyMap<string, Form> | undefined,
): void {
  if (!INHERITS.has(kind) || around === undefined) return;
  for (const key of INHERITED) {
    const value = around.get(key);
    if (value !== undefined && !entries.has(key)) entries.set(key, value);
  }
}

/** Kea shows the ends of a lifetime that is a single number, too; in a class only those that say something. */
export function lifetimes(kind: string, entries: Map<string, Form>): void {
  if (!INHERITS.has(kind) && kind !== "client-class") return;
  for (const name of ["valid-lifetime", "preferred-lifetime"]) {
    const [least, value, most] = [`min-${name}`, name, `max-${name}`].map((key) => entries.get(key));
    const middle = value ?? least ?? most;
    if (middle === undefined) continue;
    entries.set(name, middle);
    entries.set(`min-${name}`, least ?? middle);
    entries.set(`max-${name}`, most ?? middle);
    if (kind !== "client-class") continue;
    for (const end of [`min-${name}`, `max-${name}`]) if (entries.get(end) === middle) entries.delete(end);
  }
}
