import { ofPlace } from "../../fleet/labels";
import { parseAddress } from "../../ip";
import { list } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const leaseQueryAddress: Rule = {
  code: "KEAHA183",
  name: "lease-query-address",
  severity: "error",
  reason:
    "libdhcp_lease_query.so does not load with what is no address of its server's family, and Kea goes out of service.",
  source: "AddressList and BulkLeaseQueryService of Kea 3.0.4 and 3.2.0; measured on Kea 3.0.4",
  kinds: ["lease-query", "lease-query-advanced"],
  *place(place, { family }) {
    const [bits, noun] = family === Family.V4 ? [32, "an IPv4 address"] : [128, "an IPv6 address"];
    const key = place.kind === "lease-query" ? "requesters" : "lease-query-ip";
    const value: unknown = place.map[key];
    const known = new Set<string>();
    for (const [index, address] of (typeof value === "string" ? [value] : list(value)).entries()) {
      if (typeof address !== "string") continue;
      const path = [...place.path, key, ...(typeof value === "string" ? [] : [index])];
      const range = parseAddress(address);
      // What is of one link only is another one on the next.
      const host = `${range?.first}${/%.*/.exec(address)?.[0] ?? ""}`;
      const subject = `${key}${ofPlace(place)} has ${plain(address)}`;
      if (range?.bits !== bits) {
        yield {
          path,
          message: `${subject}.`,
          remedy: `Write ${noun}: ${FAMILIES[family].daemon} takes no other there.`,
        };
      } else if (known.has(host)) {
        yield { path, message: `${subject} twice.`, remedy: "Leave one of them out." };
      } else known.add(host);
    }
  },
};
