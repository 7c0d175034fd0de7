import { Fn, FOR_EXPRESSION_VALUE, forExpression, Token } from "cdktf";
import { Family, otherThan } from "../kea/model/family";
import { interfaceAddress } from "../kea/model/selectors";
import { withoutBrackets } from "../kea/url";
import { hasToken, isOpenList, quoted } from "./content";

/** What has a colon is an address of IPv6; brackets that are there already stay alone. */
const IPV6 = "/^[[]?([^][]*:[^][]*)[]]?$/";

/** An address for a URL: of one that Terraform alone knows, it finds out whether that takes brackets. */
export function inUrl(address: string): string {
  const bare = withoutBrackets(address);
  return hasToken(bare) ? Fn.replace(Token.asString(quoted(bare)), IPV6, "[$1]") : bare;
}

/** Interfaces with an address of a family. */
const WITH_ADDRESS: Readonly<Record<Family, string>> = {
  [Family.V4]: "/^[^/]*/[0-9. ]*$/",
  [Family.V6]: "/^[^/]*/[^/]*:.*$/",
};

/**
 * Interfaces for a server of one family: of those with an address that Terraform alone knows, it finds out whether
 * that is one of the other family, and leaves these out.
 */
export function interfacesFor(family: Family, interfaces: readonly string[]): string[] {
  const other = WITH_ADDRESS[otherThan(family)];
  const emptied = (entry: unknown) => Fn.replace(Token.asString(entry), other, "");
  return interfaces.flatMap((entry) => {
    if (isOpenList([entry]))
      return Fn.compact(Token.asList(forExpression([entry], emptied(FOR_EXPRESSION_VALUE))));
    return hasToken(entry) && !interfaceAddress(entry) ? Fn.compact([emptied(quoted(entry))]) : [entry];
  });
}
