import { ofPlace } from "../../fleet/labels";
import { formatPrefix, hasHostBits, parseAddress, parsePool, parsePrefix, type Range } from "../../ip";
import { list } from "../../json";
import { FAMILIES } from "../../model/family";
import { KeaVersion } from "../../model/release-lines";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const leaseQueryAddress: Rule = {
  code: "KEAHA183",
  name: "lease-query-address",
  severity: "error",
  reason:
    "libdhcp_lease_query.so does not load with what is no address of its server's family, and Kea goes out of service.",
  source:
    "AddressList and BulkLeaseQueryService of Kea 3.0.4, measured; PoolSet and LeaseQueryImpl::parserRequesters of Kea 3.2.0",
  kinds: ["lease-query", "lease-query-advanced"],
  *place(place, { family, kea }) {
    const { bits, daemon } = FAMILIES[family];
    const noun = `an IP${family} address`;
    const key = place.kind === "lease-query" ? "requesters" : "lease-query-ip";
    const value: unknown = place.map[key];
    const prefixes = key === "lease-query-ip" ? "never" : isOld(kea) ? "later" : "now";
    const known = new Set<string>();
    for (const [index, address] of (typeof value === "string" ? [value] : list(value)).entries()) {
      if (typeof address !== "string") continue;
      const path = [...place.path, key, ...(typeof value === "string" ? [] : [index])];
      const prefix = prefixes === "never" ? undefined : requesterPrefix(address, bits);
      const range = prefix ?? parseAddress(address);
      // What is of one link only is another one on the next; an address and a prefix of one are two entries.
      const zone = /%[^/]*/.exec(address)?.[0] ?? "";
      const host = `${prefix ? formatPrefix(prefix) : range?.first}${zone}`;
      const subject = `${key}${ofPlace(place)} has ${plain(address)}`;
      if (prefix && prefixes === "later") {
        yield {
          path,
          message: `${subject}: Kea takes prefixes there since 3.2.`,
          remedy: "List the addresses of the requesters themselves.",
        };
      } else if (prefix && hasHostBits(address)) {
        const right = formatPrefix(prefix);
        yield {
          path,
          message: `${subject}, which does not begin with the first address of the prefix.`,
          remedy: `Write ${right}, or the address alone.`,
        };
      } else if (range?.bits !== bits) {
        const orPrefix = prefixes === "now" ? `, or a prefix with a length from 1 to ${bits}` : "";
        yield {
          path,
          message: `${subject}.`,
          remedy: `Write ${noun}${orPrefix}: ${daemon} takes no other there.`,
        };
      } else if (known.has(host)) {
        yield { path, message: `${subject} twice.`, remedy: "Leave one of them out." };
      } else known.add(host);
    }
  },
};

/** Whether requesters are addresses only. */
function isOld(kea: KeaVersion | undefined): boolean {
  return kea === KeaVersion.V2_6 || kea === KeaVersion.V3_0;
}

/** A prefix of a family, as the library reads it: without spaces, and never all addresses. */
function requesterPrefix(text: string, bits: number): Range | undefined {
  const range = /\s/.test(text) ? undefined : hasHostBits(text) ? parsePrefix(text) : parsePool(text);
  const isAll = range?.first === 0n && range.last + 1n === 1n << BigInt(range.bits);
  return text.includes("/") && range?.bits === bits && !isAll ? range : undefined;
}
