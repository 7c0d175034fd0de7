import type { Fleet, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { clashesOf } from "../../fleet/listeners";
import { relationshipOf } from "../../fleet/sides";
import { urlDifferences } from "../../fleet/urls";
import { clashWords } from "../clash-words";
import type { Rule } from "../rule";

export const portClash: Rule = {
  code: "KEAHA004",
  name: "port-clash",
  severity: "error",
  reason: "Two listeners on one address and port: Kea notices only when it binds, and then serves nobody.",
  source: "Kea manual, Hub and Spoke Configuration; measured on Kea 3.0.4: -T and config-test accept it",
  *fleet(fleet) {
    for (const clash of clashesOf(fleet)) {
      const { side, server, path } = clash.listener;
      const dialled = [side, clash.other.side].flatMap((one) => (one ? elsewhere(one, fleet) : []));
      yield {
        relationship: side && relationshipOf(fleet).get(side),
        server,
        path,
        ...clashWords(clash, ({ name }) => name, dialled),
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
