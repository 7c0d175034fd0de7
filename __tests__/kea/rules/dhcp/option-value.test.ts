import { Family } from "../../../../kea/family";
import { KeaVersion } from "../../../../kea/profiles";
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
      finds: "names and codes that do not fit",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["option-data"] = [
            { name: "routers", code: 6, data: "10.1.0.1" },
            { name: "routers", code: 250, data: "10.1.0.1" },
            { code: 255, data: "01", "csv-format": false },
            { code: 250, data: "0102" },
          ];
        }),
      says: [
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has code 6, which is domain-name-servers. Use code 3, or leave one of them out.",
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has code 250. Use code 3, or leave it out.",
        "error KEAHA083: relationship north, hub-dhcp4: option 255 of subnet 10.1.0.0/24 (id 1) has code 255. It takes 1 to 254.",
        "error KEAHA083: relationship north, hub-dhcp4: option 250 of subnet 10.1.0.0/24 (id 1) is not defined: nothing says how to read its data. Define it in option-def, or give code and csv-format false with hex digits as data.",
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
        "error KEAHA083: relationship north, hub-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has 2001:db8::1 where an IPv4 address is needed. Write addresses, with commas between them.",
        "error KEAHA083: relationship north, hub-dhcp4: option subnet-mask of subnet 10.1.0.0/24 (id 1) has 24 where an IPv4 address is needed. Write one address.",
        "error KEAHA083: relationship north, hub-dhcp4: option domain-name of subnet 10.1.0.0/24 (id 1) has no data. Write a text.",
        "error KEAHA083: relationship north, hub-dhcp4: option interface-mtu of subnet 10.1.0.0/24 (id 1) has 70000 where a whole number is needed. It takes 0 to 65535.",
        "error KEAHA083: relationship north, hub-dhcp4: option ip-forwarding of subnet 10.1.0.0/24 (id 1) has data yes. It is true or false.",
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
        "error KEAHA083: relationship north, hub-dhcp6: option dns-servers of subnet 2001:db8:1::/64 (id 1) has 10.0.0.1 where an IPv6 address is needed. Write addresses, with commas between them.",
        "error KEAHA083: relationship north, hub-dhcp6: option domain-search of subnet 2001:db8:1::/64 (id 1) is in space dhcp4. A kea-dhcp6 has dhcp6: leave space out.",
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
      allows: "names that a configuration database may define",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["config-control"] = { "config-databases": [] };
        subnet("north")["option-data"] = [{ name: "colour", data: "red" }];
      },
    },
  ],
);
