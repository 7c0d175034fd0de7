import type { Side } from "../fleet/fleet";
import { labelOf } from "../fleet/labels";
import { takerFor } from "../fleet/shared-sockets";

/** The end of a remedy: a listener of HA's own after all, at whose address and port nothing else may be. */
export function ownListener(side: Side): string {
  const taker = takerFor(side);
  const moved = typeof taker === "object" ? `, and move ${labelOf(taker)} to another port` : "";
  return `leave enable-multi-threading and http-dedicated-listener at true${moved}`;
}
