import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { optionValue } from "../../../../kea/rules/dhcp/option-value";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  optionValue,
  [
    {
      finds: "options that are unknown, misspelt or of the other family, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [
            { name: "router", data: "10.1.0.1" },
            { name: "dns-servers", data: "10.1.0.1" },
            { name: "vlan-name", data: "x" },
          ];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp4: option router of subnet 10.1.0.0/24 (id 1) is no option that kea-dhcp4 3.0 knows. Use routers.",
        "error KEAHA083: relationship north, hub-dhcp4: option dns-servers of subnet 10.1.0.0/24 (id 1) is no option that kea-dhcp4 3.0 knows. Use domain-name-servers.",
        "error KEAHA083: relationship north, hub-dhcp4: option vlan-name of subnet 10.1.0.0/24 (id 1) is no option that kea-dhcp4 3.0 knows. Use a name of Kea's, or define the option in option-def.",
      ],
    },
    {
      finds: "what DHCPv6 calls otherwise",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [
          "ntp-server",
          "v6-captive-portal",
          "nis-domain-name",
          "elapsed-time",
        ].map((name) => ({ name, data: "10.1.0.1" }));
      },
      says: [
        "error KEAHA083: north-dhcp4: option ntp-server is no option that kea-dhcp4 3.0 knows. Use ntp-servers.",
        "error KEAHA083: north-dhcp4: option v6-captive-portal is no option that kea-dhcp4 3.0 knows. Use v4-captive-portal.",
        "error KEAHA083: north-dhcp4: option nis-domain-name is no option that kea-dhcp4 3.0 knows. Use nis-domain.",
        "error KEAHA083: north-dhcp4: option elapsed-time is no option that kea-dhcp4 3.0 knows. It is an option of DHCPv6: remove it, or define one of that name in option-def.",
      ],
    },
    {
      finds: "names of other programs: what looks alike is not proposed for another service",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = ["tftp-servers", "sip-servers", "option-66", "domain-nmae"].map(
          (name) => ({
            name,
            data: "10.1.0.1",
          }),
        );
      },
      says: [
        "error KEAHA083: north-dhcp4: option tftp-servers is no option that kea-dhcp4 3.0 knows. Use tftp-server-name.",
        "error KEAHA083: north-dhcp4: option sip-servers is no option that kea-dhcp4 3.0 knows. Use a name of Kea's, or define the option in option-def.",
        "error KEAHA083: north-dhcp4: option option-66 is no option that kea-dhcp4 3.0 knows. Use code 66.",
        "error KEAHA083: north-dhcp4: option domain-nmae is no option that kea-dhcp4 3.0 knows. Did you mean domain-name?",
      ],
    },
    {
      finds: "names and codes that do not fit",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [
            { name: "routers", code: 6, data: "10.1.0.1" },
            { name: "routers", code: 250, data: "10.1.0.1" },
            { code: 255, data: "01", "csv-format": false },
            { code: 250, data: "red" },
          ];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has code 6, which is domain-name-servers. Use code 3, or leave one of them out.",
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has code 250. Use code 3, or leave it out.",
        "error KEAHA083: relationship north, hub-dhcp4: option 255 of subnet 10.1.0.0/24 (id 1) has code 255. It takes 1 to 254.",
        "error KEAHA083: relationship north, hub-dhcp4: option 250 of subnet 10.1.0.0/24 (id 1) has data red, and is not defined. Write hex digits, or define it in option-def.",
      ],
    },
    {
      finds: "values that clients could not read",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [
            { name: "routers", data: "2001:db8::1" },
            { name: "subnet-mask", data: "24" },
            { name: "domain-name", data: "" },
            { name: "interface-mtu", data: "70000" },
            { name: "ip-forwarding", data: "yes" },
            { name: "routers", data: "xyz", "csv-format": false },
          ];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has 2001:db8::1 where an IPv4 address is needed. Write one or more, with commas between them.",
        "error KEAHA083: relationship north, hub-dhcp4: option subnet-mask of subnet 10.1.0.0/24 (id 1) has 24 where an IPv4 address is needed. Write one.",
        "error KEAHA083: relationship north, hub-dhcp4: option domain-name of subnet 10.1.0.0/24 (id 1) has no data. Write a text.",
        "error KEAHA083: relationship north, hub-dhcp4: option interface-mtu of subnet 10.1.0.0/24 (id 1) has 70000 where a whole number from 0 to 65535 is needed. Write one.",
        "error KEAHA083: relationship north, hub-dhcp4: option ip-forwarding of subnet 10.1.0.0/24 (id 1) has yes where true or false is needed. Write one.",
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has data xyz, and csv-format is false. Write hex digits, or leave csv-format out.",
      ],
    },
    {
      finds: "an IPv4 address for an IPv6 option, and the other server's space",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [
            { name: "dns-servers", data: "10.0.0.1" },
            { name: "domain-search", data: "a.example", space: "dhcp4" },
          ];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp6: option dns-servers of subnet 2001:db8:1::/64 (id 1) has 10.0.0.1 where an IPv6 address is needed. Write one or more, with commas between them.",
        "error KEAHA083: relationship north, hub-dhcp6: option domain-search of subnet 2001:db8:1::/64 (id 1) is in space dhcp4. A kea-dhcp6 has dhcp6: leave space out.",
      ],
    },
    {
      finds: "bytes that are none, or too few, and fields where there are none",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [
            { name: "routers", data: "0a0100", "csv-format": false },
            { code: 250, data: "red", "csv-format": false },
            { name: "vendor-encapsulated-options", data: "0102" },
          ];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has 3 bytes. It takes a list of ipv4-address.",
        "error KEAHA083: relationship north, hub-dhcp4: option 250 of subnet 10.1.0.0/24 (id 1) has data red, and csv-format is false. Write hex digits, or leave csv-format out.",
        "error KEAHA083: relationship north, hub-dhcp4: option vendor-encapsulated-options of subnet 10.1.0.0/24 (id 1) has data 0102. It has no fields: leave data out, or set csv-format to false and write hex digits.",
      ],
    },
    {
      finds: "data that does not fit a definition: too few fields, other types, wrong bytes, nothing",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "numbers", code: 230, type: "uint16", array: true },
          { name: "pair", code: 231, type: "record", "record-types": "uint8, ipv4-address" },
          { name: "site", code: 232, type: "fqdn" },
          { name: "key", code: 233, type: "binary" },
          { name: "part", code: 1, type: "uint32", space: "mine" },
        ];
        dhcp("north")["option-data"] = [
          { name: "numbers", data: "1, 70000" },
          { name: "numbers" },
          { name: "pair", data: "1" },
          { name: "pair", data: "01", "csv-format": false },
          { name: "site", data: "a..b" },
          { name: "site", data: "a@b" },
          { name: "key", data: "01:02" },
          { name: "part", data: "x y", space: "mine" },
          { code: 121, data: "21", "csv-format": false },
          { code: 162, data: "2, dot.example, 2001:db8::1" },
        ];
      },
      says: [
        "error KEAHA083: north-dhcp4: option numbers has 70000 where a whole number from 0 to 65535 is needed. Write one or more, with commas between them.",
        "error KEAHA083: north-dhcp4: option numbers has no data. Write a whole number from 0 to 65535.",
        "error KEAHA083: north-dhcp4: option pair has 1 fields of 2. Write a whole number from 0 to 255 and an IPv4 address.",
        "error KEAHA083: north-dhcp4: option pair has 1 byte. It takes uint8 and ipv4-address.",
        "error KEAHA083: north-dhcp4: option site has a..b where a domain name is needed. Write one.",
        "error KEAHA083: north-dhcp4: option site has a@b where a domain name is needed. Write one.",
        "error KEAHA083: north-dhcp4: option key has 01:02 where hex digits in pairs is needed. Write one.",
        "error KEAHA083: north-dhcp4: option part has x y where a whole number from 0 to 4294967295 is needed. Write one.",
        "error KEAHA083: north-dhcp4: option 121 has 1 byte. It takes routes.",
        "error KEAHA083: north-dhcp4: option 162 has 2001:db8::1 where an IPv4 address is needed. Write a priority, a name, addresses and parameters: 2, dot1.example.org., 10.0.2.3, alpn=dot.",
      ],
    },
    {
      finds:
        "names that do not go with the codes of definitions, or have spaces, and codes that Kea's spaces lack",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [{ name: "color", code: 230, type: "string" }];
        dhcp("north")["option-data"] = [
          { name: "routers", code: 230, data: "x" },
          { name: "a b", code: 222, "csv-format": false, data: "00" },
          { name: "x", code: 222, "csv-format": false, data: "00 11 " },
          { code: 3, space: "vendor-4491", data: "x" },
        ];
      },
      says: [
        "error KEAHA083: north-dhcp4: option routers has code 230, which is defined as color. Use that name, or leave one of them out.",
        "error KEAHA083: north-dhcp4: option a b has a space in its name. Use a name without spaces.",
        'error KEAHA083: north-dhcp4: option x has data "00 11 ", and csv-format is false. Write hex digits, or leave csv-format out.',
        "error KEAHA083: north-dhcp4: option 3 is not defined: nothing says how to read its data. Define it in option-def, or give code and csv-format false with hex digits as data.",
      ],
    },
    {
      finds: "values and names in spaces that Kea defines",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [
          { name: "tftp-servers", space: "vendor-4491", data: "boot.example" },
          { name: "tftp-server", space: "vendor-4491", data: "10.0.0.1" },
          { name: "circuit-id", code: 2, space: "dhcp-agent-options-space", data: "0a" },
        ];
        // Kea takes it, and goes on using its own.
        dhcp("north")["option-def"] = [
          { name: "tftp-servers", code: 2, space: "vendor-4491", type: "string" },
        ];
      },
      says: [
        "error KEAHA083: north-dhcp4: option tftp-servers has boot.example where an IPv4 address is needed. Write one or more, with commas between them.",
        "error KEAHA083: north-dhcp4: option tftp-server is in space vendor-4491, in which it is not defined. Did you mean tftp-servers?",
        "error KEAHA083: north-dhcp4: option circuit-id has code 2, which is remote-id. Use code 1, or leave one of them out.",
      ],
    },
    {
      finds: "spaces in which nothing is defined, or that are none",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [
            { name: "colour", data: "red", space: "paint" },
            { code: 1, data: "01", "csv-format": false, space: "a.b" },
          ];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp4: option colour of subnet 10.1.0.0/24 (id 1) is in space paint, in which it is not defined. Define it there in option-def.",
        "error KEAHA083: relationship north, hub-dhcp4: option 1 of subnet 10.1.0.0/24 (id 1) is in space a.b, which is no name of one. Use letters, digits, - and _.",
      ],
    },
    {
      finds: "standard options in a space that has no options, as of a slip in the name of Kea's own",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [
          { name: "vendor-encapsulated-options", code: 43, space: "dhcp", "csv-format": true, data: "x" },
          { name: "routers", space: "paint", data: "10.1.0.1" },
          { code: 6, space: "DHCPv4", data: "10.0.0.1" },
          { code: 6, space: "paint", data: "10.0.0.1" },
        ];
      },
      says: [
        "error KEAHA083: north-dhcp4: option vendor-encapsulated-options is in space dhcp, in which it is not defined. Leave space out: it is then dhcp4.",
        "error KEAHA083: north-dhcp4: option routers is in space paint, in which it is not defined. Leave space out: it is then dhcp4.",
        "error KEAHA083: north-dhcp4: option 6 is in space DHCPv4, in which it is not defined. Leave space out: it is then dhcp4.",
        "error KEAHA083: north-dhcp4: option 6 is not defined: nothing says how to read its data. Define it in option-def, or give code and csv-format false with hex digits as data.",
      ],
    },
    {
      finds: "names of standard options in spaces of one's own, of which a definition was forgotten",
      breaks: (fleet) => {
        fleet.dhcp("north")["option-def"] = [
          { name: "boot-file-name", code: 1, space: "PXE", type: "string" },
          { name: "holder", code: 222, type: "empty", encapsulate: "held" },
        ];
        fleet.dhcp("north")["option-data"] = [
          { name: "tftp-server-name", space: "PXE", data: "x" },
          { name: "tftp-server-name", code: 66, space: "PXE", data: "x" },
          { name: "tftp-server-name", code: 3, space: "PXE", data: "x" },
          { name: "tftp-server-name", space: "held", data: "x" },
          { name: "tftp-server-name", space: "vendor-encapsulated-options-space", data: "x" },
        ];
      },
      says: [
        "error KEAHA083: north-dhcp4: option tftp-server-name is in space PXE, in which it is not defined. Define it there in option-def, or leave space out: it is then dhcp4.",
        "error KEAHA083: north-dhcp4: option tftp-server-name is in space PXE, in which it is not defined. Define it there in option-def, or leave space out: it is then dhcp4.",
        "error KEAHA083: north-dhcp4: option tftp-server-name is not defined: nothing says how to read its data. Define it in option-def, or give code and csv-format false with hex digits as data.",
        "error KEAHA083: north-dhcp4: option tftp-server-name is in space held, in which it is not defined. Define it there in option-def, or leave space out: it is then dhcp4.",
        "error KEAHA083: north-dhcp4: option tftp-server-name is in space vendor-encapsulated-options-space, in which it is not defined. Define it there in option-def, or leave space out: it is then dhcp4.",
      ],
    },
    {
      finds: "names of standard options with codes that are not theirs, in spaces that nobody defines",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [
          { name: "tftp-server-name", code: 3, space: "DHCP", data: "x" },
          { name: "tftp-server-name", code: 3, space: "paint", data: "x" },
        ];
      },
      says: [
        "error KEAHA083: north-dhcp4: option tftp-server-name is in space DHCP, in which it is not defined. Leave space and code out: it is then dhcp4.",
        "error KEAHA083: north-dhcp4: option tftp-server-name is not defined: nothing says how to read its data. Define it in option-def, or give code and csv-format false with hex digits as data.",
      ],
    },
    {
      finds: "texts of vendor classes without their lengths",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [
          { name: "vendor-class", data: "343, 10, HTTPClient" },
          { name: "vendor-class", data: "343, 0a" },
          { name: "vendor-class", data: "343, HTTPClient" },
        ];
      },
      says: [
        "error KEAHA083: north-dhcp6: option vendor-class has a field too many, HTTPClient. Write a whole number from 0 to 4294967295 and hex digits in pairs (two bytes of length, then the text).",
        "error KEAHA083: north-dhcp6: option vendor-class has 0a where hex digits in pairs (two bytes of length, then the text) is needed. Write one.",
        "error KEAHA083: north-dhcp6: option vendor-class has HTTPClient where hex digits in pairs (two bytes of length, then the text) is needed. Write one.",
      ],
    },
    {
      finds: "the same of DHCPv4, whose lengths have one byte",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [{ name: "vivco-suboptions", data: "343, 10, HTTPClient" }];
      },
      says: [
        "error KEAHA083: north-dhcp4: option vivco-suboptions has a field too many, HTTPClient. Write a whole number from 0 to 4294967295 and hex digits in pairs (a byte of length, then the text).",
      ],
    },
    {
      finds: "an option that came with 3.0",
      family: Family.V6,
      kea: KeaVersion.V2_6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [{ name: "ntp-server", data: "" }];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp6: option ntp-server of subnet 2001:db8:1::/64 (id 1) is no option that kea-dhcp6 2.6 knows. Use a newer Kea, or define it in option-def.",
      ],
    },
  ],
  [
    {
      allows: "an option that is never sent and says nothing, and one of DOCSIS with a common name",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [
          { name: "dns-servers", "never-send": true },
          { name: "oro", space: "vendor-4491", data: "32" },
          { name: "cmts-cm-mac", space: "vendor-4491", data: "0102" },
          { name: "tftp-servers", code: 32, space: "vendor-4491", data: "2001:db8::1" },
        ];
        dhcp("north")["option-def"] = [{ name: "mine", code: 32, space: "vendor-4491", type: "string" }];
      },
    },
    {
      allows: "vendor classes whose texts have their lengths, and fields behind them that Kea overlooks",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["option-data"] = [
          { name: "vendor-class", data: "343, 000a48545450436c69656e74, more" },
        ];
      },
    },
    {
      allows: "lists, hex digits, options defined here, and those of vendors",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["option-def"] = [{ name: "colour", code: 230, type: "string" }];
          subnet["option-data"] = [
            { name: "routers", data: " 10.1.0.1 , 10.1.0.2 " },
            { name: "colour", data: "red" },
            { code: 230, data: "red" },
            { code: 250, data: "'abc'", "csv-format": false },
            { code: 4, space: "vendor-4491", data: "01", "csv-format": false },
            { code: 6, data: "10.0.0.1" },
            { name: "interface-mtu", data: "0x5dc" },
            { name: "routers", "never-send": true },
          ];
        }),
    },
    {
      allows: "what fits definitions of every type",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        const types: Record<string, string> = {
          ...{
            binary: "01 02",
            boolean: "TRUE",
            int8: "-128",
            uint8: "0xff",
            uint32: "+1",
            fqdn: "a.example.",
          },
          ...{ "ipv6-address": "fe80::1%eth0", "ipv6-prefix": "2001:db8::/64", psid: "3/4", tuple: "a\\,b" },
          ...{ string: "text", empty: "", internal: "anything" },
        };
        dhcp("north")["option-def"] = Object.keys(types).map((type, n) => ({
          name: type,
          code: 1000 + n,
          type,
        }));
        dhcp("north")["option-data"] = [
          ...Object.entries(types).map(([name, data]) => ({ name, data })),
          { name: "client-fqdn", data: "1, host.example" },
          { name: "domain-search", data: "" },
          { name: "vendor-opts", data: "000011860001000101", "csv-format": false },
        ];
      },
    },
    {
      allows: "names that a configuration database may define",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["config-control"] = { "config-databases": [] };
        subnet("north")["option-data"] = [{ name: "colour", data: "red" }];
      },
    },
  ],
);
