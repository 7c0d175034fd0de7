import type { Json, JsonMap } from "../json";
import type { KeaVersion } from "../model/profiles";
import { modern } from "../schema/renamed";

/** Old keys of which more than the name is another. */
const REWRITTEN: Readonly<Record<string, (value: Json) => readonly [key: string, value: Json]>> = {
  "hosts-database": (value) => ["hosts-databases", [value]],
  "ddns-use-conflict-resolution": (value) => [
    "ddns-conflict-resolution-mode",
    value === false ? "no-check-with-dhcid" : "check-with-dhcid",
  ],
};
const OLD = Object.keys(REWRITTEN);

/** A map with the keys that Kea shows, where it reads older ones as well. */
export function withNewKeys(kind: string, given: JsonMap, kea: KeaVersion): JsonMap {
  const map = modern(kind, given, kea);
  if (!OLD.some((key) => map[key] !== undefined)) return map;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => (OLD.includes(key) ? REWRITTEN[key]!(value) : [key, value])),
  );
}
