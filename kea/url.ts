import { parseAddress } from "./ip";

/** A member's URL in its parts. */
export interface MemberUrl {
  readonly scheme: "http" | "https";
  /** An IP literal, without brackets. */
  readonly address: string;
  readonly port: number;
}

/** Writes a member's URL; IPv6 addresses go in brackets. */
export function memberUrl({ scheme, address, port }: MemberUrl): string {
  return `${scheme}://${address.includes(":") ? `[${address}]` : address}:${port}/`;
}

/** Why a URL cannot be a member's, or its parts. Kea never resolves names (kea-dhcp4 refuses them). */
export function parseMemberUrl(text: string): MemberUrl | string {
  // What follows the port is never used: HA always posts to "/".
  const match = /^(https?):\/\/(?:\[([^\]]*)\]|([^/[\]]*?))(?::\+?(\d+))?(?:\/[^]*)?$/.exec(
    text.slice(0, 200),
  );
  if (!match) return "is not of the form http://ADDRESS:PORT/";
  const address = match[2] ?? match[3] ?? "";
  const known = parseAddress(address) !== undefined;
  if (match[2] === undefined && address.includes(":"))
    return known ? "has an IPv6 address without brackets" : "is not of the form http://ADDRESS:PORT/";
  if (!known) return `has ${address.slice(0, 60) || "nothing"} where an IP address is needed`;
  if (match[4] === undefined) return "has no port";
  const port = Number(match[4]);
  if (port < 1 || port > 65535) return `has port ${match[4]}, which is not between 1 and 65535`;
  return { scheme: match[1] as MemberUrl["scheme"], address, port };
}

/** Whether an address stands for all of a host's own. */
export function isWildcard(address: string): boolean {
  return /^[0.:]+$/.test(address) && parseAddress(address)?.first === 0n;
}
