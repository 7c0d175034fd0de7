import { formatAddress } from "../ip";
import { isMap, type Json, type JsonMap, list } from "../json";
import { FAMILIES, Family } from "../model/family";
import { KeaVersion } from "../model/release-lines";
import { byCode, byName } from "../schema/option-table";
import type { Shape } from "../schema/option-data";
import { addressForm, hexForm, prefixForm } from "./values";

/** An option that a configuration defines itself. */
interface Definition {
  readonly name: Json | undefined;
  readonly code: Json | undefined;
  readonly space: Json;
  readonly shape: Shape;
  /** Of a class, whose options alone it is for. */
  readonly isOfClass: boolean;
}

/** What is needed to tell which option is meant, and how its data is written. */
export interface OptionContext {
  readonly family: Family;
  readonly kea: KeaVersion | undefined;
  readonly definitions: readonly Definition[];
  /** Codes of names, and names of codes, that Kea itself said. */
  readonly said: Said;
}

export interface Said {
  readonly codes: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, string>;
}

/** The options that a list of definitions defines. */
export function definitionsIn(value: Json | undefined, family: Family, isOfClass = false): Definition[] {
  return list(value)
    .filter(isMap)
    .map((one) => {
      const records = typeof one["record-types"] === "string" ? one["record-types"] : "";
      const type = typeof one.type === "string" ? one.type : "";
      return {
        name: one.name,
        code: one.code,
        space: one.space ?? FAMILIES[family].service,
        shape: {
          fields: (type === "record" ? records : type).split(",").map((field) => field.trim()),
          array: one.array === true,
        },
        isOfClass,
      };
    });
}

/** A name or a code in its space, whatever they are. */
const keyOf = (space: unknown, what: unknown) => JSON.stringify([space, what]);

/** Which names and codes belong together in all options of a configuration that have both. */
export function saidIn(config: Json): Said {
  const [codes, names] = [new Map<string, number>(), new Map<string, string>()];
  const visit = (value: Json) => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isMap(value)) return;
    for (const [key, entry] of Object.entries(value)) {
      if (key === "option-data") {
        for (const { name, code, space } of list(entry).filter(isMap)) {
          if (typeof name !== "string" || typeof code !== "number") continue;
          codes.set(keyOf(space, name), code);
          names.set(keyOf(space, code), name);
        }
      } else if (key !== "user-context") visit(entry);
    }
  };
  visit(config);
  return { codes, names };
}

/** An option in Kea's spelling, with all that clients get of it. */
export function optionForm(option: JsonMap, context: OptionContext): JsonMap {
  const { said } = context;
  const space = spaceOf(option, context);
  const found = definitionOf(option, context);
  const code = option.code ?? found?.code ?? said.codes.get(keyOf(space, option.name));
  const name = option.name ?? found?.name ?? said.names.get(keyOf(space, code));
  const isDefined = found !== undefined || name !== undefined;
  const { data: given, "csv-format": format, ...rest } = option;
  return {
    ...rest,
    space,
    ...(code === undefined ? {} : { code }),
    ...(name === undefined ? {} : { name }),
    ...dataForm(option, found?.shape, isDefined),
  };
}

/** Whether `config-get` shows no data of an option, whatever it has: one that is defined without fields. */
export function isHidden(option: JsonMap, context: OptionContext): boolean {
  const { kea, definitions } = context;
  // To 2.6, when it shows options, those of classes are defined as all others are.
  const known = kea === KeaVersion.V2_6 ? definitions.filter((one) => !one.isOfClass) : definitions;
  return definitionOf(option, { ...context, definitions: known })?.shape?.fields[0] === "empty";
}

const spaceOf = (option: JsonMap, { family }: OptionContext) => option.space ?? FAMILIES[family].service;

/** What Kea knows of an option: by its code, or else its name. */
function definitionOf(option: JsonMap, context: OptionContext) {
  const { family, kea, definitions } = context;
  const server = { family, kea };
  const space = spaceOf(option, context);
  const custom = definitions.find(
    (one) =>
      one.space === space &&
      (typeof option.code === "number" ? one.code === option.code : one.name === option.name),
  );
  const standard =
    typeof option.code === "number"
      ? byCode(server, option.code, space)
      : typeof option.name === "string"
        ? byName(server, option.name, space)
        : undefined;
  // Elsewhere Kea takes a definition of what it defines itself, and goes on using its own.
  return space === FAMILIES[family].service ? (custom ?? standard) : (standard ?? custom);
}

/** Kea keeps a text as it was written, and anything else as bytes. */
function dataForm(option: JsonMap, shape: Shape | undefined, isDefined: boolean): JsonMap {
  const cancelled = option["never-send"] === true;
  const { data = "", "csv-format": csv = isDefined } = option;
  if (typeof data !== "string") return { data, "csv-format": csv };
  const isEmpty = shape?.fields[0] === "empty";
  if (cancelled && data === "") return {};
  const addresses = csv === false ? addressesOf(data, shape) : undefined;
  if (addresses !== undefined) return { "csv-format": true, data: addresses };
  if (csv === true && data !== "") return { "csv-format": true, data: isEmpty ? "" : textForm(data, shape) };
  return { "csv-format": false, data: csv === true ? "" : bytesForm(data, shape) };
}

/** Bytes that are nothing but addresses, as text; undefined where they are not. */
function addressesOf(data: string, shape: Shape | undefined): string | undefined {
  const bits = ADDRESS_BITS.get(shape?.fields.join() ?? "");
  const hex = hexForm(data);
  if (bits === undefined || !/^[0-9A-F]+$/.test(hex)) return undefined;
  const digits = bits / 4;
  if (hex.length % digits !== 0 || (shape?.array !== true && hex.length !== digits)) return undefined;
  const addresses = Array.from({ length: hex.length / digits }, (_, index) =>
    formatAddress(bits, BigInt(`0x${hex.slice(index * digits, (index + 1) * digits)}`)),
  );
  return addresses.join(", ");
}

const ADDRESS_BITS: ReadonlyMap<string, 32 | 128> = new Map([
  ["ipv4-address", 32],
  ["ipv6-address", 128],
]);

function bytesForm(data: string, shape: Shape | undefined): string {
  const hex = hexForm(data);
  return shape?.fields.join() === "string" ? hex.replace(/(00)+$/, "") : hex;
}

/** A text of fields, each in one spelling. */
function textForm(data: string, shape: Shape | undefined): string {
  const fields = data
    .replace(/\\,/g, "\0")
    .split(",")
    .map((field) => field.replace(/\0/g, "\\,").trim());
  const last = (shape?.fields.length ?? 0) - 1;
  return fields.map((field, index) => fieldForm(field, shape?.fields[Math.min(index, last)])).join(", ");
}

function fieldForm(field: string, type: string | undefined): string {
  switch (type) {
    case "ipv4-address":
    case "ipv6-address":
      return addressForm(field);
    case "ipv6-prefix":
      return prefixForm(field);
    case "boolean":
    case "flag":
      return /^(true|0*1)$/i.test(field) ? "true" : /^(false|0+)$/i.test(field) ? "false" : field;
    case "fqdn":
      return field === "." ? field : field.replace(/\.$/, "");
    case "binary":
      return hexForm(field.replace(/\s/g, ""));
    default:
      return field;
  }
}
