import { Family } from "../../../../kea/model/family";
import { textValue } from "../../../../kea/rules/dhcp/text-value";
import { describeRule } from "../describe-rule";

describeRule(
  textValue,
  [
    {
      finds: "a next-server that is no address",
      breaks: ({ dhcp }) => {
        dhcp("north")["shared-networks"] = [{ name: "link", "next-server": "boot.example" }];
      },
      says: [
        "error KEAHA100: north-dhcp4: next-server of shared network link is boot.example. Write the IPv4 address of a host.",
      ],
    },
    {
      finds: "an empty next-server of a reservation",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ "hw-address": "00:11:22:33:44:55", "next-server": "" }];
      },
      says: [
        "error KEAHA100: north-dhcp4: next-server of the reservation for 00:11:22:33:44:55 is empty. Write the IPv4 address of a host.",
      ],
    },
    {
      finds: "addresses for DNS updates that are none",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-ddns"] = { "enable-updates": false, "server-ip": "", "sender-ip": "host" };
      },
      says: [
        "error KEAHA100: north-dhcp4: sender-ip of dhcp-ddns is host. Write an IP address of this host, or leave it out.",
        "error KEAHA100: north-dhcp4: server-ip of dhcp-ddns is empty. Write an IP address.",
      ],
    },
    {
      finds: "texts of databases that Kea would cut up, and a prefix without a length",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["lease-database"] = { type: "memfile", user: "a b", password: "'" };
        subnet("north")["4o6-subnet"] = "2001:db8::";
      },
      says: [
        "error KEAHA100: north-dhcp4: password of lease-database is no password. Use another one: Kea takes this for an open quotation.",
        "error KEAHA100: north-dhcp4: user of lease-database is a b. Write it without spaces: Kea reads what follows one as another setting.",
        "error KEAHA100: relationship north, north-dhcp4: 4o6-subnet of subnet 10.1.0.0/24 (id 1) is 2001:db8::. Write an IPv6 prefix: 2001:db8:1::/64.",
      ],
    },
    {
      finds: "an identifier with colons",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["server-id"] = { type: "EN", identifier: "01:02" };
      },
      says: [
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
      finds: "another data directory",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("south")["data-directory"] = "/tmp";
      },
      says: ["error KEAHA100: south-dhcp6: data-directory is /tmp. Kea takes /var/lib/kea only."],
    },
  ],
  [
    {
      allows: "what Kea takes",
      breaks: ({ dhcp }) => {
        dhcp("north")["shared-networks"] = [
          { name: "b", "next-server": "", "hostname-char-set": "[^A-Z{]{1,2}" },
        ];
      },
    },
    {
      allows: "its own data directory, and an identifier in digits",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["data-directory"] = "/var/lib/kea";
        dhcp("north")["server-id"] = { type: "EN", identifier: " ab cd " };
      },
    },
  ],
);
