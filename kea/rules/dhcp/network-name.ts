import { placesOfKind } from "../../fleet/places";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const networkName: Rule = {
  code: "KEAHA132",
  name: "network-name",
  severity: "error",
  reason: "Kea refuses a shared network without a name of its own.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const names = new Set<string>();
    for (const { map, path } of placesOfKind(server, "shared-network")) {
      const name: unknown = map.name;
      if (typeof name !== "string") continue;
      if (name === "" || names.has(name)) {
        yield {
          path: [...path, "name"],
          message:
            name === ""
              ? "a shared network has an empty name."
              : `two shared networks are named ${plain(name)}.`,
          remedy: "Name each shared network differently.",
        };
      }
      names.add(name);
    }
  },
};
