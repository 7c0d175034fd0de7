import { ofPlace } from "../../fleet/labels";
import type { Rule } from "../rule";

export const ddnsTtlBounds: Rule = {
  code: "KEAHA138",
  name: "ddns-ttl-bounds",
  severity: "error",
  reason: "Kea refuses a ddns-ttl-max that is less than ddns-ttl-min.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["global", "shared-network", "subnet", "pool"],
  *place(place) {
    const [min, max] = ["ddns-ttl-min", "ddns-ttl-max"].map((key): unknown => place.map[key]);
    // Negative ones Kea reads as very large.
    if (typeof min !== "number" || typeof max !== "number" || max < 0 || (min >= 0 && min <= max)) return;
    yield {
      path: [...place.path, "ddns-ttl-max"],
      message: `ddns-ttl-max${ofPlace(place)} is ${max}, less than ddns-ttl-min ${min}.`,
      remedy: "Make 0 <= ddns-ttl-min <= ddns-ttl-max.",
    };
  },
};
