import { formatPrefix, parseAddress, parsePrefix } from "../ip";
import { Family } from "../model/family";

/** Bytes of an option; where only their number matters, zeros. */
export type Bytes = readonly number[];

/** A type of fields of options: how Kea makes bytes of a text, and finds the end of bytes. */
export interface FieldType {
  /** What it is, with an article. */
  readonly noun: string;
  /** What Kea makes of a text; undefined: refused. */
  readonly write: (text: string, family: Family) => Bytes | undefined;
  /** How many bytes from a place on are one; undefined: there are too few. */
  readonly size: (bytes: Bytes, at: number, family: Family) => number | undefined;
}

const fixed = (size: number) => (bytes: Bytes, at: number) => (bytes.length - at >= size ? size : undefined);
const rest = (bytes: Bytes, at: number, _family?: Family) => bytes.length - at;

function integer(bits: number, signed: boolean): FieldType {
  const low = signed ? -(2 ** (bits - 1)) : 0;
  const high = 2 ** (signed ? bits - 1 : bits) - 1;
  return {
    noun: `a whole number from ${low} to ${high}`,
    write(text) {
      // Kea reads what is no decimal number as hex, with or without 0x.
      const [, sign = "", digits = ""] = /^([+-]?)(.+)$/.exec(text) ?? [];
      const value = /^\d+$/.test(digits)
        ? Number(digits)
        : /^(0x)?[0-9a-f]+$/i.test(digits)
          ? parseInt(digits, 16)
          : NaN;
      const number = sign === "-" ? -value : value;
      return number >= low && number <= high ? new Array<number>(bits / 8).fill(0) : undefined;
    },
    size: fixed(bits / 8),
  };
}

function address(bits: 32 | 128, noun: string): FieldType {
  return {
    noun,
    write: (text) => (parseAddress(text)?.bits === bits ? new Array<number>(bits / 8).fill(0) : undefined),
    size: fixed(bits / 8),
  };
}

/** The labels of a name in a packet, each behind its length, and an empty one. */
function fqdn(text: string): Bytes | undefined {
  const labels = text.replace(/\.$/, "").split(".");
  if (text !== "." && labels.some((label) => label === "" || new TextEncoder().encode(label).length > 63))
    return undefined;
  return text === "." ? [0] : [...labels.flatMap((label) => [label.length, ...bytesOf(label)]), 0];
}

/** A name with no label at all Kea takes for two bytes. */
function fqdnSize(bytes: Bytes, at: number): number | undefined {
  if (bytes[at] === 0) return bytes.length - at > 1 ? 2 : undefined;
  let next = at;
  while (next < bytes.length && bytes[next] !== 0 && bytes[next]! < 64) next += bytes[next]! + 1;
  return bytes[next] === 0 ? next + 1 - at : undefined;
}

/** A text behind its length; Kea's own options have two bytes for that. */
function tuple(head: (family: Family) => number): FieldType {
  return {
    noun: "a text",
    write(text, family) {
      const [bytes, size] = [bytesOf(text), head(family)];
      if (bytes.length >= 256 ** size) return undefined;
      return [...(size === 2 ? [bytes.length >> 8] : []), bytes.length & 255, ...bytes];
    },
    size(bytes, at, family) {
      const size = head(family);
      if (bytes.length - at < size) return undefined;
      const length = bytes.slice(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0);
      return bytes.length - at >= size + length ? size + length : undefined;
    },
  };
}

const ownTuple = tuple((family) => (family === Family.V4 ? 1 : 2));

function tuplesSize(bytes: Bytes, at: number, family: Family): number | undefined {
  let next = at;
  while (next < bytes.length) {
    const size = ownTuple.size(bytes, next, family);
    if (size === undefined) return undefined;
    next += size;
  }
  return next - at;
}

/** Options in an option, each behind its code and its length. */
function suboptions(bytes: Bytes, at: number, family: Family): number | undefined {
  const size = family === Family.V4 ? 1 : 2;
  let next = at;
  while (next < bytes.length) {
    if (next + 2 * size > bytes.length) return undefined;
    next += 2 * size + bytes.slice(next + size, next + 2 * size).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  return next === bytes.length ? next - at : undefined;
}

/** A vendor's number and its options; v4 has their length between the two. */
function vendorSize(bytes: Bytes, at: number, family: Family): number | undefined {
  const left = bytes.length - at;
  if (left < 4) return undefined;
  if (family === Family.V6) return suboptions(bytes, at + 4, family) === undefined ? undefined : left;
  return left > 4 && bytes[at + 4]! > left - 5 ? undefined : left;
}

/** An encrypted resolver: v4 has its length before it; a priority, and a name behind its length. */
function resolverSize(bytes: Bytes, at: number, family: Family): number | undefined {
  const head = family === Family.V4 ? at + 2 : at;
  const number = (from: number) => bytes[from]! * 256 + bytes[from + 1]!;
  if (bytes.length - head < 5) return bytes.length === at && family === Family.V4 ? 0 : undefined;
  if (family === Family.V4 && number(at) > bytes.length - head) return undefined;
  const name = family === Family.V4 ? bytes[head + 2]! + 3 : number(head + 2) + 4;
  return head + name > bytes.length ? undefined : bytes.length - at;
}

/** Routes: the length of a prefix, as much of it as that needs, and a router. */
function routesSize(bytes: Bytes, at: number): number | undefined {
  let next = at;
  while (next < bytes.length && bytes[next]! <= 32) next += 5 + Math.ceil(bytes[next]! / 8);
  return next === bytes.length && next > at ? next - at : undefined;
}

function digits(text: string): Bytes | undefined {
  return /^([0-9a-f]\s*[0-9a-f]\s*)*$/i.test(text) ? hexBytes(text.replace(/\s/g, "")) : undefined;
}

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];

const boolean: FieldType = {
  noun: "true or false",
  write: (text) => (/^(true|false|0*[01])$/i.test(text) ? [0] : undefined),
  size: fixed(1),
};

const prefix: FieldType = {
  noun: "an IPv6 prefix",
  write(text) {
    const range = parsePrefix(text);
    if (range?.bits !== 128) return undefined;
    const length = Number(formatPrefix(range).split("/")[1]);
    return [length, ...new Array<number>(Math.ceil(length / 8)).fill(0)];
  },
  size: fixed(1),
};

/** The types of fields, in Kea's words, and some of Kea's own options that are made differently. */
export const FIELD_TYPES: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...[8, 16, 32].flatMap((bits): [string, FieldType][] => [
    [`uint${bits}`, integer(bits, false)],
    [`int${bits}`, integer(bits, true)],
  ]),
  ["ipv4-address", address(32, "an IPv4 address")],
  ["ipv6-address", address(128, "an IPv6 address")],
  ["boolean", boolean],
  ["flag", { ...boolean, size: (bytes, at) => (bytes[at]! <= 1 ? 1 : undefined) }],
  ["string", { noun: "a text", write: bytesOf, size: rest }],
  ["fqdn", { noun: "a domain name", write: fqdn, size: fqdnSize }],
  // In these, bytes may be an old form of the name, or a part of one.
  ["client-name", { noun: "a domain name", write: fqdn, size: rest }],
  ["binary", { noun: "hex digits in pairs", write: digits, size: rest }],
  // Written as bytes, and read as texts behind their lengths.
  [
    "binary-tuple",
    {
      noun: "hex digits in pairs (a byte of length, then the text)",
      write: digits,
      size: (...of) => ([0, ownTuple.size(...of)].includes(rest(...of)) ? rest(...of) : undefined),
    },
  ],
  [
    "binary-tuples",
    { noun: "hex digits in pairs (two bytes of length, then the text)", write: digits, size: tuplesSize },
  ],
  ["ipv6-prefix", prefix],
  [
    "psid",
    {
      noun: "a PSID and its length, as in 3/4",
      write(text) {
        const [, id = "", length = ""] = /^([0-9a-f]+)\s*\/\s*(\d+)$/i.exec(text) ?? [];
        const value = /^\d+$/.test(id) ? Number(id) : parseInt(id, 16);
        const bits = Number(length);
        return length !== "" && bits <= 16 && (bits === 0 || value < 2 ** bits) ? [0, bits, 0] : undefined;
      },
      size: fixed(3),
    },
  ],
  [
    "excluded-prefix",
    {
      ...prefix,
      size: (bytes, at) => (bytes[at] === 0 || bytes.length - at < 2 ? undefined : rest(bytes, at)),
    },
  ],
  // The text of these has a form of its own: option-forms.ts.
  ["routes", { noun: "a route", write: () => undefined, size: routesSize }],
  ["vendor", { ...integer(32, false), size: vendorSize }],
  ["dnr", { noun: "a resolver", write: () => undefined, size: resolverSize }],
  ["tuple", ownTuple],
  ["long-tuple", tuple(() => 2)],
]);

/** The bytes that hex digits or a quoted text stand for; undefined: they stand for none. */
export function hexBytes(data: string): Bytes | undefined {
  const quoted = /^\s*'(.+)'\s*$/s.exec(data)?.[1];
  if (quoted !== undefined) return bytesOf(quoted);
  if (/^[0-9a-f]{1,2}(:[0-9a-f]{1,2})+$|^[0-9a-f]{1,2}( [0-9a-f]{1,2})+$/i.test(data))
    return data.split(/[: ]/).map((byte) => parseInt(byte, 16));
  const digits = /^(?:0x(?=.))?([0-9a-f]*)$/i.exec(data)?.[1];
  if (digits === undefined || data.startsWith("0X")) return undefined;
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return (even.match(/../g) ?? []).map((byte) => parseInt(byte, 16));
}
