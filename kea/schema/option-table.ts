import { FAMILIES, Family } from "../model/family";
import { KeaVersion } from "../model/release-lines";
import type { Shape } from "./option-data";
import type { Asked } from "./schema";
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
export function isOwnSpace({ family }: Pick<Asked, "family">, space: unknown): boolean {
  return space === undefined || space === FAMILIES[family].service;
}

/** Whether a space that is none of Kea's is likely meant to be a family's own: `dhcp`, `DHCPv4`. */
export function isLikeOwnSpace(space: string): boolean {
  return /^dhcp(v?[46])?$/i.test(space);
}
