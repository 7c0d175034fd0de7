import type { Peer, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { TLS_KEYS, tlsFiles as filesOf } from "../../fleet/sides";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const tlsFiles: Rule = {
  code: "KEAHA029",
  name: "tls-files",
  severity: "error",
  reason: "Kea refuses a member that has some of the three certificate files: it needs all, or none.",
  source: "HAConfig::validate; Kea manual, TLS/HTTPS Support",
  *side(side) {
    for (const peer of side.peers) {
      const set = filesOf(side, peer);
      if (set === undefined || set.length === 0 || set.length === TLS_KEYS.length) continue;
      const missing = TLS_KEYS.filter((key) => !set.includes(key));
      // What all members inherit is one mistake, of the relationship.
      const subject = inherits(peer) ? "it" : memberLabel(peer);
      yield {
        path: [...place(side, peer), missing[0]!],
        message: `${subject} has ${enumerate(set)}, but no ${enumerate(missing, "and no")}.`,
        remedy: "Give all three certificate files, or none.",
      };
    }
  },
};

function inherits({ map }: Peer): boolean {
  return TLS_KEYS.every((key) => map[key] === undefined);
}

function place(side: Side, peer: Peer): Side["path"] {
  return inherits(peer) ? side.path : peer.path;
}
