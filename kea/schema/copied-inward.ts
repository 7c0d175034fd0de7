/** What Kea copies into networks and subnets from around them (`INHERIT_TO_SUBNET4`, `INHERIT_TO_SUBNET6`). */
export const COPIED: ReadonlySet<string> = new Set([
  "preferred-lifetime",
  "min-preferred-lifetime",
  "max-preferred-lifetime",
  "rebind-timer",
  "relay",
  "renew-timer",
  "valid-lifetime",
  "min-valid-lifetime",
  "max-valid-lifetime",
  "calculate-tee-times",
  "t1-percent",
  "t2-percent",
  "store-extended-info",
  "cache-threshold",
  "cache-max-age",
  "allocator",
  "pd-allocator",
  "offer-lifetime",
  "adaptive-lease-time-threshold",
]);

/** The kinds of maps that it is copied into. */
export const COPIED_INTO: ReadonlySet<string> = new Set(["shared-network", "subnet"]);

/** Whether Kea shows a key in a kind of map as it stands around it. */
export function isCopiedInto(kind: string, key: string): boolean {
  return COPIED_INTO.has(kind) && COPIED.has(key);
}
