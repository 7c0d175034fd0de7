import { Fn } from "cdktf";
import { withoutBrackets } from "../kea/url";
import { hasToken } from "./content";

/** What has a colon is an address of IPv6; brackets that are there already stay alone. */
const IPV6 = "/^[[]?([^][]*:[^][]*)[]]?$/";

/** An address for a URL: of one that Terraform alone knows, it finds out whether that takes brackets. */
export function inUrl(address: string): string {
  const bare = withoutBrackets(address);
  return hasToken(bare) ? Fn.replace(bare, IPV6, "[$1]") : bare;
}
