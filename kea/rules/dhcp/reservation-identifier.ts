import type { Rule } from "../../rule";
import { enumerate, plain } from "../ha/words";
import { IDENTIFIER_BYTES, identifierBytes } from "./identifiers";
import { has, IDENTIFIERS, judgeKinds, ofPlace, type Place } from "./maps";
import { isKnown, SCHEMA } from "./schema";

export const reservationIdentifier: Rule = {
  code: "KEAHA079",
  name: "reservation-identifier",
  severity: "error",
  reason: "Kea refuses a reservation that knows its client by two identifiers, or by one that is none.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *check(fleet) {
    yield* judgeKinds(fleet, ["reservation"], function* (place, { family, kea }) {
      const keys = SCHEMA.get("reservation")!;
      const there = IDENTIFIERS.filter((key) => has(place.map, key) && isKnown(keys.get(key)!, family, kea));
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
    });
  },
};

function inSubnet({ above }: Place): string {
  return above === undefined ? "" : ofPlace(above).replace(/^ of/, " in");
}
