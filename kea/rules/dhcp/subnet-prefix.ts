import { subnetLabel } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { parsePrefix } from "../../ip";
import { FAMILIES } from "../../model/family";
import { isRefusedId, LARGEST_ID } from "../../schema/identifiers";
import { once } from "../once";
import type { Rule } from "../rule";

export const subnetPrefix: Rule = {
  code: "KEAHA010",
  name: "subnet-prefix",
  severity: "error",
  reason: "Kea refuses a subnet without a usable prefix and id.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server, fleet) {
    const { subnets, family } = server;
    const { bits } = FAMILIES[family];
    for (const { prefix, path, map } of subnets) {
      if (prefix === undefined || parsePrefix(prefix)?.bits === bits) continue;
      yield {
        path: [...path, "subnet"],
        message: `${subnetLabel(map)} is not an ${bits === 32 ? "IPv4" : "IPv6"} prefix.`,
        remedy: `Write an address and a length, as in ${bits === 32 ? "10.1.0.0/24" : "2001:db8:1::/64"}.`,
      };
    }
    const refused = placesOfKind(server, "subnet").filter(({ map }) => isRefusedId(map.id));
    yield* once(
      refused.map((place) => ({
        ...{ place, path: [...place.path, "id"] },
        said: "has an id that Kea refuses",
        remedy: `Give each subnet an id of its own, a whole number from 1 to ${LARGEST_ID}, alike on all members.`,
      })),
      server,
      fleet,
    );
  },
};
