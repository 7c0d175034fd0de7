import { Address4, Address6 } from "ip-address";

/** A run of addresses of one family, both ends included. */
export interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

function address(text: string): Address4 | Address6 | undefined {
  if (Address4.isValid(text)) return new Address4(text);
  if (Address6.isValid(text) && !text.includes("%")) return new Address6(text);
  return undefined;
}

const bitsOf = (value: Address4 | Address6) => (value instanceof Address4 ? 32 : 128);

/** An address without a prefix length, as a run of one; undefined when it is none. */
export function parseAddress(text: string): Range | undefined {
  const parsed = text.includes("/") ? undefined : address(text);
  return parsed && { bits: bitsOf(parsed), first: parsed.bigInt(), last: parsed.bigInt() };
}

/** `address/length`, as the addresses that it covers; undefined when it is none. */
export function parsePrefix(text: string): Range | undefined {
  const parsed = text.includes("/") ? address(text) : undefined;
  return (
    parsed && {
      bits: bitsOf(parsed),
      first: parsed.startAddress().bigInt(),
      last: parsed.endAddress().bigInt(),
    }
  );
}

/** A pool, `first-last` or a prefix (Kea manual, "Configuration of IPv4 Address Pools"). */
export function parsePool(text: string): Range | undefined {
  if (text.includes("/")) return parsePrefix(text.trim());
  const ends = text.split("-").map((end) => parseAddress(end.trim()));
  const [first, last] = ends;
  if (ends.length !== 2 || !first || !last || first.bits !== last.bits) return undefined;
  return first.first <= last.last ? { bits: first.bits, first: first.first, last: last.last } : undefined;
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.bits === inner.bits && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two runs share an address. */
export function overlap(a: Range, b: Range): boolean {
  return a.bits === b.bits && a.first <= b.last && b.first <= a.last;
}

/** The same address in one spelling, for comparison: `2001:DB8::0:1` and `2001:db8::1` are equal. */
export function sameAddress(a: string, b: string): boolean {
  const [left, right] = [parseAddress(a), parseAddress(b)];
  return left && right ? left.bits === right.bits && left.first === right.first : a === b;
}
