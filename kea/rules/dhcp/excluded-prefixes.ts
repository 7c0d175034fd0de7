import { ofPlace } from "../../fleet/labels";
import { contains, hasHostBits, parsePrefix } from "../../ip";
import { has } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const excludedPrefixes: Rule = {
  code: "KEAHA127",
  name: "excluded-prefixes",
  severity: "error",
  reason: "Kea refuses a reservation whose excluded-prefixes are not each a part of the prefix in its place.",
  source: "measured on kea-dhcp6 2.6.3 and 3.0.4",
  kinds: ["reservation"],
  *place(place) {
    const excluded: unknown = place.map["excluded-prefixes"];
    if (!Array.isArray(excluded)) return;
    const prefixes: unknown = place.map.prefixes;
    const at = [...place.path, "excluded-prefixes"];
    if (!has(place.map, "prefixes") || (Array.isArray(prefixes) && prefixes.length !== excluded.length)) {
      const there = Array.isArray(prefixes) ? prefixes.length : "is missing";
      yield {
        path: at,
        message: `excluded-prefixes${ofPlace(place)} has ${excluded.length} entries, and prefixes ${there}.`,
        remedy: 'Write one for each prefix, "" where nothing is excluded.',
      };
      return;
    }
    if (!Array.isArray(prefixes)) return;
    for (const [index, entry] of excluded.entries()) {
      const outer: unknown = prefixes[index];
      if (typeof entry !== "string" || typeof outer !== "string" || entry === "") continue;
      const [inner, range] = [/\s/.test(entry) ? undefined : parsePrefix(entry), parsePrefix(outer)];
      if (range === undefined) continue;
      if (inner !== undefined && !hasHostBits(entry) && contains(range, inner)) {
        if (!(inner.first === range.first && inner.last === range.last)) continue;
      }
      yield {
        path: [...at, index],
        message: `${plain(entry)} in excluded-prefixes${ofPlace(place)} is no part of ${plain(outer)}.`,
        remedy: "Write a prefix that is longer and inside it.",
      };
    }
  },
};
