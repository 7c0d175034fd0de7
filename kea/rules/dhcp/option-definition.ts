import type { Server } from "../../fleet/fleet";
import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { text } from "../../json";
import { Family } from "../../model/family";
import { byCode, byName, isOwnSpace, type Standard } from "../../schema/option-table";
import { enumerate, plain, word } from "../../words";
import type { Problem, Rule } from "../rule";

const TYPES = [
  ...["empty", "binary", "boolean", "int8", "int16", "int32", "uint8", "uint16", "uint32"],
  ...["ipv4-address", "ipv6-address", "ipv6-prefix", "psid", "string", "tuple", "fqdn", "internal", "record"],
];
/** Types that no field of a record has. */
const NO_FIELDS: readonly string[] = ["record", "empty", "internal"];
/** Types whose values have no end of their own. */
const OPEN_ENDED: readonly string[] = ["string", "binary"];
const NAME = /^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/;

export const optionDefinition: Rule = {
  code: "KEAHA084",
  name: "option-definition",
  severity: "error",
  reason:
    "Kea refuses a definition that is there twice, redefines a standard option, or does not make sense.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const codes = new Map<string, Place>();
    const names = new Map<string, Place>();
    for (const place of placesOfKind(server, "option-def")) {
      const label = labelOf(place);
      const { name, code, space }: { readonly [key: string]: unknown } = place.map;
      const own = isOwnSpace(server, space);
      const inClass = place.above?.kind === "client-class";
      const at = (key: string) => [...place.path, key];
      const v4 = server.family === Family.V4;
      const most = v4 ? (own ? 254 : 255) : 65535;
      if (typeof name === "string" && !NAME.test(name)) {
        yield {
          path: at("name"),
          message: `${plain(name)} is no name of an option.`,
          remedy: "Use letters, digits, - and _, the first and the last a letter or a digit.",
        };
      }
      if (typeof code === "number" && Number.isInteger(code) && (code < (own ? 1 : 0) || code > most)) {
        yield {
          path: at("code"),
          message: `${label} has code ${code}.`,
          remedy: `It takes ${own ? 1 : 0} to ${most}.`,
        };
        continue;
      }
      if (typeof space === "string" && !NAME.test(space)) {
        yield {
          path: at("space"),
          message: `${label} is in space ${plain(space)}.`,
          remedy: "Use letters, digits, - and _, the first and the last a letter or a digit.",
        };
      }
      yield* typeProblems(place, label, v4 ? "dhcp4" : "dhcp6");
      const standard =
        (typeof code === "number" ? byCode(server, code, space) : undefined) ??
        (typeof name === "string" ? byName(server, name, space) : undefined);
      // A class may define what its vendor means, and nothing else.
      if (inClass && typeof code === "number" && !(own && (code === 43 || (code >= 224 && code <= 254)))) {
        yield {
          path: at("code"),
          message: `${label} has code ${code}${own ? "" : ` in space ${word(space)}`}, which a class cannot define.`,
          remedy: "A class takes 43 and 224 to 254: define others in option-def of the server.",
        };
        continue;
      }
      if (standard !== undefined && !inClass && !isRedefinable(standard, server, space)) {
        yield {
          path: at(standard.code === code ? "code" : "name"),
          message: `${label} redefines the standard option ${standard.name}, code ${standard.code}.`,
          remedy: "Use the standard option, or another name and code.",
        };
        continue;
      }
      if (inClass) continue;
      const realm = own ? "" : word(space);
      for (const [taken, value, key] of [
        [codes, code, "code"],
        [names, name, "name"],
      ] as const) {
        if (typeof value !== "number" && typeof value !== "string") continue;
        const other = taken.get(`${realm} ${value}`);
        if (other === undefined) {
          taken.set(`${realm} ${value}`, place);
          continue;
        }
        yield {
          path: at(key),
          message: `${key} ${plain(String(value))} is defined twice.`,
          remedy: "Define each option once.",
        };
        break;
      }
    }
  },
};

/** What Kea takes anew, though it goes on using its own in a space of a vendor. */
function isRedefinable({ code }: Standard, { family }: Server, space: unknown): boolean {
  if (typeof space === "string" && space.startsWith("vendor-")) return true;
  return family === Family.V4 && isOwnSpace({ family }, space) && code === 43;
}

function* typeProblems(place: Place, label: string, ownSpace: string): Generator<Problem> {
  const type = text(place.map.type);
  const types: unknown = place.map["record-types"];
  const array: unknown = place.map.array;
  const encapsulates = text(place.map.encapsulate) ?? "";
  const problem = (key: string, message: string, remedy: string): Problem => ({
    path: [...place.path, key],
    message: `${label} ${message}.`,
    remedy,
  });
  if (type === undefined) return;
  if (!TYPES.includes(type)) {
    yield problem("type", `has type ${plain(type)}`, `Use one of ${enumerate(TYPES, "or")}.`);
    return;
  }
  if (type === "record" && (types === undefined || typeof types === "string")) {
    const fields = (types ?? "").split(",").map((field) => field.trim());
    const wrong = fields.find((field) => !TYPES.includes(field) || NO_FIELDS.includes(field));
    const open = fields.slice(0, -1).find((field) => OPEN_ENDED.includes(field));
    if (types === undefined || fields.length < 2)
      yield problem(
        "type",
        "is a record of less than two fields",
        "List them in record-types: uint8, string.",
      );
    else if (wrong !== undefined)
      yield problem(
        "record-types",
        `has a field of type ${plain(wrong)}`,
        `Use types of fields, with commas between them.`,
      );
    else if (open !== undefined)
      yield problem("record-types", `has a ${open} that is not its last field`, `Put the ${open} last.`);
    else if (array === true && OPEN_ENDED.includes(fields.at(-1)!))
      yield problem("array", `is an array that ends with a ${fields.at(-1)}`, "Use tuple, or no array.");
  } else if (type !== "record" && typeof types === "string" && types.trim() !== "") {
    yield problem(
      "record-types",
      `has record-types and type ${type}`,
      'Use type "record", or remove record-types.',
    );
  }
  if (array === true && [...OPEN_ENDED, "empty", "internal"].includes(type))
    yield problem("array", `is an array of ${type}`, "Kea has none: use tuple, or no array.");
  else if (array === true && encapsulates !== "")
    yield problem("array", "is an array and encapsulates a space", "Keep one of them.");
  if (encapsulates !== "" && !NAME.test(encapsulates))
    yield problem(
      "encapsulate",
      `encapsulates ${plain(encapsulates)}, which is no name of a space`,
      "Use letters, digits, - and _, the first and the last a letter or a digit.",
    );
  else if (encapsulates !== "" && encapsulates === (place.map.space ?? ownSpace))
    yield problem("encapsulate", "encapsulates the space that it is in", "Encapsulate another space.");
}
