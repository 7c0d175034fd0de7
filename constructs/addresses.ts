import { Fn } from "cdktf";
import { hasToken } from "./content";

/** An address as Kea and ssh take it: without the brackets that it has in URLs. */
export function withoutBrackets(address: string): string {
  return /^\[([^]*)\]$/.exec(address)?.[1] ?? address;
}

/** What has a colon is an address of IPv6; brackets that are there already stay alone. */
const IPV6 = "/^[[]?([^][]*:[^][]*)[]]?$/";

/** An address for a URL: of one that Terraform alone knows, it finds out whether that takes brackets. */
export function inUrl(address: string): string {
  const bare = withoutBrackets(address);
  return hasToken(bare) ? Fn.replace(bare, IPV6, "[$1]") : bare;
}
