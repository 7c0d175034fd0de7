import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { UNKNOWN } from "../../json";
import { plain } from "../../words";
import { judge, type Problem } from "../per-server";
import type { Rule } from "../rule";

/** Classes that Kea assigns by itself. */
const BUILT_IN = /^(ALL|KNOWN|UNKNOWN|BOOTP|DROP|SKIP_DDNS|(VENDOR_CLASS|HA|AFTER|EXTERNAL|SPAWN)_.*)$/s;
const GUARDS = ["client-class", "require-client-classes", "evaluate-additional-classes"];

export const undefinedClass: Rule = {
  code: "KEAHA086",
  name: "undefined-class",
  severity: "warning",
  reason: "Kea takes a guard that names a class which nothing assigns: what it guards is never used.",
  source: "measured on Kea 2.6.3 and 3.0.4; hook libraries may assign classes, too",
  *check(fleet) {
    yield* judge(fleet, function* (server): Generator<Problem> {
      const defined = placesOfKind(server, "client-class");
      const classes: unknown = server.root["client-classes"];
      const some = Array.isArray(classes) && (classes as readonly unknown[]).includes(UNKNOWN);
      if (classes === UNKNOWN || some || defined.some(({ map }) => (map.name as unknown) === UNKNOWN)) return;
      const names = new Set<unknown>(defined.map(({ map }) => map.name));
      // A reservation assigns whatever it names.
      for (const { map } of placesOfKind(server, "reservation")) {
        if (Array.isArray(map["client-classes"])) for (const name of map["client-classes"]) names.add(name);
      }
      for (const place of placesOfKind(
        server,
        "subnet",
        "shared-network",
        "pool",
        "pd-pool",
        "option-data",
      )) {
        for (const { name, path } of guards(place)) {
          if (names.has(name) || BUILT_IN.test(name)) continue;
          // In other places an empty name is refused, or means none.
          if (name === "" && place.kind !== "option-data") continue;
          yield {
            path,
            message: `${labelOf(place)} names class ${plain(name)}, which is not defined.`,
            remedy: "Define it in client-classes.",
          };
        }
      }
    });
  },
};

function guards({ map, path }: Place): { readonly name: string; readonly path: Place["path"] }[] {
  return [...GUARDS, "client-classes"].flatMap((key) => {
    const value: unknown = map[key];
    if (typeof value === "string") return [{ name: value, path: [...path, key] }];
    if (!Array.isArray(value)) return [];
    return value.flatMap((name: unknown, index) =>
      typeof name === "string" ? [{ name, path: [...path, key, index] }] : [],
    );
  });
}
