import { labelOf } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
import { reservationsOf } from "../../fleet/reservations";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const duplicateReservation: Rule = {
  code: "KEAHA081",
  name: "duplicate-reservation",
  severity: "error",
  reason: "Kea refuses two reservations of one subnet for one client, or for one address.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    // One address for several clients is allowed by ip-reservations-unique false.
    const shared = server.root["ip-reservations-unique"] === false;
    const seen = new Map<Place | undefined, Map<string, Place>>();
    for (const { place, subnet, client, reserved } of reservationsOf(server)) {
      const mine = seen.get(subnet) ?? new Map<string, Place>();
      seen.set(subnet, mine);
      const twin = client === undefined ? undefined : mine.get(client);
      if (client !== undefined && twin === undefined) mine.set(client, place);
      if (twin !== undefined) {
        yield {
          path: place.path,
          message: `${labelOf(place)} is there twice.`,
          remedy: "Keep one reservation for each client.",
        };
        continue;
      }
      for (const { path, text, range, isPrefix } of reserved) {
        if (range === undefined) continue;
        const key = `${isPrefix ? "prefix" : "address"} ${range.first}-${range.last}`;
        const other = mine.get(key);
        if (other === undefined) mine.set(key, place);
        else if (!shared || other === place) {
          yield {
            path,
            message:
              other === place
                ? `${plain(text)} is there twice in ${labelOf(place)}.`
                : `${plain(text)} is in ${labelOf(place)} and in ${labelOf(other).replace(/ of subnet .*$/, "")}.`,
            remedy: "Reserve each address once.",
          };
        }
      }
    }
  },
};
