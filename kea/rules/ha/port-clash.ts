import type { Fleet, Server, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { type Clash, clashesOf } from "../../fleet/listeners";
import { relationshipOf } from "../../fleet/sides";
import { urlDifferences } from "../../fleet/urls";
import { enumerate } from "../../words";
import type { Problem, Rule } from "../rule";

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

/** What is told of a clash. */
export function clashWords(
  { listener, other }: Clash,
  nameOf: (server: Server) => string,
  dialled: readonly string[] = [],
): Pick<Problem, "message" | "remedy"> {
  const { address, port, use, side, server } = listener;
  const isTold = other.server !== undefined && other.server !== server;
  const owner = isTold ? ` of ${nameOf(other.server)}` : "";
  const elsewhere = other.address === address ? "" : ` (on ${other.address})`;
  const listeners = side && other.side ? "relationship" : "relationship and control socket";
  const names = new Set([...(isTold ? [other.server.host] : []), server.host]);
  const hosts =
    names.size > 1 ? `hosts ${enumerate([...names])}, which have one address,` : `host ${server.host}`;
  return {
    message: `${use} listens on ${address} port ${port}, and so does ${other.use}${owner}${elsewhere}.`,
    remedy: `Give every ${listeners} of ${hosts} a port of its own${dialled.map((one) => `; ${one}`).join("")}.`,
  };
}

/** Who dials a server at another port than it listens on: one of the two listeners was to have that. */
function elsewhere(side: Side, fleet: Fleet): string[] {
  return [...urlDifferences(relationshipOf(fleet).get(side)!)].flatMap(({ other, own, portOnly, ...one }) =>
    own && portOnly && other === side
      ? [`${one.side.server.name} dials ${memberLabel(one.peer)} at port ${one.url.port}`]
      : [],
  );
}
