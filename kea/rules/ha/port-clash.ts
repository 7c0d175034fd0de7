import type { Fleet, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { clashesOf } from "../../fleet/listeners";
import { relationshipOf } from "../../fleet/sides";
import { urlDifferences } from "../../fleet/urls";
import type { Rule } from "../rule";

export const portClash: Rule = {
  code: "KEAHA004",
  name: "port-clash",
  severity: "error",
  reason: "Two listeners on one address and port: Kea notices only when it binds, and then serves nobody.",
  source: "Kea manual, Hub and Spoke Configuration; measured on Kea 3.0.4: -T and config-test accept it",
  *fleet(fleet) {
    for (const { listener, other } of clashesOf(fleet)) {
      const { address, port, use, path, side, server } = listener;
      const { host } = server;
      const listeners = side && other.side ? "relationship" : "relationship and control socket";
      const dialled = [side, other.side].flatMap((one) => (one ? elsewhere(one, fleet) : []));
      yield {
        relationship: side && relationshipOf(fleet).get(side),
        server,
        path,
        message: `${use} listens on ${address} port ${port}, and so does ${other.use}${[server, undefined].includes(other.server) ? "" : ` of ${other.server!.name}`}${other.address === address ? "" : ` (on ${other.address})`}.`,
        remedy: `Give every ${listeners} of host ${host} a port of its own${dialled.map((one) => `; ${one}`).join("")}.`,
      };
    }
  },
};

/** Who dials a server at another port than it listens on: one of the two listeners was to have that. */
function elsewhere(side: Side, fleet: Fleet): string[] {
  return urlDifferences(relationshipOf(fleet).get(side)!).flatMap(({ other, own, portOnly, ...one }) =>
    own && portOnly && other === side
      ? [`${one.side.server.name} dials ${memberLabel(one.peer)} at port ${one.url.port}`]
      : [],
  );
}
