import { doubledIn } from "../../fleet/copied-relationships";
import type { Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { areAtOnePlace, doubles, haveExchangedNames, placeOf } from "../../fleet/urls";
import { plain, plainUrl } from "../../words";
import type { Rule } from "../rule";

export const sameUrl: Rule = {
  code: "KEAHA102",
  name: "same-url",
  severity: "error",
  reason: "Of two members with one URL one talks to itself and finds all well, and the other does not start.",
  source: "measured on Kea 3.0.4: Kea compares names, and no URLs",
  *relationship({ sides }) {
    for (const [index, side] of sides.entries()) {
      const other = sides.slice(0, index).find((one) => areAtOnePlace(one, side));
      // The same name twice is another mistake.
      if (other === undefined || other.self === side.self || [other, side].some(listsOneTwice)) continue;
      if ([other, side].some(isDoubled)) continue;
      if (haveExchangedNames(other, side)) {
        yield {
          server: side.server,
          path: [...side.own!.path, "name"],
          message: `its entries have ${plain(side.self!)} and ${plain(other.self!)} the other way round than those of ${other.server.name}: both listen at ${plainUrl(side.own!.url!)}.`,
          remedy: "Exchange the two names on the server where they are wrong.",
        };
        continue;
      }
      yield {
        server: side.server,
        path: [...side.own!.path, "url"],
        message: `it listens at ${plainUrl(side.own!.url!)}, and so does ${other.server.name}, on another host.`,
        remedy: "Give each member the address of its own host, alike on all servers.",
      };
    }
  },
  *side(side, relationship) {
    for (const pair of doubles(side, relationship)) {
      // Each server would begin with itself.
      const [first, second] = pair.map(memberLabel).sort();
      const url = pair.find((peer) => memberLabel(peer) === first)!.url!;
      yield {
        path: [...pair[1].path, "url"],
        message: `${first} and ${second} have the same URL, ${plainUrl(url)}.`,
        remedy: "Give each member the address of its own host, and a port that nothing else has there.",
      };
    }
  },
};

/** Whether a server's own name is that of two members. */
function isDoubled(side: Side): boolean {
  return doubledIn(side).some(([name]) => name === side.self);
}

/** Whether members that one server lists have one URL, which is told of its list. */
function listsOneTwice({ peers }: Side): boolean {
  const places = peers.flatMap((peer) => placeOf(peer) ?? []);
  return new Set(places).size < places.length;
}
