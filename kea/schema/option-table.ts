import type { Server } from "../fleet/fleet";
import { type Place, placesOfKind } from "../fleet/places";
import { Family } from "../model/family";
import { KeaVersion } from "../model/profiles";
import type { Shape } from "./option-data";
import { OPTIONS, SPACES } from "./options";

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
  [Family.V4]: read(OPTIONS.v4),
  [Family.V6]: read(OPTIONS.v6),
};
const BY_CODE = index((option) => option.code);
const BY_NAME = index((option) => option.name);

function read(table: string): Standard[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [code, name = "", ...rest] = line.trim().split(/\s+/);
      return {
        code: Number(code),
        name,
        shape: readShape(rest.find((mark) => !mark.endsWith("+"))),
        since: rest.includes("3.0+") ? KeaVersion.V3_0 : undefined,
      };
    });
}

function readShape(types: string | undefined): Shape | undefined {
  return types === undefined
    ? undefined
    : { fields: types.replace("[]", "").split(","), array: types.endsWith("[]") };
}

function index<K>(by: (option: Standard) => K): Readonly<Record<Family, ReadonlyMap<K, Standard>>> {
  const of = (family: Family) => new Map(STANDARD[family].map((option) => [by(option), option]));
  return { [Family.V4]: of(Family.V4), [Family.V6]: of(Family.V6) };
}

const fits = (option: Standard | undefined, kea: KeaVersion | undefined) =>
  option?.since !== undefined && kea === KeaVersion.V2_6 ? undefined : option;

/** The standard option with a code, if the server has it. */
export function byCode({ family, kea }: Pick<Server, "family" | "kea">, code: number): Standard | undefined {
  return fits(BY_CODE[family].get(code), kea);
}

/** The standard option with a name, if the server has it. */
export function byName({ family, kea }: Pick<Server, "family" | "kea">, name: string): Standard | undefined {
  return fits(BY_NAME[family].get(name), kea);
}

/** Names of the family's own option space. */
export function isOwnSpace({ family }: Server, space: unknown): boolean {
  return space === undefined || space === (family === Family.V4 ? "dhcp4" : "dhcp6");
}

/** The codes that Kea defines in spaces besides the family's own. */
export const FURNISHED: Readonly<Record<Family, ReadonlyMap<string, ReadonlySet<number>>>> = {
  [Family.V4]: readSpaces(SPACES.both),
  [Family.V6]: readSpaces(`${SPACES.both}\n${SPACES.v6}`),
};

function readSpaces(table: string): Map<string, Set<number>> {
  const lines = table.trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [space = "", codes = ""] = line.trim().split(/\s+/);
      return [space, new Set(codes.split(",").map(Number))];
    }),
  );
}

/** An option that a server defines itself. */
export interface Custom {
  readonly name: unknown;
  readonly code: unknown;
  readonly space: unknown;
  readonly shape: Shape | undefined;
  /** The class whose options alone it is for. */
  readonly within: Place | undefined;
}

/** The options that a server's own definitions define. */
export function customOptions(server: Server): Custom[] {
  return placesOfKind(server, "option-def").map(({ map, above }) => {
    const { name, code, space, type, array }: { readonly [key: string]: unknown } = map;
    const records: unknown = map["record-types"];
    const types = type === "record" ? records : type;
    const shape =
      typeof types === "string" && typeof array !== "symbol"
        ? { fields: types.split(",").map((field) => field.trim()), array: array === true }
        : undefined;
    const own = isOwnSpace(server, space);
    return {
      ...{ name, code, shape },
      space: own ? undefined : space,
      within: above?.kind === "client-class" ? above : undefined,
    };
  });
}
