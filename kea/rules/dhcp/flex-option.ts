import type { Server } from "../../fleet/fleet";
import { labelOf } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
import { has, raw } from "../../json";
import { Family } from "../../model/family";
import { mayBeOption } from "../../fleet/custom-options";
import { byName, isOwnSpace } from "../../schema/option-table";
import { keysOf } from "../../schema/schema";
import { enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

const ACTIONS = ["add", "supersede", "remove"];

export const flexOption: Rule = {
  code: "KEAHA174",
  name: "flex-option",
  severity: "error",
  reason:
    "libdhcp_flex_option.so does not load with an option that it cannot set, and Kea goes out of service.",
  source: "Kea manual, Flexible Option Actions for Option Value Settings; measured on Kea 2.6.3 and 3.0.4",
  kinds: ["flex-option", "flex-sub-option"],
  *place(place, server) {
    yield* whichOption(place, server);
    yield* whatHappens(place);
  },
};

function* whichOption(place: Place, server: Server): Generator<Problem> {
  const label = labelOf(place);
  const [code, name] = [raw(place.map, "code"), raw(place.map, "name")];
  if (code === undefined && name === undefined) {
    yield {
      path: place.path,
      message: `${label} has neither code nor name.`,
      remedy: "Give it the code or the name of an option.",
    };
    return;
  }
  const own = place.kind === "flex-option" && isOwnSpace(server, place.map.space);
  const most = server.family === Family.V4 ? (own ? 254 : 255) : 65_535;
  const least = own ? 1 : 0;
  if (typeof code === "number" && (code < least || code > most)) {
    yield {
      path: [...place.path, "code"],
      message: `${label} has code ${code}.`,
      remedy: `It takes ${least} to ${most}.`,
    };
  }
  if (!own || typeof name !== "string") return;
  const standard = byName(server, name);
  if (!mayBeOption(server, name)) {
    yield {
      path: [...place.path, "name"],
      message: `${label} is not defined.`,
      remedy: "Use the name of a standard option, or define it in option-def.",
    };
  } else if (standard !== undefined && typeof code === "number" && code !== standard.code) {
    yield {
      path: [...place.path, "code"],
      message: `${label} has code ${code}.`,
      remedy: `The code of ${plain(name)} is ${standard.code}: leave one of them out.`,
    };
  }
}

function* whatHappens(place: Place): Generator<Problem> {
  const { kind, map, path } = place;
  const label = labelOf(place);
  const ways = kind === "flex-option" ? [...ACTIONS, "sub-options"] : ACTIONS;
  const given = ways.filter((key) => has(map, key));
  for (const key of given)
    if (raw(map, key) === "") {
      yield {
        path: [...path, key],
        message: `${label} has an empty ${key}.`,
        remedy: "Write an expression, or leave it out.",
      };
    }
  // What it does not know is told as that.
  const isSlip = given.length === 0 && Object.keys(map).some((key) => !keysOf(kind).has(key));
  if (given.length === 1 || isSlip) return;
  yield {
    path,
    message: `${label} has ${given.length === 0 ? "nothing to do" : `${enumerate(given)} together`}.`,
    remedy: `Give it ${enumerate(ways, "or")}.`,
  };
}
