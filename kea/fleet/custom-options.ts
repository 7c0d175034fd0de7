/** The options that servers define themselves, and what the options that they set are made of. */
import { has, list, UNKNOWN } from "../json";
import { Family } from "../model/family";
import { oncePer } from "../remember";
import type { Shape } from "../schema/option-data";
import { byCode, byName, isOwnSpace, SPACE_43, standardIn } from "../schema/option-table";
import type { Server } from "./fleet";
import { enclosing, type Place, placesOfKind } from "./places";

/** An option that a server defines itself. */
export interface Custom {
  readonly name: unknown;
  readonly code: unknown;
  readonly space: unknown;
  readonly shape: Shape | undefined;
  /** The space of the options in it. */
  readonly encapsulates: unknown;
  /** The class whose options alone it is for. */
  readonly within: Place | undefined;
}

/** The options that a server's own definitions define. */
export const customOptions = oncePer((server: Server): readonly Custom[] =>
  placesOfKind(server, "option-def").map(({ map, above }) => {
    const { name, code, space, type, array, encapsulate }: { readonly [key: string]: unknown } = map;
    const records: unknown = map["record-types"];
    const types = type === "record" ? records : type;
    const shape =
      typeof types === "string" && typeof array !== "symbol"
        ? { fields: types.split(",").map((field) => field.trim()), array: array === true }
        : undefined;
    const own = isOwnSpace(server, space);
    return {
      ...{ name, code, shape, encapsulates: encapsulate },
      space: own ? undefined : space,
      within: above?.kind === "client-class" ? above : undefined,
    };
  }),
);

/** Whether a definition is for a place: that of a class is for the options of that class alone. */
export function isFor({ within }: Pick<Custom, "within">, place: Place): boolean {
  return within === undefined || within.map === enclosing(place, "client-class")?.map;
}

/** Whether an option, by its code if it has one, is that of a definition, wherever that is for. */
export function isNamedBy(custom: Custom, { map }: Place, server: Server): boolean {
  const { name, code, space }: { readonly [key: string]: unknown } = map;
  return (
    custom.space === (isOwnSpace(server, space) ? undefined : space) &&
    (code === undefined ? custom.name === name : custom.code === code)
  );
}

/** The same of a definition for the option's place. */
export const isDefinedBy = (custom: Custom, place: Place, server: Server) =>
  isNamedBy(custom, place, server) && isFor(custom, place);

/** What the data of an option is made of, where its definition is known. */
export function shapeOf(place: Place, server: Server): Shape | undefined {
  const { name, code, space }: { readonly [key: string]: unknown } = place.map;
  const own = isOwnSpace(server, space);
  const standard =
    typeof code === "number"
      ? byCode(server, code, space)
      : typeof name === "string"
        ? byName(server, name, space)
        : undefined;
  // In other spaces Kea looks at its own definitions first.
  if (!own && standard !== undefined) return standard.shape;
  const custom = customOptions(server).find((one) => isDefinedBy(one, place, server));
  return (custom ?? standard)?.shape;
}

/** Whether a space has options of Kea's or definitions of the server's, or an option encapsulates it. */
export function isUsedSpace(server: Server, name: string): boolean {
  return (
    standardIn(server, name).length > 0 ||
    (server.family === Family.V4 && name === SPACE_43) ||
    customOptions(server).some(({ space, encapsulates }) => space === name || encapsulates === name)
  );
}

/** Whether there may be an option of a name, and of a code where one is given, in the family's own space, for all of the server. */
export function mayBeOption(server: Server, name: string, code?: unknown): boolean {
  // Definitions may come from a configuration database, too.
  if (has(server.root, "config-control")) return true;
  const isIts = (other: unknown) => typeof code !== "number" || typeof other === "symbol" || other === code;
  const standard = byName(server, name);
  if (standard !== undefined && isIts(standard.code)) return true;
  const definitions: unknown = server.root["option-def"];
  if (definitions === UNKNOWN || list(definitions).includes(UNKNOWN)) return true;
  const custom = customOptions(server).filter(
    ({ space, within }) => within === undefined && (space === undefined || typeof space === "symbol"),
  );
  return custom.some((one) => (one.name === name || typeof one.name === "symbol") && isIts(one.code));
}
