import { identifiersOf, inSubnet } from "../../fleet/reservations";
import { text } from "../../json";
import { IDENTIFIER_BYTES, identifierBytes } from "../../schema/identifiers";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const reservationIdentifier: Rule = {
  code: "KEAHA079",
  name: "reservation-identifier",
  severity: "error",
  reason: "Kea refuses a reservation by an identifier that is none, or that is too short or too long.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["reservation"],
  *place(place, server) {
    const [key, ...others] = identifiersOf(place, server);
    if (key === undefined || others.length > 0) return;
    const value = text(place.map[key]);
    if (value === undefined) return;
    const bytes = identifierBytes(value);
    const [least, most] = IDENTIFIER_BYTES[key]!;
    const length = bytes === undefined ? undefined : bytes.length / 2;
    if (length !== undefined && length >= least && length <= most) return;
    const said = `${key} ${plain(value)} of a reservation${inSubnet(place)}`;
    yield {
      path: [...place.path, key],
      message: length === undefined ? `${said} is no identifier.` : `${said} has ${length} bytes.`,
      remedy:
        length === undefined
          ? "Write hex digits in pairs with colons between them, or a text in single quotes."
          : `It takes ${least} to ${most} bytes.`,
    };
  },
};
