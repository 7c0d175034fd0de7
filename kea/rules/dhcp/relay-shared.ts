import { mayShareNetwork } from "../../fleet/owners";
import { mayBeSelected, relaySharers } from "../../fleet/relay-sharers";
import { Family } from "../../model/family";
import type { Rule } from "../rule";

export const relayShared: Rule = {
  code: "KEAHA073",
  name: "relay-shared",
  severity: "error",
  reason:
    "Of two subnets with one relay address Kea takes the first whose guard lets the client in, without a word.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4); the subnet with the lower id comes first",
  *server(server, fleet) {
    if (mayBeSelected(server)) return;
    const isV6 = server.family === Family.V6;
    const ids = isV6 ? ", give the one with the higher id an interface-id" : "";
    for (const { early, late, path, said } of relaySharers(server)) {
      const network = mayShareNetwork(fleet, server, early.path, late.path)
        ? ", or put both into one shared network"
        : "";
      yield {
        path,
        message: `${said}${isV6 ? "" : ", and ignore-rai-link-selection is true"}.`,
        remedy: `Give each a relay address of its own${ids}, ${network === "" ? "or " : ""}guard the one with the lower id by a client class${network}.`,
      };
    }
  },
};
