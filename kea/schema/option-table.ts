import type { Server } from "../fleet/fleet";
import { enclosing, type Place, placesOfKind } from "../fleet/places";
import { has, list, UNKNOWN } from "../json";
import { FAMILIES, Family } from "../model/family";
import { KeaVersion } from "../model/profiles";
import { oncePer } from "../remember";
import type { Shape } from "./option-data";
import { OPTIONS, SPACES, VENDOR_SPACES } from "./options";

/** A standard option. */
export interface Standard {
  readonly code: number;
  readonly name: string;
  /** What its data is made of, where that is checked. */
  readonly shape: Shape | undefined;
  readonly since: KeaVersion | undefined;
}

/** The standard options of a family. */
export const STANDARD: Readonly<Record<Family, readonly Standard[]>> = {
  [Family.V4]: lines(OPTIONS.v4).map(read),
  [Family.V6]: lines(OPTIONS.v6).map(read),
};

/** The options of one space. */
interface Space {
  readonly byCode: ReadonlyMap<number, Standard>;
  readonly byName: ReadonlyMap<string, Standard>;
}

/** The spaces in which Kea defines options, by name. */
const DEFINED: Readonly<Record<Family, ReadonlyMap<string, Space>>> = {
  [Family.V4]: spaces(Family.V4, lines(SPACES.both)),
  [Family.V6]: spaces(Family.V6, [...lines(SPACES.both), ...lines(SPACES.v6)]),
};

function lines(table: string): string[] {
  return table
    .trim()
    .split("\n")
    .map((line) => line.trim());
}

function read(line: string): Standard {
  const [code, name = "", ...rest] = line.split(/\s+/);
  return {
    code: Number(code),
    name,
    shape: readShape(rest.find((mark) => !mark.endsWith("+"))),
    since: rest.includes("3.0+") ? KeaVersion.V3_0 : undefined,
  };
}

function readShape(types: string | undefined): Shape | undefined {
  return types === undefined
    ? undefined
    : { fields: types.replace("[]", "").split(","), array: types.endsWith("[]") };
}

function spaces(family: Family, others: readonly string[]): Map<string, Space> {
  const options = new Map<string, Standard[]>([[FAMILIES[family].service, [...STANDARD[family]]]]);
  for (const line of others) {
    const [, space = "", option = ""] = /^(\S+)\s+(.*)$/.exec(line)!;
    options.set(space, [...(options.get(space) ?? []), read(option)]);
  }
  for (const [vendor, space] of VENDOR_SPACES[family]) options.set(vendor, options.get(space)!);
  return new Map(
    [...options].map(([space, all]) => [
      space,
      {
        byCode: new Map(all.map((option) => [option.code, option])),
        byName: new Map(all.map((option) => [option.name, option])),
      },
    ]),
  );
}

const spaceOf = (family: Family, name: unknown) =>
  typeof name === "string" ? DEFINED[family].get(name) : undefined;

type Asked = Pick<Server, "family" | "kea">;

const fits = (option: Standard | undefined, kea: KeaVersion | undefined) =>
  option?.since !== undefined && kea === KeaVersion.V2_6 ? undefined : option;

/** The standard option with a code in a space, the family's own by default, if the server has it. */
export function byCode({ family, kea }: Asked, code: number, space: unknown = FAMILIES[family].service) {
  return fits(spaceOf(family, space)?.byCode.get(code), kea);
}

/** The standard option with a name in a space, the family's own by default, if the server has it. */
export function byName({ family, kea }: Asked, name: string, space: unknown = FAMILIES[family].service) {
  return fits(spaceOf(family, space)?.byName.get(name), kea);
}

/** The options that a server has in a space, whoever configures it. */
export function standardIn({ family, kea }: Asked, space: string): Standard[] {
  return [...(DEFINED[family].get(space)?.byCode.values() ?? [])].filter((option) => fits(option, kea));
}

/** The space of the parts of option 43, in which Kea has none itself. */
export const SPACE_43 = "vendor-encapsulated-options-space";

/** Names of the family's own option space. */
export function isOwnSpace({ family }: Pick<Server, "family">, space: unknown): boolean {
  return space === undefined || space === FAMILIES[family].service;
}

/** Whether a space that is none of Kea's is likely meant to be a family's own: `dhcp`, `DHCPv4`. */
export function isLikeOwnSpace(space: string): boolean {
  return /^dhcp(v?[46])?$/i.test(space);
}

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
