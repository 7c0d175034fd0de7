import { IDENTIFIERS, ofPlace } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
import { has } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import { IDENTIFIER_BYTES, identifierBytes } from "../../schema/identifiers";
import { isKnown, SCHEMA } from "../../schema/schema";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

/** What `host-reservation-identifiers` may list. */
const LISTED: Readonly<Record<Family, readonly string[]>> = {
  [Family.V4]: ["circuit-id", "hw-address", "duid", "client-id", "flex-id"],
  [Family.V6]: ["hw-address", "duid", "flex-id"],
};

export const reservationIdentifier: Rule = {
  code: "KEAHA079",
  name: "reservation-identifier",
  severity: "error",
  reason: "Kea refuses a reservation that knows its client by two identifiers, or by one that is none.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server({ root, family }) {
    const listed: unknown = root["host-reservation-identifiers"];
    for (const [index, name] of (Array.isArray(listed) ? (listed as readonly unknown[]) : []).entries()) {
      if (typeof name !== "string") continue;
      const twice = (listed as readonly unknown[]).indexOf(name) < index;
      if (LISTED[family].includes(name) && !twice) continue;
      yield {
        path: [FAMILIES[family].root, "host-reservation-identifiers", index],
        message: `host-reservation-identifiers lists ${plain(name)}${LISTED[family].includes(name) ? " twice" : ""}.`,
        remedy: `It takes each of ${enumerate(LISTED[family])} once.`,
      };
    }
  },
  kinds: ["reservation"],
  *place(place, { family, kea }) {
    const keys = SCHEMA.get("reservation")!;
    const given = IDENTIFIERS.filter((key) => has(place.map, key) && isKnown(keys.get(key)!, family, kea));
    // Kea takes the last in the order of their names, and overlooks empty ones before it.
    const last = [...given].sort().at(-1);
    const there = given.filter((key) => (place.map[key] as unknown) !== "" || key === last);
    if (there.length > 1) {
      yield {
        path: place.path,
        message: `a reservation${inSubnet(place)} has ${enumerate(there)}.`,
        remedy: "Keep one: a reservation has one identifier.",
      };
      return;
    }
    for (const key of there) {
      const value: unknown = place.map[key];
      if (typeof value !== "string") continue;
      const bytes = identifierBytes(value);
      const [least, most] = IDENTIFIER_BYTES[key]!;
      const length = bytes === undefined ? undefined : bytes.length / 2;
      if (length !== undefined && length >= least && length <= most) continue;
      yield {
        path: [...place.path, key],
        message:
          length === undefined
            ? `${key} ${plain(value)} of a reservation${inSubnet(place)} is no identifier.`
            : `${key} ${plain(value)} of a reservation${inSubnet(place)} has ${length} bytes.`,
        remedy:
          length === undefined
            ? "Write hex digits in pairs with colons between them, or a text in single quotes."
            : `It takes ${least} to ${most} bytes.`,
      };
    }
  },
};

function inSubnet({ above }: Place): string {
  return above === undefined ? "" : ofPlace(above).replace(/^ of/, " in");
}
