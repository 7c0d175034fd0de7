import { hooksOf } from "../../fleet/hooks";
import { FAMILIES, Family } from "../../model/family";
import type { Rule } from "../rule";

/** What loads into one server only, by the beginning of its name. */
const OWNERS: readonly (readonly [beginning: string, daemon: string])[] = [
  ["libdhcp_bootp.", FAMILIES[Family.V4].daemon],
  ["libdhcp_ping_check.", FAMILIES[Family.V4].daemon],
  ["libddns_gss_tsig.", "kea-dhcp-ddns"],
];

export const hookOfAnotherServer: Rule = {
  code: "KEAHA175",
  name: "hook-of-another-server",
  severity: "error",
  reason: "A hook library of another server does not load, and Kea does not start, or goes out of service.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const { daemon } = FAMILIES[server.family];
    for (const { library, path } of hooksOf(server) ?? []) {
      const owner = OWNERS.find(([beginning]) => library?.startsWith(beginning))?.[1];
      if (owner === undefined || owner === daemon) continue;
      yield {
        path: [...path, "library"],
        message: `${daemon} loads ${library}.`,
        remedy: `That library is for ${owner} alone: take it out here.`,
      };
    }
  },
};
