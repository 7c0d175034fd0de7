import { namesListened } from "../../fleet/interfaces";
import { placesOfKind } from "../../fleet/places";
import { FAMILIES } from "../../model/family";
import { enumerate, plain } from "../../words";
import { once, type Repeated } from "../once";
import type { Rule } from "../rule";

export const subnetInterface: Rule = {
  code: "KEAHA075",
  name: "subnet-interface",
  severity: "warning",
  reason:
    "Kea takes a subnet on an interface that it does not listen on: clients on that link get no answer.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4); Kea manual, interfaces-config",
  *server(server, fleet) {
    const names = namesListened(server);
    if (names === undefined) return;
    const daemon = `${FAMILIES[server.family].daemon} of ${server.host}`;
    const mistakes = placesOfKind(server, "subnet", "shared-network").flatMap((place): Repeated[] => {
      const own: unknown = place.map.interface;
      // With an address it is no name: an error of its own.
      if (typeof own !== "string" || own === "" || own.includes("/") || names.includes(own)) return [];
      // A network says it for its subnets.
      if (place.kind === "subnet" && place.above?.map.interface === own) return [];
      return [
        {
          ...{ place, path: [...place.path, "interface"] },
          said: `is on interface ${plain(own)}, and ${daemon} listens on ${enumerate(names)}`,
          remedy: "Add it to the interfaces of the host, or leave it out here.",
        },
      ];
    });
    yield* once(mistakes, server, fleet);
  },
};
