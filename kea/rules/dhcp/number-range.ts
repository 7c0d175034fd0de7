import { ofPlace } from "../../fleet/labels";
import { KeaVersion } from "../../model/release-lines";
import { isKnown, SCHEMA } from "../../schema/schema";
import type { Rule } from "../rule";

export const numberRange: Rule = {
  code: "KEAHA064",
  name: "number-range",
  severity: "error",
  reason: "Kea refuses a number out of range, or keeps another one in its place without a word.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *place(place, { kea, family }) {
    for (const key of Object.keys(place.map)) {
      const value: unknown = place.map[key];
      if (typeof value !== "number" || !Number.isInteger(value)) continue;
      const known = SCHEMA.get(place.kind)!.get(key);
      if (known?.range === undefined || !isKnown(known, family, kea)) continue;
      const [low, high] = known.range;
      if (value >= low && value <= high) continue;
      yield {
        path: [...place.path, key],
        message: `${key}${ofPlace(place)} is ${value}.`,
        remedy: `It takes whole numbers from ${low} to ${high}.`,
      };
    }
    const share: unknown = place.map["cache-threshold"];
    if (typeof share !== "number") return;
    const old = kea === KeaVersion.V2_6;
    if (share >= 1 || share < 0 || (share === 0 && old)) {
      yield {
        path: [...place.path, "cache-threshold"],
        message: `cache-threshold${ofPlace(place)} is ${share}.`,
        remedy: `It takes a share of the lifetime, ${old ? "more than" : "from"} 0.0 and less than 1.0.`,
      };
    }
  },
};
