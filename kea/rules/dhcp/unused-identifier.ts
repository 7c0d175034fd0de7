import { labelOf } from "../../fleet/labels";
import { IDENTIFIERS } from "../../schema/list-entries";
import type { Server } from "../../fleet/fleet";
import { FLEX_ID, hooksOf, loadsOnlyKeas } from "../../fleet/hooks";
import { placesOfKind } from "../../fleet/places";
import { identifiersLookedFor, identifiersOf } from "../../fleet/reservations";
import { has, list } from "../../json";
import { identifierBytes } from "../../schema/identifiers";
import { andMore, enumerate, plain, word } from "../../words";
import { once, type Repeated } from "../once";
import type { Rule } from "../rule";

export const unusedIdentifier: Rule = {
  code: "KEAHA133",
  name: "unused-identifier",
  severity: "warning",
  reason: "Kea takes a reservation by an identifier that it never looks for.",
  source: "Kea manual, host-reservation-identifiers; defaults read from config-get",
  *server(server, fleet) {
    yield* once(unlooked(server), server, fleet);
    // A library of somebody else's may read it, too.
    if (!loadsOnlyKeas(server) || hooksOf(server)!.some(({ library }) => library === FLEX_ID)) return;
    const listed: unknown = server.root["host-reservation-identifiers"];
    if (!list(listed).includes("flex-id")) return;
    const [first, ...more] = placesOfKind(server, "reservation").filter(({ map }) => has(map, "flex-id"));
    if (first === undefined) return;
    yield {
      path: [...first.path, "flex-id"],
      message: `${labelOf(first)}${andMore(more.length)} knows its client by flex-id, and ${FLEX_ID}, which tells it, is not loaded.`,
      remedy: `Add ${FLEX_ID}, with the identifier-expression, to hooks-libraries on all members.`,
    };
  },
};

/** Reservations by an identifier that the server does not look for. */
function* unlooked(server: Server): Generator<Repeated> {
  const used = identifiersLookedFor(server);
  if (used === undefined) return;
  // What is wrong in the list by itself is told as that.
  if (used.length === 0 || used.some((one) => !IDENTIFIERS.some((known) => known === one))) return;
  const looked = enumerate(used.map((one) => plain(word(one))));
  for (const place of placesOfKind(server, "reservation")) {
    const there = IDENTIFIERS.filter((key) => has(place.map, key));
    const [key] = there;
    if (key === undefined || there.length > 1 || used.includes(key)) continue;
    // That the family does not have it is told elsewhere.
    if (!identifiersOf(place, server).includes(key)) continue;
    const identifier: unknown = place.map[key];
    if (typeof identifier === "string" && identifierBytes(identifier) === undefined) continue;
    yield {
      ...{ place, path: [...place.path, key] },
      said: `knows its client by ${key}, and the server looks for ${looked}`,
      remedy: `Add ${key} to host-reservation-identifiers.`,
    };
  }
}
