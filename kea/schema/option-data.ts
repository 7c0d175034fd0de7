import { Family } from "../model/family";
import { enumerate, plain } from "../words";
import { type Bytes, FIELD_TYPES, hexBytes } from "./option-types";

/** What the data of an option is made of. */
export interface Shape {
  /** Types of fields, in Kea's words: one, or those of a record. */
  readonly fields: readonly string[];
  /** Whether the last field may be there several times, or not at all. */
  readonly array: boolean;
}

/** Why data does not fit an option: ends "option routers ...", and what to do. */
export interface Misfit {
  readonly is: string;
  readonly takes: string;
}

/** Lists that may have no entry. */
const MAY_BE_NONE: ReadonlySet<string> = new Set([
  ...["ipv4-address", "ipv6-address", "ipv6-prefix", "tuple", "long-tuple"],
]);

/** Whether Kea takes a list without an entry, which clients do not. */
export function mayBeNone({ fields, array }: Shape, family: Family): boolean {
  const [field] = fields;
  if (fields.length !== 1 || !array) return false;
  return MAY_BE_NONE.has(field!) || (field === "fqdn" && family === Family.V6);
}

/** Whether there is nothing in the data of an option. */
export function isNoData(data: string, csvFormat: boolean): boolean {
  return csvFormat ? tokens(data).length === 0 : hexBytes(data)?.length === 0;
}

/** Why Kea does not take the fields of an option; undefined: it does. */
export function fieldsMisfit(shape: Shape, data: string, family: Family): Misfit | undefined {
  const { fields, array } = shape;
  const values = tokens(data);
  const types = fields.map((field) => FIELD_TYPES.get(field));
  if (fields[0] === "empty") {
    const takes = "It has no fields: leave data out, or set csv-format to false and write hex digits.";
    return values.length > 0 ? { is: `has data ${plain(data)}`, takes } : undefined;
  }
  if (!types.every((type) => type !== undefined)) return undefined;
  if (values.length < (array && fields.length === 1 ? 0 : fields.length)) {
    const nouns = types.map(({ noun }) => noun);
    return fields.length === 1
      ? { is: "has no data", takes: `Write ${nouns[0]}.` }
      : { is: `has ${values.length} fields of ${fields.length}`, takes: `Write ${enumerate(nouns)}.` };
  }
  const bytes: number[] = [];
  const read = array ? values : values.slice(0, fields.length);
  for (const [index, value] of read.entries()) {
    const type = types[Math.min(index, fields.length - 1)]!;
    const written = type.write(value, family);
    if (written === undefined || (fields.length === 1 && !array && !isReadable(fields[0]!, value))) {
      return {
        is: `has ${value === "" ? "nothing" : plain(value)} where ${type.noun} is needed`,
        takes: array ? "Write one or more, with commas between them." : "Write one.",
      };
    }
    for (const byte of written) bytes.push(byte);
  }
  if (bytesMisfit(shape, bytes, family) === undefined) return undefined;
  const nouns = types.map(({ noun }) => noun);
  if (bytes.length === 0) return { is: "has no data", takes: `Write ${nouns[0]}.` };
  // Kea overlooks such a field, but what is before it is no whole value.
  const extra = values[read.length];
  return extra === undefined
    ? { is: `has ${plain(read.at(-1)!)} where ${nouns.at(-1)} is needed`, takes: "Write one." }
    : { is: `has a field too many, ${plain(extra)}`, takes: `Write ${enumerate(nouns)}.` };
}

/** Kea cannot read back a single name with a letter that it writes in another way. */
function isReadable(field: string, value: string): boolean {
  return field !== "fqdn" || (value !== "." && /^[!#%&'*+,\-./0-9:<=>?A-Z[\]^_`a-z{|}~]+$/.test(value));
}

/** Why Kea does not take the bytes of an option; undefined: it does. */
export function bytesMisfit(shape: Shape, bytes: Bytes, family: Family): Misfit | undefined {
  const { fields, array } = shape;
  const types = fields.map((field) => FIELD_TYPES.get(field));
  if (fields[0] === "empty" || !types.every((type) => type !== undefined)) return undefined;
  const takes =
    fields.length === 1 && array ? `It takes a list of ${fields[0]}.` : `It takes ${enumerate(fields)}.`;
  const misfit = { is: bytes.length === 1 ? "has 1 byte" : `has ${bytes.length} bytes`, takes };
  if (fields.length === 1 && array && bytes.length === 0)
    return mayBeNone(shape, family) ? undefined : misfit;
  if (fields.join() === "string" && bytes.every((byte) => byte === 0)) return misfit;
  const names = array && fields.join() === "fqdn";
  // Lists of names in v4 are read strictly; at the end of others Kea overlooks what is no whole entry.
  const strict = names && family === Family.V4;
  let at = 0;
  for (let index = 0; index < types.length || (array && at < bytes.length); index++) {
    const type = types[Math.min(index, types.length - 1)]!;
    const size = strict && bytes[at] === 0 ? undefined : type.size(bytes, at, family);
    if (size === undefined) {
      const overlooked = index >= types.length && (types.length > 1 || names) && !strict;
      return overlooked ? undefined : misfit;
    }
    at += size;
  }
  return undefined;
}

/** The fields of an option's data: between commas, where these are not escaped; none where nothing is. */
function tokens(data: string): string[] {
  return data
    .replace(/\\,/g, "\0")
    .split(",")
    .filter((field) => field !== "")
    .map((field) => field.replace(/\0/g, ",").trim());
}
