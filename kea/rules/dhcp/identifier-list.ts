import { list } from "../../json";
import { FAMILIES } from "../../model/family";
import { LOOKED_FOR } from "../../schema/identifiers";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

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
      const known = LOOKED_FOR[family].includes(name);
      if (known && listed.indexOf(name) === index) continue;
      yield {
        path: [FAMILIES[family].root, "host-reservation-identifiers", index],
        message: `host-reservation-identifiers lists ${plain(name)}${known ? " twice" : ""}.`,
        remedy: `It takes each of ${enumerate(LOOKED_FOR[family])} once.`,
      };
    }
  },
};
