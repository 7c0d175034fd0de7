import { interfaceName, interfacesOf } from "../../fleet/interfaces";
import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { FAMILIES } from "../../model/family";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

export const subnetInterface: Rule = {
  code: "KEAHA075",
  name: "subnet-interface",
  severity: "warning",
  reason:
    "Kea takes a subnet on an interface that it does not listen on: clients on that link get no answer.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4); Kea manual, interfaces-config",
  *server(server) {
    const listed = interfacesOf(server);
    // No interface at all is an error of its own.
    if (listed === undefined || listed.length === 0) return;
    if (listed.some((entry) => typeof entry !== "string" || interfaceName(entry) === "*")) return;
    const names = (listed as readonly string[]).map(interfaceName);
    for (const place of placesOfKind(server, "subnet", "shared-network")) {
      const own: unknown = place.map.interface;
      // With an address it is no name: an error of its own.
      if (typeof own !== "string" || own === "" || own.includes("/") || names.includes(own)) continue;
      // A network says it for its subnets.
      if (place.kind === "subnet" && place.above?.map.interface === own) continue;
      yield {
        path: [...place.path, "interface"],
        message: `${labelOf(place)} is on interface ${plain(own)}, and ${FAMILIES[server.family].daemon} of ${server.host} listens on ${enumerate(names)}.`,
        remedy: "Add it to the interfaces of the host, or leave it out here.",
      };
    }
  },
};
