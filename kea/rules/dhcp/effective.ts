import { Family } from "../../family";
import type { Server, SubnetView } from "../../fleet";
import { UNKNOWN } from "../../fleet";
import { isMap, type JsonMap } from "../../json";
import { PROFILES } from "../../profiles";
import { spelling } from "./alike";
import { byCode, byName, isOwnSpace } from "./option-table";

/** What a subnet may set, its network or the server for it; with Kea's default, where it has one. */
const INHERITED: readonly (readonly [string, unknown?])[] = [
  ["valid-lifetime", 7200],
  ["min-valid-lifetime"],
  ["max-valid-lifetime"],
  ["preferred-lifetime", 3600],
  ["min-preferred-lifetime"],
  ["max-preferred-lifetime"],
  ["renew-timer"],
  ["rebind-timer"],
  ["calculate-tee-times"],
  ["t1-percent", 0.5],
  ["t2-percent", 0.875],
  ["cache-threshold"],
  ["offer-lifetime", 0],
  ["rapid-commit", false],
  ["match-client-id", true],
  ["authoritative", false],
  ["next-server", "0.0.0.0"],
  ["boot-file-name", ""],
  ["server-hostname", ""],
  ["allocator", "iterative"],
  ["pd-allocator", "iterative"],
  ["reservations-global", false],
  ["reservations-in-subnet", true],
  ["reservations-out-of-pool", false],
];
/** What a subnet has for itself. */
const OWN = ["pools", "pd-pools", "reservations"];
/** Guards, under the name that they have in the newer lines. */
const GUARDS: readonly (readonly [string, string])[] = [
  ["client-classes", "client-class"],
  ["evaluate-additional-classes", "require-client-classes"],
];

/** How a server serves a subnet, by the name of the setting, in one spelling; undefined: not known. */
export function effective(server: Server, subnet: SubnetView): Map<string, string | undefined> {
  const levels: readonly JsonMap[] = [
    subnet.map,
    ...(subnet.network ? [subnet.network.map] : []),
    server.root,
  ];
  const settings = new Map<string, string | undefined>();
  for (const [key, initial] of INHERITED) {
    const set: unknown = levels.find((level) => level[key] !== undefined)?.[key];
    settings.set(key, spelling(set ?? initial ?? defaultOf(server, key)));
  }
  for (const key of OWN) settings.set(key, spelling(subnet.map[key] ?? []));
  for (const [plural, single] of GUARDS) {
    const set: unknown = levels
      .slice(0, -1)
      .map((level) => level[plural] ?? level[single])
      .find((v) => v !== undefined);
    settings.set(plural, spelling(typeof set === "string" ? (set === "" ? [] : [set]) : (set ?? [])));
  }
  for (const [option, data] of optionsOf(server, levels)) settings.set(option, data);
  return settings;
}

function defaultOf({ family, kea }: Server, key: string): unknown {
  if (key === "calculate-tee-times") return family === Family.V6;
  if (key === "cache-threshold") return kea === undefined ? UNKNOWN : PROFILES[kea].cacheThresholdDefault;
  return undefined;
}

/** The options that clients of a subnet get; the innermost level decides. */
function optionsOf(server: Server, levels: readonly JsonMap[]): Map<string, string | undefined> {
  const options = new Map<string, string | undefined>();
  for (const level of [...levels].reverse()) {
    const data: unknown = level["option-data"];
    const list: readonly unknown[] = Array.isArray(data) ? data : [];
    // At one level, an option may be there several times: for several classes, or several vendors.
    const here = new Map<string, unknown[]>();
    for (const option of list) {
      if (!isMap(option)) continue;
      const { name, code, space, ...rest } = option;
      const key = optionKey(server, name, code, space);
      here.set(key, [...(here.get(key) ?? []), rest]);
    }
    for (const [key, entries] of here) options.set(key, spelling(entries));
  }
  return options;
}

function optionKey(server: Server, name: unknown, code: unknown, space: unknown): string {
  const own = isOwnSpace(server, space);
  const standard = own
    ? ((typeof name === "string" ? byName(server, name) : undefined) ??
      (typeof code === "number" ? byCode(server, code) : undefined))
    : undefined;
  const label = standard?.name ?? (typeof name === "string" ? name : String(code));
  return `option ${own ? "" : `${String(space)}.`}${label}`;
}
