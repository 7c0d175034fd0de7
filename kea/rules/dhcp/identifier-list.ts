import { list } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

/** What `host-reservation-identifiers` may list. */
const LISTED: Readonly<Record<Family, readonly string[]>> = {
  [Family.V4]: ["circuit-id", "hw-address", "duid", "client-id", "flex-id"],
  [Family.V6]: ["hw-address", "duid", "flex-id"],
};

export const identifierList: Rule = {
  code: "KEAHA147",
  name: "identifier-list",
  severity: "error",
  reason: "Kea refuses a list of identifiers to look for in which one is unknown, or there twice.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server({ root, family }) {
    const listed = list(root["host-reservation-identifiers"]);
    for (const [index, name] of listed.entries()) {
      if (typeof name !== "string") continue;
      const known = LISTED[family].includes(name);
      if (known && listed.indexOf(name) === index) continue;
      yield {
        path: [FAMILIES[family].root, "host-reservation-identifiers", index],
        message: `host-reservation-identifiers lists ${plain(name)}${known ? " twice" : ""}.`,
        remedy: `It takes each of ${enumerate(LISTED[family])} once.`,
      };
    }
  },
};
