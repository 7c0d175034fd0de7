import { labelOf } from "../../fleet/labels";
import { isOverlooked, type Place } from "../../fleet/places";
import { has, isMap, UNKNOWN } from "../../json";
import { FAMILIES } from "../../model/family";
import { neededIn } from "../../schema/needed-keys";
import { SCHEMA } from "../../schema/schema";
import { enumerate, meant } from "../../words";
import type { Rule } from "../rule";

/** Whether a map has a key that Kea does not know there, and that is likely this one: told as that. */
function isSlipThere({ kind, map }: Place, key: string): boolean {
  const known = SCHEMA.get(kind);
  return Object.keys(map).some((one) => !known?.has(one) && meant(one, [key]) !== undefined);
}

export const missingKey: Rule = {
  code: "KEAHA062",
  name: "missing-key",
  severity: "error",
  reason: "Kea refuses a map that lacks a key which has no default.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  *server({ config, family }) {
    const { root } = FAMILIES[family];
    if (isMap(config) && !has(config, root)) {
      yield {
        path: [],
        message: `the configuration has no ${root}.`,
        remedy: `Write { "${root}": { ... } }.`,
      };
    }
  },
  *place(place) {
    if (isOverlooked(place)) return;
    const queue: unknown = place.map["dhcp-queue-control"];
    if (place.kind === "global" && isMap(queue) && !has(queue, "enable-queue")) {
      yield {
        path: [...place.path, "dhcp-queue-control"],
        message: "dhcp-queue-control has no enable-queue.",
        remedy: "Give it enable-queue.",
      };
    }
    for (const keys of neededIn(place.kind, place.map)) {
      if (keys.some((key) => has(place.map, key) || isSlipThere(place, key))) continue;
      if (Object.values<unknown>(place.map).includes(UNKNOWN) && keys.length > 1) continue;
      yield {
        path: place.path,
        more: keys.map((key) => [...place.path, key]),
        message: `${labelOf(place)} has no ${enumerate(keys, "or")}.`,
        remedy: keys.length > 1 ? "Give it one of them." : `Give it ${keys[0]}.`,
      };
    }
  },
};
