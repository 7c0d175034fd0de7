import type { Peer } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { flag } from "../../fleet/in-force";
import type { Rule } from "../rule";

export const autoFailoverOff: Rule = {
  code: "KEAHA051",
  name: "auto-failover-off",
  severity: "warning",
  reason:
    "A server without auto-failover sees its partner dead, and serves nobody in its place until ha-scopes tells it to; a primary of hot-standby has nothing to take over.",
  source:
    "log message HA_CONFIG_AUTO_FAILOVER_DISABLED; HAService::partnerDownStateHandler; measured on Kea 3.0.4",
  *side(side, { sides }) {
    const { mode, peers } = side;
    const heirs = mode === "load-balancing" ? ["primary", "secondary"] : ["standby"];
    // Kea reads it in a member's own entry alone.
    const ownOf = (peer: Peer) => sides.find(({ self }) => self === peer.name)?.own ?? peer;
    for (const peer of peers) {
      if (peer.map["auto-failover"] !== false || ownOf(peer) !== peer) continue;
      const path = [...peer.path, "auto-failover"];
      if (heirs.includes(peer.role ?? "")) {
        yield {
          path,
          message: `auto-failover of ${memberLabel(peer)}, its ${peer.role}, is false: nobody takes over by itself.`,
          remedy: "Set it to true, or have somebody at hand who sends ha-scopes.",
        };
        continue;
      }
      const standby = peers.find(({ role }) => role === "standby");
      if (mode !== "hot-standby" || peer.role !== "primary" || standby === undefined) continue;
      if (flag(ownOf(standby).map, "peer", "auto-failover", side.server) !== true) continue;
      yield {
        path,
        message: `auto-failover of ${memberLabel(peer)}, its primary, is false, which does nothing: ${memberLabel(standby)} takes over by itself.`,
        remedy: `Remove it, or set that of ${memberLabel(standby)} to false where nobody shall take over by itself.`,
      };
    }
  },
};
