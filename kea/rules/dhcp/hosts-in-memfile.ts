import { placesOfKind } from "../../fleet/places";
import { judge } from "../per-server";
import type { Rule } from "../rule";

export const hostsInMemfile: Rule = {
  code: "KEAHA111",
  name: "hosts-in-memfile",
  severity: "error",
  reason: "Kea keeps leases in a memfile, and neither hosts nor configurations.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *check(fleet) {
    yield* judge(fleet, function* (server) {
      for (const place of placesOfKind(server, "hosts-database", "config-database")) {
        if (place.map.type !== "memfile") continue;
        yield {
          path: [...place.path, "type"],
          message: `${String(place.path.filter((step) => typeof step === "string").at(-1))} is of type memfile.`,
          remedy: "Only leases go into a memfile: use mysql or postgresql.",
        };
      }
    });
  },
};
