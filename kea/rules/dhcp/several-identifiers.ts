import { identifiersOf, inSubnet } from "../../fleet/reservations";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const severalIdentifiers: Rule = {
  code: "KEAHA146",
  name: "several-identifiers",
  severity: "error",
  reason: "Kea refuses a reservation that knows its client by two identifiers.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["reservation"],
  *place(place, server) {
    const there = identifiersOf(place, server);
    if (there.length < 2) return;
    yield {
      path: place.path,
      message: `a reservation${inSubnet(place)} has ${enumerate(there)}.`,
      remedy: "Keep one: a reservation has one identifier.",
    };
  },
};
