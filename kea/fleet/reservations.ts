import { parseAddress, parsePrefix, type Range } from "../ip";
import { text } from "../json";
import { identifierBytes } from "../schema/identifiers";
import type { Server } from "./fleet";
import { IDENTIFIERS } from "./labels";
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
