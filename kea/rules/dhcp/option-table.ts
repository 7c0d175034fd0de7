import { Family } from "../../family";
import type { Server } from "../../fleet";
import { KeaVersion } from "../../profiles";
import { placesOfKind } from "./maps";
import { OPTIONS } from "./options";

/** A standard option. */
export interface Standard {
  readonly code: number;
  readonly name: string;
  /** What its value is, where that is checked. */
  readonly value: string | undefined;
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
        value: rest.find((mark) => !mark.endsWith("+")),
        since: rest.includes("3.0+") ? KeaVersion.V3_0 : undefined,
      };
    });
}

function index<K>(by: (option: Standard) => K): Readonly<Record<Family, ReadonlyMap<K, Standard>>> {
  const of = (family: Family) => new Map(STANDARD[family].map((option) => [by(option), option]));
  return { [Family.V4]: of(Family.V4), [Family.V6]: of(Family.V6) };
}

const fits = (option: Standard | undefined, kea: KeaVersion | undefined) =>
  option?.since !== undefined && kea === KeaVersion.V2_6 ? undefined : option;

/** The standard option with a code, if the server has it. */
export function byCode({ family, kea }: Server, code: number): Standard | undefined {
  return fits(BY_CODE[family].get(code), kea);
}

/** The standard option with a name, if the server has it. */
export function byName({ family, kea }: Server, name: string): Standard | undefined {
  return fits(BY_NAME[family].get(name), kea);
}

/** Names of the family's own option space. */
export function isOwnSpace({ family }: Server, space: unknown): boolean {
  return space === undefined || space === (family === Family.V4 ? "dhcp4" : "dhcp6");
}

/** Names and codes that a server's own definitions give to options of the family's own space. */
export function customOptions(server: Server): {
  readonly names: Set<unknown>;
  readonly codes: Set<unknown>;
} {
  const own = placesOfKind(server, "option-def").filter(({ map }) => isOwnSpace(server, map.space));
  return { names: new Set(own.map(({ map }) => map.name)), codes: new Set(own.map(({ map }) => map.code)) };
}
