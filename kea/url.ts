import { hostAddress, isLinkLocal, parseAddress, sameAddress } from "./ip";

/** A member's URL in its parts. */
export interface MemberUrl {
  readonly scheme: "http" | "https";
  /** An IP literal, without brackets. */
  readonly address: string;
  readonly port: number;
}

/** Writes a member's URL; IPv6 addresses go in brackets. A port that only Terraform knows is a text. */
export function memberUrl({
  scheme,
  address,
  port,
}: Omit<MemberUrl, "port"> & { readonly port: number | string }): string {
  return `${scheme}://${address.includes(":") ? `[${address}]` : address}:${port}/`;
}

/** The scheme that a URL was meant to have, however it goes on. */
export function schemeOf(text: string): MemberUrl["scheme"] {
  return /^\s*https/i.test(text) ? "https" : "http";
}

/** Why a URL cannot be a member's, or its parts. Kea never resolves names (kea-dhcp4 refuses them). */
export function parseMemberUrl(text: string): MemberUrl | string {
  // What follows the port is never used: HA always posts to "/".
  const match = /^(https?):\/\/(?:\[([^\]]*)\]|([^/[\]]*?))(?::\+?(\d+))?(?:\/[^]*)?$/.exec(
    text.slice(0, 200),
  );
  const form = () => `is not of the form ${schemeOf(text)}://ADDRESS:PORT/`;
  if (!match) return form();
  const address = match[2] ?? match[3] ?? "";
  const known = parseAddress(address) !== undefined;
  if (match[2] === undefined && address.includes(":"))
    return known ? "has an IPv6 address without brackets" : form();
  if (!known) return `has ${address.slice(0, 60) || "nothing"} where an IP address is needed`;
  if (match[4] === undefined) return "has no port";
  const port = Number(match[4]);
  if (port < 1 || port > 65535) return `has port ${match[4]}, which is not between 1 and 65535`;
  return { scheme: match[1] as MemberUrl["scheme"], address, port };
}

/** Whether an address is one of the host itself, whatever the host: 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  const range = hostAddress(address);
  return range?.bits === 32 ? range.first >> 24n === 127n : range?.first === 1n;
}

/** Whether an address is that of many hosts, which no connection leads to: of multicast, or 255.255.255.255. */
export function isOfMany(address: string): boolean {
  const range = hostAddress(address);
  if (range === undefined) return false;
  const { bits, first } = range;
  return bits === 128 ? first >> 120n === 0xffn : first >> 28n === 0xen || first === 0xffff_ffffn;
}

/** Whether an address is of the link only: fe80::/10, with or without a zone. */
export function isOfLink(address: string): boolean {
  const range = parseAddress(address);
  return range !== undefined && isLinkLocal(range);
}

/** The zone of an address, which says of which link it is: `eth0` of `fe80::1%eth0`; empty: it has none. */
export function zoneOf(address: string): string {
  return /%(?!0*$)(.*)$/.exec(address)?.[1] ?? "";
}

/** Whether an address stands for all of a host's own. */
export function isWildcard(address: string): boolean {
  return /^[0.:]+$/.test(address) && parseAddress(address)?.first === 0n;
}

/** Whether many hosts may have an address for their own: a wildcard, one of loopback, or one of the link. */
export function isOfAnyHost(address: string): boolean {
  return isWildcard(address) || isLoopback(address) || isOfLink(address);
}

/** Whether two URLs lead to one address and port. */
export function leadToOne(a: MemberUrl | undefined, b: MemberUrl | undefined): boolean {
  return a !== undefined && b?.port === a.port && sameAddress(a.address, b.address);
}

/** Whether who listens at an address has another one as well: at ::, those of IPv4, too. */
export function covers(listener: string, address: string): boolean {
  const [own, other] = [listener, address].map((one) => hostAddress(one)?.bits);
  return sameAddress(listener, address) || (isWildcard(listener) && (own === 128 || own === other));
}

/** An address as Kea and ssh take it: without the brackets that one of IPv6 has in URLs. */
export function withoutBrackets(address: string): string {
  return /^\[([^]*)\]$/.exec(address)?.[1] ?? address;
}
