import { contains, hasHostBits, parseAddress, parsePrefix, type Range } from "../ip";
import { has, list, text, UNKNOWN } from "../json";
import { FAMILIES } from "../model/family";
import { defaultOf } from "../schema/defaults";
import { IDENTIFIER_BYTES, identifierBytes } from "../schema/identifiers";
import { isKnown, SCHEMA } from "../schema/schema";
import { IDENTIFIERS } from "../schema/list-entries";
import { type Server, type Side, subnetsOf } from "./fleet";
import { ofPlace } from "./labels";
import { enclosing, type Place, placesOfKind } from "./places";

/** A reserved address or prefix. */
export interface Reserved {
  readonly path: Place["path"];
  readonly text: string;
  readonly range: Range | undefined;
  readonly isPrefix: boolean;
}

/** A reservation, taken apart. */
export interface Reservation {
  readonly place: Place;
  readonly subnet: Place | undefined;
  /** Kind and bytes of its identifier. */
  readonly client: string | undefined;
  readonly reserved: readonly Reserved[];
}

/** The keys by which a reservation knows its client, as Kea counts them. */
export function identifiersOf({ map }: Place, { family, kea }: Server): string[] {
  const keys = SCHEMA.get("reservation")!;
  const given = IDENTIFIERS.filter(
    // Of null the wrong type is told.
    (key) => has(map, key) && (map[key] as unknown) !== null && isKnown(keys.get(key)!, family, kea),
  );
  // Kea takes the last in the order of their names, and overlooks empty ones before it.
  const last = [...given].sort().at(-1);
  return given.filter((key) => (map[key] as unknown) !== "" || key === last);
}

/** An identifier that Kea refuses; without a length where it is none. */
export interface BadIdentifier {
  readonly key: string;
  readonly value: string;
  readonly length: number | undefined;
}

/** The only identifier of a reservation, where Kea refuses it. */
export function badIdentifier(place: Place, server: Server): BadIdentifier | undefined {
  const [key, ...others] = identifiersOf(place, server);
  const value = key === undefined || others.length > 0 ? undefined : text(place.map[key]);
  if (value === undefined) return undefined;
  const bytes = identifierBytes(value);
  const [least, most] = IDENTIFIER_BYTES[key!]!;
  const length = bytes === undefined ? undefined : bytes.length / 2;
  return length !== undefined && length >= least && length <= most ? undefined : { key: key!, value, length };
}

/** Why Kea refuses a reserved address or prefix; undefined: it takes it. */
export function addressFault(
  { range, text, isPrefix }: Reserved,
  { subnet }: Reservation,
  { family }: Server,
): "unread" | "host bits" | "nobody's" | "outside" | undefined {
  const { bits } = FAMILIES[family];
  if (range?.bits !== bits) return "unread";
  if (isPrefix) return hasHostBits(text) ? "host bits" : undefined;
  if (bits === 32 && [0n, 0xffffffffn].includes(range.first)) return "nobody's";
  const prefix: unknown = subnet?.map.subnet;
  const outer = typeof prefix === "string" ? parsePrefix(prefix) : undefined;
  return outer?.bits === bits && !contains(outer, range) ? "outside" : undefined;
}

/** ` in subnet 10.1.0.0/24 (id 1)`, or nothing for a global reservation. */
export function inSubnet({ above }: Place): string {
  return above === undefined ? "" : ofPlace(above).replace(/^ of/, " in");
}

/** The reservations of a server, global ones included. */
export function reservationsOf(server: Server): Reservation[] {
  return placesOfKind(server, "reservation").map((place) => {
    const key = IDENTIFIERS.find((identifier) => text(place.map[identifier]) !== undefined);
    const bytes = key === undefined ? undefined : identifierBytes(text(place.map[key])!);
    const read = (name: string, values: readonly unknown[], isPrefix: boolean, single: boolean): Reserved[] =>
      values.flatMap((value, index) =>
        typeof value === "string"
          ? [
              {
                path: [...place.path, name, ...(single ? [] : [index])],
                text: value,
                // Here, unlike elsewhere, Kea takes no spaces.
                range: isPrefix ? (/\s/.test(value) ? undefined : parsePrefix(value)) : parseAddress(value),
                isPrefix,
              },
            ]
          : [],
      );
    const listed = (name: string): readonly unknown[] => {
      const value: unknown = place.map[name];
      return Array.isArray(value) ? value : [];
    };
    return {
      place,
      subnet: enclosing(place, "subnet"),
      client: bytes === undefined ? undefined : `${key} ${bytes}`,
      reserved:
        server.family === "v4"
          ? read("ip-address", [place.map["ip-address"]], false, true)
          : [
              ...read("ip-addresses", listed("ip-addresses"), false, false),
              ...read("prefixes", listed("prefixes"), true, false),
            ],
    };
  });
}

/** The identifiers that a server looks for; undefined when that is not known. */
export function identifiersLookedFor(server: Server): readonly unknown[] | undefined {
  const key = "host-reservation-identifiers";
  const listed: unknown = server.root[key] ?? defaultOf("global", key, server);
  return Array.isArray(listed) && !listed.includes(UNKNOWN) ? listed : undefined;
}

/** Whether a server looks for reservations in a database; undefined when that is not known. */
export function asksDatabase({ root }: Server): boolean | undefined {
  const { "hosts-database": one, "hosts-databases": more = [] }: { readonly [key: string]: unknown } = root;
  if (one === UNKNOWN || more === UNKNOWN) return undefined;
  return one !== undefined || list(more).length > 0;
}

/** Whether a server may know clients of a relationship by their hardware addresses. */
export function knowsHardware(side: Side): boolean {
  if (identifiersLookedFor(side.server)?.includes("hw-address") === false) return false;
  const subnets = new Set(subnetsOf(side).map(({ map }) => map));
  return (
    asksDatabase(side.server) === true ||
    placesOfKind(side.server, "reservation").some((place) => {
      const subnet = enclosing(place, "subnet");
      return has(place.map, "hw-address") && (subnet === undefined || subnets.has(subnet.map));
    })
  );
}
