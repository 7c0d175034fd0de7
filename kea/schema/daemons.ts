import { FAMILIES } from "../model/family";

/** Kea's programs, by the key that holds the configuration of each. */
export const DAEMONS: ReadonlyMap<string, string> = new Map([
  ...Object.values(FAMILIES).map(({ root, daemon }) => [root, daemon] as [string, string]),
  ["DhcpDdns", "kea-dhcp-ddns"],
  ["Control-agent", "kea-ctrl-agent"],
  ["Netconf", "kea-netconf"],
]);
