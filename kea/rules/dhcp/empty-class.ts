import { ofPlace } from "../../fleet/labels";
import { bothNames, GUARDED } from "../../schema/renamed";
import type { Rule } from "../rule";

const KEYS = ["client-classes", ...bothNames("evaluate-additional-classes")];

export const emptyClass: Rule = {
  code: "KEAHA128",
  name: "empty-class",
  severity: "error",
  reason: "Kea refuses a list of classes with an empty name in it.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  kinds: GUARDED,
  *place(place) {
    for (const key of KEYS) {
      const classes: unknown = place.map[key];
      if (!Array.isArray(classes) || !classes.includes("")) continue;
      yield {
        path: [...place.path, key, classes.indexOf("")],
        message: `${key}${ofPlace(place)} has an empty name.`,
        remedy: "Name a class, or leave it out.",
      };
    }
  },
};
