import { Address4, Address6 } from "ip-address";

/** A run of addresses of one family, both ends included. */
export interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** Longer than any address, with a length behind it. */
const LONGEST = 60;

function address(text: string): Address4 | Address6 | undefined {
  if (text.length > LONGEST) return undefined;
  // Kea reads the zone of an address, whatever it names, and does nothing with it.
  const plain = text.includes(":") ? text.replace(/%[^/]*/, "") : text;
  if (plain.includes("%")) return undefined;
  try {
    return plain.includes(":") ? new Address6(plain) : new Address4(plain);
  } catch {
    return undefined;
  }
}

const bitsOf = (value: Address4 | Address6) => (value instanceof Address4 ? 32 : 128);

/** Remembers what was parsed: the same text stands on every member, and many rules ask for it. */
function remembering(parse: (text: string) => Range | undefined): typeof parse {
  const known = new Map<string, Range | undefined>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before;
    if (known.size >= 50_000) known.clear();
    const found = parse(text);
    known.set(text, found);
    return found;
  };
}

/** An address without a prefix length, as a run of one; undefined when it is none. */
export const parseAddress = remembering((text) => {
  const parsed = text.includes("/") ? undefined : address(text);
  if (!parsed) return undefined;
  const value = parsed.bigInt();
  return { bits: bitsOf(parsed), first: value, last: value };
});

/** `address/length`, as the addresses that it covers, spaces ignored as Kea does; undefined when it is none. */
export const parsePrefix = remembering((text) => {
  // Kea reads the length as a number: `/024` is 24.
  const plain = text.replace(/\s+/g, "").replace(/\/\+?0*(\d)/, "/$1");
  const parsed = text.includes("/") ? address(plain) : undefined;
  if (!parsed) return undefined;
  const bits = bitsOf(parsed);
  const size = 1n << BigInt(bits - parsed.subnetMask);
  const first = (parsed.bigInt() / size) * size;
  return { bits, first, last: first + size - 1n };
});

/** Whether a prefix names another address than its first: `10.1.0.7/24`. */
export function hasHostBits(prefix: string): boolean {
  const range = parsePrefix(prefix);
  const named = parseAddress(prefix.replace(/\s+/g, "").replace(/\/.*$/, ""));
  return range !== undefined && named !== undefined && named.first !== range.first;
}

/** A run that is a prefix, as it is usually written. */
export function formatPrefix({ bits, first, last }: Range): string {
  const length = bits - (last - first).toString(2).replace(/^0$/, "").length;
  return `${formatAddress(bits, first)}/${length}`;
}

/** An address as it is usually written. */
export function formatAddress(bits: 32 | 128, value: bigint): string {
  return bits === 32 ? Address4.fromBigInt(value).correctForm() : Address6.fromBigInt(value).correctForm();
}

/** A pool, `first-last` or a prefix (Kea manual, "Configuration of IPv4 Address Pools"). */
export const parsePool = remembering((text) => {
  // To a pool that is a prefix, a zone by its number is a bit of the host.
  if (text.includes("/")) return hasHostBits(text) || /%0*[1-9]/.test(text) ? undefined : parsePrefix(text);
  const ends = text.split("-").map((end) => parseAddress(end.trim()));
  const [first, last] = ends;
  if (ends.length !== 2 || !first || !last || first.bits !== last.bits) return undefined;
  return first.first <= last.last ? { bits: first.bits, first: first.first, last: last.last } : undefined;
});

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.bits === inner.bits && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two runs share an address. */
export function overlap(a: Range, b: Range): boolean {
  return a.bits === b.bits && a.first <= b.last && b.first <= a.last;
}

/** The address of a host, in whichever family it is written: `::ffff:192.0.2.1` is one of IPv4. */
export function hostAddress(text: string): Range | undefined {
  const range = parseAddress(text);
  if (range?.bits !== 128 || range.first >> 32n !== 0xffffn) return range;
  const value = range.first & 0xffff_ffffn;
  return { bits: 32, first: value, last: value };
}

/** An address of a host, in one spelling. */
export function addressKey(address: string): string {
  const range = hostAddress(address);
  return range ? `${range.bits} ${range.first}` : address;
}

/** The same address of a host, in whatever spelling: `2001:DB8::0:1` and `2001:db8::1` are equal. */
export function sameAddress(a: string, b: string): boolean {
  return addressKey(a) === addressKey(b);
}

/** Whether an address is an IPv6 one of its link only (fe80::/10). */
export function isLinkLocal({ bits, first }: Range): boolean {
  return bits === 128 && first >> 118n === 0x3fan;
}
