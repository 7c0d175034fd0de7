import {
  ADDITIONAL_KEYS,
  areListsKnown,
  haMember,
  isBuiltIn,
  listedClasses,
  reservedClasses,
} from "../../fleet/classes";
import { guardClasses } from "../../fleet/guards";
import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { has } from "../../json";
import { KeaVersion } from "../../model/release-lines";
import { nameIn } from "../../schema/renamed";
import type { Rule } from "../rule";

export const unlistedClass: Rule = {
  code: "KEAHA185",
  name: "unlisted-class",
  severity: "warning",
  reason: "Kea puts nobody into a class that is only for lists, and is in no list.",
  source: "evaluateClasses and evaluateAdditionalClasses of Kea 2.6.3 and 3.0.4; measured on both",
  *server(server) {
    const kept = placesOfKind(server, "client-class").flatMap((place) => {
      const key = ADDITIONAL_KEYS.find((one) => place.map[one] === true);
      return key === undefined || has(place.map, "template-test") ? [] : [{ place, key }];
    });
    if (kept.length === 0 || !areListsKnown(server)) return;
    const listed = new Set([...listedClasses(server), ...reservedClasses(server), ...guardClasses(server)]);
    for (const { place, key } of kept) {
      const { map } = place;
      if (typeof map.name !== "string") continue;
      // Of guards that come too late another rule tells.
      if (listed.has(map.name) || isBuiltIn(map.name) || haMember(map.name) !== undefined) continue;
      const list = nameIn(server.kea ?? KeaVersion.V3_0, "evaluate-additional-classes");
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} has ${key}, and is in no list: nobody is in it.`,
        remedy: `Name it in ${list} of what it is for, or take ${key} away from it.`,
      };
    }
  },
};
