import { basename } from "node:path";
import { isMap } from "../../kea/json";

/** Lists of a read-back whose order means something; every other one says the same in any order. */
const ORDERED: ReadonlySet<string> = new Set([
  ...["high-availability", "client-classes", "hooks-libraries", "evaluate-additional-classes"],
  ...["require-client-classes", "host-reservation-identifiers", "mac-sources", "ip-addresses", "prefixes"],
]);

/** A read-back as a text that is the same for another read-back if, and only if, they say the same. */
export function likeness(value: unknown, key = "", isContext = false): string {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => likeness(entry, "", isContext));
    return `[${(isContext || ORDERED.has(key) ? entries : entries.sort()).join()}]`;
  }
  // A library's file says which one it is, in whichever of Kea's spellings.
  if (key === "library" && typeof value === "string") return JSON.stringify(basename(value));
  if (!isMap(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((name) => `${JSON.stringify(name)}:${likeness(value[name], name, isContext || name === "user-context")}`).join()}}`;
}
