import type { Side } from "../../fleet/fleet";
import { haMaps } from "../../fleet/ha-maps";
import { isMap, list, map, UNKNOWN } from "../../json";
import { FAMILIES } from "../../model/family";
import { isTooOld } from "../../schema/ha-keys";
import type { Type } from "../../schema/schema";
import { show } from "../../words";
import type { Problem, Rule } from "../rule";

const TAKES: Readonly<Partial<Record<Type["is"], string>>> = {
  boolean: "true or false, without quotes",
  integer: "a whole number, without quotes",
  "maps of": "a list",
  "map of": "a map",
  string: "a string",
};

export const haValueType: Rule = {
  code: "KEAHA021",
  name: "ha-value-type",
  severity: "error",
  reason: "Kea refuses an HA value of a wrong JSON type, null among them, and goes out of service.",
  source: "HAConfigParser::parseOneInternal",
  /** Entries of the list of relationships that are no relationships. */
  *server({ root, family }) {
    for (const [h, hook] of list(root["hooks-libraries"]).entries()) {
      for (const [index, entry] of list(map(map(hook).parameters)["high-availability"]).entries()) {
        if (isMap(entry) || entry === UNKNOWN) continue;
        yield {
          path: [FAMILIES[family].root, "hooks-libraries", h, "parameters", "high-availability", index],
          message: `entry ${index + 1} of high-availability is ${show(entry)}.`,
          remedy: "Each entry is a relationship: a map.",
        };
      }
    }
  },
  *side(side) {
    yield* values(side);
    yield* elements(side);
  },
};

function* values(side: Side): Generator<Problem> {
  for (const { keys, of, map: values, path } of haMaps(side)) {
    for (const key of Object.keys(values)) {
      const known = keys.get(key);
      const value: unknown = values[key];
      if (known === undefined || value === undefined || value === UNKNOWN) continue;
      const { is } = known.type;
      if (isOf(is, value) || isTooOld(side.server.kea, known)) continue;
      // Neither passwords nor what was meant as one.
      const said = key.startsWith("basic-auth-password") ? `a ${typeof value}` : show(value);
      yield {
        path: [...path, key],
        message: `${key}${of} is ${said}.`,
        remedy: `It takes ${TAKES[is]}.`,
      };
    }
  }
}

/** Members and pauses that are no maps. */
function* elements({ map: relationship, path }: Side): Generator<Problem> {
  const lists = [
    { at: ["peers"], value: relationship.peers },
    { at: ["state-machine", "states"], value: map(relationship["state-machine"]).states },
  ];
  for (const { at, value } of lists) {
    for (const [index, element] of list(value).entries()) {
      if (isMap(element) || element === UNKNOWN) continue;
      yield {
        path: [...path, ...at, index],
        message: `entry ${index + 1} of ${at.at(-1)} is ${show(element)}.`,
        remedy: "It takes a map.",
      };
    }
  }
}

function isOf(is: Type["is"], value: unknown): boolean {
  if (is === "maps of") return Array.isArray(value);
  if (is === "map of") return isMap(value);
  return typeof value === (is === "integer" ? "number" : is);
}
