import type { Rule } from "../rule";

export const ddnsQueue: Rule = {
  code: "KEAHA126",
  name: "ddns-queue",
  severity: "error",
  reason: "Kea refuses to send DNS updates from a queue that has no room for any.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  kinds: ["dhcp-ddns"],
  *place(place) {
    const map: { readonly [key: string]: unknown } = place.map;
    if (map["enable-updates"] !== true || map["max-queue-size"] !== 0) return;
    yield {
      path: [...place.path, "max-queue-size"],
      message: "max-queue-size of dhcp-ddns is 0, and updates are on.",
      remedy: "Give it 1 or more, or leave it out.",
    };
  },
};
