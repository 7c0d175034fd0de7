/** Kea's programs, by the key that holds the configuration of each. */
export const DAEMONS: ReadonlyMap<string, string> = new Map([
  ["Dhcp4", "kea-dhcp4"],
  ["Dhcp6", "kea-dhcp6"],
  ["DhcpDdns", "kea-dhcp-ddns"],
  ["Control-agent", "kea-ctrl-agent"],
  ["Netconf", "kea-netconf"],
]);
