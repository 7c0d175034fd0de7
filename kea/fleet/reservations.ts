import { parseAddress, parsePrefix, type Range } from "../ip";
import { has, text } from "../json";
import { identifierBytes } from "../schema/identifiers";
import { isKnown, SCHEMA } from "../schema/schema";
import type { Server } from "./fleet";
import { IDENTIFIERS, ofPlace } from "./labels";
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
  const given = IDENTIFIERS.filter((key) => has(map, key) && isKnown(keys.get(key)!, family, kea));
  // Kea takes the last in the order of their names, and overlooks empty ones before it.
  const last = [...given].sort().at(-1);
  return given.filter((key) => (map[key] as unknown) !== "" || key === last);
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
