import { Family } from "../../../../kea/model/family";
import { textValue } from "../../../../kea/rules/dhcp/text-value";
import { describeRule } from "../describe-rule";

describeRule(
  textValue,
  [
    {
      finds: "a next-server and a server-hostname that do not fit into a packet",
      breaks: ({ dhcp }) => {
        dhcp("north")["shared-networks"] = [
          { name: "link", "next-server": "boot.example", "server-hostname": "y".repeat(64) },
        ];
      },
      says: [
        "error KEAHA100: north-dhcp4: next-server of shared network link is boot.example. Write the IPv4 address of a host.",
        "error KEAHA100: north-dhcp4: server-hostname of shared network link has 64 bytes. It takes 63: use a shorter one.",
      ],
    },
    {
      finds: "an empty next-server and a long boot-file-name of a reservation",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          { "hw-address": "00:11:22:33:44:55", "next-server": "", "boot-file-name": "y".repeat(128) },
        ];
      },
      says: [
        "error KEAHA100: north-dhcp4: boot-file-name of the reservation for 00:11:22:33:44:55 has 128 bytes. It takes 127: use a shorter one.",
        "error KEAHA100: north-dhcp4: next-server of the reservation for 00:11:22:33:44:55 is empty. Write the IPv4 address of a host.",
      ],
    },
    {
      finds: "addresses for DNS updates that are none, or do not go together",
      breaks: ({ dhcp }) => {
        dhcp("hub")["dhcp-ddns"] = { "enable-updates": true, "max-queue-size": 0, "ncr-protocol": "TCP" };
        dhcp("north")["dhcp-ddns"] = { "enable-updates": false, "server-ip": "", "sender-ip": "host" };
        dhcp("south")["dhcp-ddns"] = {
          "enable-updates": false,
          "server-ip": "::1",
          "sender-ip": "127.0.0.1",
        };
        dhcp("backup")["dhcp-ddns"] = {
          "enable-updates": true,
          "sender-ip": "127.0.0.1",
          "sender-port": 53001,
        };
      },
      says: [
        "error KEAHA100: backup-dhcp4: sender-ip 127.0.0.1 and server-ip 127.0.0.1 of dhcp-ddns are one address and port. Change one of the ports: 0 for the sender is any.",
        "error KEAHA100: hub-dhcp4: max-queue-size of dhcp-ddns is 0, and updates are on. Give it 1 or more, or leave it out.",
        "error KEAHA100: hub-dhcp4: ncr-protocol of dhcp-ddns is TCP. Write UDP: Kea supports no other.",
        "error KEAHA100: north-dhcp4: sender-ip of dhcp-ddns is host. Write an IP address of this host, or leave it out.",
        "error KEAHA100: north-dhcp4: server-ip of dhcp-ddns is empty. Write an IP address.",
        "error KEAHA100: south-dhcp4: sender-ip 127.0.0.1 and server-ip ::1 of dhcp-ddns are of two families. Use addresses of one family.",
      ],
    },
    {
      finds: "texts of databases that Kea would cut up, and long names of files to boot",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["lease-database"] = { type: "memfile", user: "a b", password: "'" };
        dhcp("north")["shared-networks"] = [{ name: "link", "boot-file-name": "y".repeat(129) }];
        subnet("north")["4o6-subnet"] = "2001:db8::";
      },
      says: [
        "error KEAHA100: north-dhcp4: password of lease-database is no password. Use another one: Kea takes this for an open quotation.",
        "error KEAHA100: north-dhcp4: user of lease-database is a b. Write it without spaces: Kea reads what follows one as another setting.",
        "error KEAHA100: north-dhcp4: boot-file-name of shared network link has 129 bytes. It takes 128: use a shorter one.",
        "error KEAHA100: relationship north, north-dhcp4: 4o6-subnet of subnet 10.1.0.0/24 (id 1) is 2001:db8::. Write an IPv6 prefix: 2001:db8:1::/64.",
      ],
    },
    {
      finds: "ways to a hardware address that are none, or there twice, and an identifier with colons",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["mac-sources"] = ["duid", "rfc6939", "client-link-addr-option", "DUID"];
        dhcp("north")["server-id"] = { type: "EN", identifier: "01:02" };
      },
      says: [
        "error KEAHA100: north-dhcp6: mac-sources lists client-link-addr-option twice. It takes each of any, raw, duid, ipv6-link-local, client-link-addr-option, remote-id, subscriber-id, docsis-cmts and docsis-modem once.",
        "error KEAHA100: north-dhcp6: mac-sources lists DUID. It takes each of any, raw, duid, ipv6-link-local, client-link-addr-option, remote-id, subscriber-id, docsis-cmts and docsis-modem once.",
        "error KEAHA100: north-dhcp6: identifier of server-id is 01:02. Write hex digits in pairs, without colons.",
      ],
    },
    {
      finds: "a set of characters that is no regular expression",
      breaks: ({ dhcp }) => {
        dhcp("north")["shared-networks"] = [{ name: "a", "hostname-char-set": "[" }];
        dhcp("south")["shared-networks"] = [{ name: "b", "hostname-char-set": "a{" }];
      },
      says: [
        "error KEAHA100: north-dhcp4: hostname-char-set of shared network a is [. Write a regular expression: [^A-Za-z0-9.-].",
        "error KEAHA100: south-dhcp4: hostname-char-set of shared network b is a{. Write a regular expression: [^A-Za-z0-9.-].",
      ],
    },
    {
      finds: "options of relays that are none, and another data directory",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["relay-supplied-options"] = ["65", "domain-search", "nothing", "65536", ""];
        dhcp("south")["data-directory"] = "/tmp";
      },
      says: [
        "error KEAHA100: north-dhcp6: relay-supplied-options has nothing. Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
        "error KEAHA100: north-dhcp6: relay-supplied-options has 65536. Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
        "error KEAHA100: north-dhcp6: relay-supplied-options has an empty name. Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
        "error KEAHA100: south-dhcp6: data-directory is /tmp. Kea takes /var/lib/kea only.",
      ],
    },
    {
      finds: "excluded prefixes that do not go with the prefixes",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          { duid: "01:02:03", prefixes: ["2001:db8:8::/48"], "excluded-prefixes": [] },
          { duid: "01:02:04", "excluded-prefixes": ["2001:db8:8:1::/64"] },
          { duid: "01:02:05", prefixes: ["2001:db8:9::/48"], "excluded-prefixes": ["2001:db8:8:1::/64"] },
        ];
      },
      says: [
        'error KEAHA100: north-dhcp6: excluded-prefixes of the reservation for 01:02:03 has 0 entries, and prefixes 1. Write one for each prefix, "" where nothing is excluded.',
        'error KEAHA100: north-dhcp6: excluded-prefixes of the reservation for 01:02:04 has 1 entries, and prefixes is missing. Write one for each prefix, "" where nothing is excluded.',
        "error KEAHA100: north-dhcp6: 2001:db8:8:1::/64 in excluded-prefixes of the reservation for 01:02:05 is no part of 2001:db8:9::/48. Write a prefix that is longer and inside it.",
      ],
    },
    {
      finds: "a queue that is neither on nor off, and a class without a name",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-queue-control"] = { "enable-queue": 1 };
        dhcp("south")["dhcp-queue-control"] = { "enable-queue": true, "queue-type": 1 };
        dhcp("south")["shared-networks"] = [{ name: "b", "evaluate-additional-classes": [""] }];
      },
      says: [
        "error KEAHA100: north-dhcp4: enable-queue of dhcp-queue-control is 1. Set enable-queue to true or false.",
        "error KEAHA100: south-dhcp4: queue-type of dhcp-queue-control is 1. It takes a text, in quotes.",
        "error KEAHA100: south-dhcp4: evaluate-additional-classes of shared network b has an empty name. Name a class, or leave it out.",
      ],
    },
  ],
  [
    {
      allows: "what Kea takes",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-queue-control"] = {
          "enable-queue": true,
          "queue-type": "kea-ring4",
          capacity: 5,
        };
        dhcp("north")["shared-networks"] = [
          {
            name: "b",
            "next-server": "",
            "server-hostname": "y".repeat(63),
            "hostname-char-set": "[^A-Z{]{1,2}",
            "boot-file-name": "y".repeat(128),
          },
        ];
      },
    },
    {
      allows: "excluded prefixes inside the prefixes",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          {
            duid: "01:02:03",
            prefixes: ["2001:db8:8::/48", "2001:db8:9::/48"],
            "excluded-prefixes": ["2001:db8:8:1::/64", ""],
          },
        ];
        dhcp("north")["data-directory"] = "/var/lib/kea";
        dhcp("north")["server-id"] = { type: "EN", identifier: " ab cd " };
      },
    },
  ],
);
