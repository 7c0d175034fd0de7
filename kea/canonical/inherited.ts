import { COPIED, COPIED_INTO } from "../schema/copied-inward";
import type { Form } from "./form";

/** Fills in what a network or a subnet has from around it. */
export function inherit(
  kind: string,
  entries: Map<string, Form>,
  around: ReadonlyMap<string, Form> | undefined,
): void {
  if (!COPIED_INTO.has(kind) || around === undefined) return;
  for (const key of COPIED) {
    const value = around.get(key);
    if (value !== undefined && !entries.has(key)) entries.set(key, value);
  }
}

/** Kea shows the ends of a lifetime that is a single number, too; in a class only those that say something. */
export function lifetimes(kind: string, entries: Map<string, Form>): void {
  if (!COPIED_INTO.has(kind) && kind !== "client-class") return;
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
