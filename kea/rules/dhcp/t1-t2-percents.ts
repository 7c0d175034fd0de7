import { flagInForce, inForce } from "../../fleet/in-force";
import { ofPlace } from "../../fleet/labels";
import { has } from "../../json";
import { Family } from "../../model/family";
import type { Rule } from "../rule";

export const t1T2Percents: Rule = {
  code: "KEAHA137",
  name: "t1-t2-percents",
  severity: "error",
  reason: "Kea refuses shares of a lifetime by which T1 is not before T2, and T2 not before its end.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["global", "shared-network", "subnet"],
  *place(place, server) {
    // What is inherited unchanged is wrong where it is written.
    if (!["calculate-tee-times", "t1-percent", "t2-percent"].some((key) => has(place.map, key))) return;
    const calculated = flagInForce(place, "calculate-tee-times", server);
    const [t1, t2] = [
      { key: "t1-percent", initial: 0.5 },
      { key: "t2-percent", initial: server.family === Family.V6 ? 0.8 : 0.875 },
    ].map(({ key, initial }) => {
      const value = inForce(place, key);
      return value === "default" ? initial : value;
    });
    if (calculated !== true || t1 === undefined || t2 === undefined) return;
    if (t1 > 0 && t1 < t2 && t2 < 1) return;
    yield {
      path: [...place.path, has(place.map, "t1-percent") ? "t1-percent" : "t2-percent"],
      message: `t1-percent is ${t1} and t2-percent is ${t2}${ofPlace(place)}.`,
      remedy: "Make 0.0 < t1-percent < t2-percent < 1.0, inherited values included.",
    };
  },
};
