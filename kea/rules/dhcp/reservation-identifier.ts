import { badIdentifier, inSubnet } from "../../fleet/reservations";
import { IDENTIFIER_BYTES } from "../../schema/identifiers";
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
    const bad = badIdentifier(place, server);
    if (bad === undefined) return;
    const { key, value, length } = bad;
    const said = `${key} ${plain(value)} of a reservation${inSubnet(place)}`;
    yield {
      path: [...place.path, key],
      message: length === undefined ? `${said} is no identifier.` : `${said} has ${length} bytes.`,
      remedy:
        length === undefined
          ? "Write hex digits in pairs with colons between them, or a text in single quotes."
          : `It takes ${IDENTIFIER_BYTES[key]!.join(" to ")} bytes.`,
    };
  },
};
