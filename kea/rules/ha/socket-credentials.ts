import { memberLabel } from "../../fleet/ha-maps";
import { labelOf } from "../../fleet/labels";
import { turnedAway } from "../../fleet/turned-away";
import { enumerate } from "../../words";
import { ownListener } from "../own-listener";
import type { Rule } from "../rule";

export const socketCredentials: Rule = {
  code: "KEAHA105",
  name: "socket-credentials",
  severity: "error",
  reason:
    "A control socket that takes HA's messages turns away a partner without its credentials: both go partner-down, and both serve.",
  source: "measured on Kea 3.0.4, with http-dedicated-listener false",
  *relationship(relationship) {
    const faults = turnedAway(relationship);
    for (const { caller, problem } of faults) {
      const alike = faults.filter(
        (one) => one.problem === problem && one.caller.side.server === caller.side.server,
      );
      if (alike[0]!.caller !== caller) continue;
      const { side, socket, from, entry } = caller;
      const others = [...new Set(alike.slice(1).map((one) => one.caller.from.server.name))];
      const also = others.length > 0 ? ` (also on ${enumerate(others)})` : "";
      yield {
        server: from.server,
        path: entry.path,
        message:
          from === side
            ? `${labelOf(socket)} takes HA's messages and wants credentials, and ${problem}${also}.`
            : `it dials ${memberLabel(entry)} ${problem}, and ${labelOf(socket)} of ${side.server.name} takes HA's messages there${also}.`,
        remedy: `Give the members' entries, on every server, basic-auth-user and basic-auth-password-file of a client of that socket; or ${ownListener(side)}.`,
      };
    }
  },
};
