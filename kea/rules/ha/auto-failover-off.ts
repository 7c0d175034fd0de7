import { memberLabel } from "../../fleet/ha-maps";
import type { Rule } from "../rule";

export const autoFailoverOff: Rule = {
  code: "KEAHA051",
  name: "auto-failover-off",
  severity: "warning",
  reason:
    "A server without auto-failover sees its partner dead, and serves nobody in its place until ha-scopes tells it to.",
  source: "log message HA_CONFIG_AUTO_FAILOVER_DISABLED; measured on Kea 3.0.4",
  *side(side, { sides }) {
    const { mode, peers } = side;
    // A primary of hot-standby has nothing to take over.
    const heirs = mode === "load-balancing" ? ["primary", "secondary"] : ["standby"];
    for (const peer of peers) {
      if (peer.map["auto-failover"] !== false || !heirs.includes(peer.role ?? "")) continue;
      // Kea reads it in a member's own entry alone.
      if (peer !== side.own && sides.some(({ self }) => self === peer.name)) continue;
      yield {
        path: [...peer.path, "auto-failover"],
        message: `auto-failover of ${memberLabel(peer)}, its ${peer.role}, is false: nobody takes over by itself.`,
        remedy: "Set it to true, or have somebody at hand who sends ha-scopes.",
      };
    }
  },
};
