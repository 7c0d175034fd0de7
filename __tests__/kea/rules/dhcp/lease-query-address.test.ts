import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { leaseQueryAddress } from "../../../../kea/rules/dhcp/lease-query-address";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const asks =
  (requesters: unknown, ip?: unknown) =>
  ({ dhcp }: SoundFleet) => {
    const parameters = ip === undefined ? { requesters } : { requesters, advanced: { "lease-query-ip": ip } };
    dhcp("north")["hooks-libraries"].push({ library: "libdhcp_lease_query.so", parameters });
  };

describeRule(
  leaseQueryAddress,
  [
    {
      finds: "requesters of the other family, and ones by name or given twice",
      breaks: asks(["2001:db8:1::1", "router", "192.0.2.1", "192.0.2.1"]),
      mended: asks(["192.0.2.2", "192.0.2.1"]),
      says: [
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 2001:db8:1::1. Write an IPv4 address: kea-dhcp4 takes no other there.",
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has router. Write an IPv4 address: kea-dhcp4 takes no other there.",
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 192.0.2.1 twice. Leave one of them out.",
      ],
    },
    {
      finds: "a DHCPv6 server that is to answer at an IPv4 address",
      family: Family.V6,
      breaks: asks(["2001:db8:1::1"], "127.0.0.1"),
      says: [
        "error KEAHA183: north-dhcp6: lease-query-ip of advanced of libdhcp_lease_query.so has 127.0.0.1. Write an IPv6 address: kea-dhcp6 takes no other there.",
      ],
    },
    {
      finds: "a prefix, which Kea takes since 3.2",
      breaks: asks(["192.0.2.1", "192.0.3.0/24"]),
      says: [
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 192.0.3.0/24: Kea takes prefixes there since 3.2. List the addresses of the requesters themselves.",
      ],
    },
    {
      finds: "prefixes of the other family, given twice, of everybody, or that begin in the middle",
      kea: KeaVersion.V3_2,
      breaks: asks([
        "192.0.2.0/24",
        "2001:db8::/32",
        "192.0.2.0/024",
        "0.0.0.0/0",
        "192.0.3.7/24",
        "10.0.0.0/ 8",
      ]),
      mended: asks(["192.0.2.0/24", "192.0.3.0/24", "10.0.0.0/8"]),
      says: [
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 2001:db8::/32. Write an IPv4 address, or a prefix with a length from 1 to 32: kea-dhcp4 takes no other there.",
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 192.0.2.0/024 twice. Leave one of them out.",
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 0.0.0.0/0. Write an IPv4 address, or a prefix with a length from 1 to 32: kea-dhcp4 takes no other there.",
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 192.0.3.7/24, which does not begin with the first address of the prefix. Write 192.0.3.0/24, or the address alone.",
        "error KEAHA183: north-dhcp4: requesters of libdhcp_lease_query.so has 10.0.0.0/ 8. Write an IPv4 address, or a prefix with a length from 1 to 32: kea-dhcp4 takes no other there.",
      ],
    },
    {
      finds: "a prefix where the library itself listens",
      kea: KeaVersion.V3_2,
      breaks: asks(["192.0.2.1"], "127.0.0.0/8"),
      says: [
        "error KEAHA183: north-dhcp4: lease-query-ip of advanced of libdhcp_lease_query.so has 127.0.0.0/8. Write an IPv4 address: kea-dhcp4 takes no other there.",
      ],
    },
  ],
  [
    {
      allows: "prefixes beside addresses, also those inside",
      kea: KeaVersion.V3_2,
      breaks: asks(["192.0.2.1", "192.0.2.0/24", "192.0.2.1/32", "192.0.0.0/16"]),
    },
    {
      allows: "prefixes of IPv6",
      family: Family.V6,
      kea: KeaVersion.V3_2,
      breaks: asks(["2001:db8::/32", "2001:db8::1"]),
    },
    { allows: "addresses that are known at apply", breaks: asks([UNKNOWN], UNKNOWN) },
    {
      allows: "addresses of the server's family",
      family: Family.V6,
      breaks: asks(["2001:db8::1", "fe80::1%eth0", "fe80::1%eth1"], "::1"),
    },
  ],
);
