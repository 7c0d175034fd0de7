import { hooksOf } from "../../fleet/hooks";
import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { map } from "../../json";
import { readClassTest } from "../../schema/class-test";
import { mayBeOption } from "../../fleet/custom-options";
import { misreadRemedy, misreadWhere } from "../misread";
import type { Rule } from "../rule";

const ACTIONS = ["add", "supersede", "remove"];
/** The keys that hold an expression, by the kind of map. */
const EXPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  "flex-option": ACTIONS,
  "flex-sub-option": ACTIONS,
  "flex-id": ["identifier-expression"],
  "ddns-tuning": ["hostname-expr"],
  "legal-log": ["request-parser-format", "response-parser-format"],
  "binding-variable": ["expression"],
};
const KINDS = Object.keys(EXPRESSIONS);

export const hookExpression: Rule = {
  code: "KEAHA173",
  name: "hook-expression",
  severity: "error",
  reason: "A hook library with an expression that it cannot read does not load, and Kea goes out of service.",
  source: "measured on Kea 2.6.3 (flex_option) and 3.0.4",
  *server(server) {
    const reader = { ...server, isOption: (name: string) => mayBeOption(server, name) };
    const tuned = (hooksOf(server) ?? []).some(({ library }) => library === "libdhcp_ddns_tuning.so");
    const places = placesOfKind(server, ...KINDS);
    for (const place of tuned ? [...places, ...placesOfKind(server, "subnet").map(tuning)] : places) {
      for (const key of EXPRESSIONS[place.kind]!) {
        const value: unknown = place.map[key];
        // One that says nothing is none.
        if (typeof value !== "string" || value === "") continue;
        const { misread } = readClassTest(value, key === "remove" ? "condition" : "text", reader);
        if (misread === undefined) continue;
        yield {
          path: [...place.path, key],
          message: `${key} of ${labelOf(place)} ${misreadWhere(misread)}.`,
          remedy: misreadRemedy(value, misread, server.kea),
        };
      }
    }
  },
};

/** What a subnet's context has for the names of its clients. */
function tuning(subnet: Place): Place {
  return {
    kind: "ddns-tuning",
    map: map(map(subnet.map["user-context"])["ddns-tuning"]),
    path: [...subnet.path, "user-context", "ddns-tuning"],
    above: subnet,
  };
}
