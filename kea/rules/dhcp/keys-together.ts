import type { Server } from "../../fleet/fleet";
import { labelOf } from "../../fleet/labels";
import { has, isMap, type JsonMap } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import { CONFLICTS, OLD_CONFLICTS, RENAMED } from "../../schema/renamed";
import { isKnown, SCHEMA } from "../../schema/schema";
import type { Rule } from "../rule";

interface Pair {
  readonly keys: readonly [string, string];
  readonly in: readonly string[];
  readonly family?: Family;
  /** An empty text stands for none. */
  readonly unlessEmpty?: boolean;
  /** Only where the first stands before the second. */
  readonly inOrder?: boolean;
  /** The maps in which it is so; default: all. */
  readonly only?: (map: JsonMap) => boolean;
  /** Which one to keep. */
  readonly keep: string;
}

const TIMED = ["global", "shared-network", "subnet", "pool"];
const ANNOTATED = [...SCHEMA].flatMap(([kind, keys]) => (keys.has("user-context") ? [kind] : []));
const PAIRS: readonly Pair[] = [
  ...RENAMED.map((one): Pair => ({ keys: [one.old, one.new], in: one.kinds, keep: `Keep ${one.new}.` })),
  { keys: ["test", "template-test"], in: ["client-class"], keep: "Keep one: they are two kinds of class." },
  {
    keys: ["interface", "interface-id"],
    in: ["subnet", "shared-network"],
    family: Family.V6,
    unlessEmpty: true,
    keep: "Keep interface for clients on the link, interface-id for those behind a relay.",
  },
  ...["ddns-ttl-percent", "ddns-ttl-min", "ddns-ttl-max"].map((key): Pair => ({
    keys: ["ddns-ttl", key],
    in: TIMED,
    keep: "Keep ddns-ttl, or the others.",
  })),
  {
    keys: [OLD_CONFLICTS, CONFLICTS],
    in: ["global", "shared-network", "subnet"],
    inOrder: true,
    keep: `Keep ${CONFLICTS}.`,
  },
  {
    keys: ["user-context", "comment"],
    in: ANNOTATED,
    inOrder: true,
    only: ({ "user-context": context }) => isMap(context) && has(context, "comment"),
    keep: "Keep one comment: beside the user-context, or in it.",
  },
  { keys: ["user", "user-file"], in: ["client"], keep: "Keep user-file." },
  { keys: ["password", "password-file"], in: ["client"], keep: "Keep password-file." },
  {
    keys: ["socket-name", "socket-address"],
    in: ["control-socket"],
    keep: "Keep socket-address for HTTP, socket-name for unix.",
  },
];

const BY_KIND: ReadonlyMap<string, readonly Pair[]> = new Map(
  [...SCHEMA.keys()].map((kind) => [kind, PAIRS.filter((pair) => pair.in.includes(kind))]),
);

export const keysTogether: Rule = {
  code: "KEAHA063",
  name: "keys-together",
  severity: "error",
  reason: "Kea refuses two keys in one map that say the same or exclude each other.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4; Kea 3.2.0 for output-options",
  *place(place, server) {
    for (const { keys, family, unlessEmpty, inOrder, only, keep } of BY_KIND.get(place.kind)!) {
      if (family !== undefined && family !== server.family) continue;
      if (!keys.every((key) => has(place.map, key) && knows(place.kind, key, server))) continue;
      if (only && !only(place.map)) continue;
      const all = Object.keys(place.map);
      if (inOrder && all.indexOf(keys[0]) > all.indexOf(keys[1])) continue;
      if (unlessEmpty && keys.some((key) => (place.map[key] as unknown) === "")) continue;
      yield {
        path: [...place.path, keys[0]],
        more: [[...place.path, keys[1]]],
        message: `${place.above === undefined ? FAMILIES[server.family].root : labelOf(place)} has both ${keys[0]} and ${keys[1]}.`,
        remedy: keep,
      };
    }
  },
};

function knows(kind: string, key: string, { family, kea }: Server): boolean {
  const known = SCHEMA.get(kind)!.get(key);
  return known !== undefined && isKnown(known, family, kea);
}
