import { inForce, validLifetime } from "../../fleet/in-force";
import { ofPlace } from "../../fleet/labels";
import { has } from "../../json";
import { Family } from "../../model/family";
import type { Rule } from "../rule";

export const preferredAboveValid: Rule = {
  code: "KEAHA148",
  name: "preferred-above-valid",
  severity: "warning",
  reason: "Kea gives addresses that are preferred for longer than they are valid, and clients ignore them.",
  source: "RFC 8415",
  kinds: ["global", "shared-network", "subnet"],
  *place(place, { family }) {
    if (family !== Family.V6) return;
    // What is inherited unchanged is wrong where it is written.
    const written = ["preferred-lifetime", "valid-lifetime"].find((key) => has(place.map, key));
    if (written === undefined) return;
    const [preferred, valid] = [inForce(place, "preferred-lifetime"), validLifetime(place)];
    if (typeof preferred !== "number" || valid === undefined || preferred <= valid) return;
    yield {
      path: [...place.path, written],
      message: `preferred-lifetime${ofPlace(place)} is ${preferred}, more than valid-lifetime ${valid}.`,
      remedy: "Make preferred-lifetime <= valid-lifetime: clients ignore the address otherwise (RFC 8415).",
    };
  },
};
