import { hooksOf } from "../../fleet/hooks";
import { map } from "../../json";
import { RADIUS } from "../../schema/hook-libraries";
import type { Rule } from "../rule";

export const reselectedSubnet: Rule = {
  code: "KEAHA181",
  name: "reselected-subnet",
  severity: "warning",
  reason:
    "Whether a hub answers a client is decided by the subnet that was selected first: moved to another relationship's, it may get addresses that the partner gives, too.",
  source: "Kea manual, High Availability, hub and spoke; RADIUS",
  *server(server) {
    const { length } = server.sides;
    if (length < 2) return;
    for (const { library, parameters, path } of hooksOf(server) ?? []) {
      if (library !== RADIUS) continue;
      for (const key of ["reselect-subnet-pool", "reselect-subnet-address"]) {
        if (map(parameters)[key] !== true) continue;
        yield {
          path: [...path, "parameters", key],
          message: `${key} is true on a hub of ${length} relationships.`,
          remedy:
            "Leave it out: let relays, interfaces or client classes select the right subnet before RADIUS is asked.",
        };
      }
    }
  },
};
