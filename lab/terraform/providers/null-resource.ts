/** The stand-in for hashicorp/null's `null_resource`. */
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Resource } from "./resource";
import { isUnknown, type Value } from "./wire";

/** `null_resource`: nothing but triggers and a random number as its name. */
export const nullResource: Resource = {
  attributes: {
    id: { type: "string", computed: true, stable: true },
    triggers: {
      type: ["map", "string"],
      optional: true,
      replaces: (before, after) => !isDeepStrictEqual(withoutNulls(before), withoutNulls(after)),
    },
  },
  validate: () => [],
  create: (planned) => ({ ...planned, id: (randomBytes(8).readBigUInt64BE() >> 1n).toString() }),
  read: (state) => state,
  remove: () => undefined,
};

/** A trigger that is null counts as one that is absent. */
function withoutNulls(triggers: Value): Value {
  if (triggers === null || typeof triggers === "string" || isUnknown(triggers)) return triggers;
  const kept = Object.entries(triggers).filter(([, value]) => value !== null);
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}
