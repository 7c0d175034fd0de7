import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { wrongType } from "../../../../kea/rules/dhcp/wrong-type";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  wrongType,
  [
    {
      finds: "numbers in quotes, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.id = "1";
        }),
      says: [
        'error KEAHA061: relationship north, hub-dhcp4: id of subnet 10.1.0.0/24 (id 1) is "1". It takes a whole number, without quotes.',
      ],
    },
    {
      finds: "null, texts, maps and lists in each other's place",
      breaks: ({ dhcp, subnet }) => {
        const north = dhcp("north");
        north["valid-lifetime"] = null;
        north["match-client-id"] = "yes";
        north["server-hostname"] = 7;
        north["multi-threading"] = [];
        north["option-data"] = {};
        north["user-context"] = "x";
        north["interfaces-config"].interfaces = ["eth0", 1];
        subnet("north").pools = [{ pool: 5 }, "10.1.0.1-10.1.0.9"];
        subnet("north").relay["ip-addresses"] = "10.1.255.1";
      },
      says: [
        "error KEAHA061: north-dhcp4: interfaces of interfaces-config holds 1. It takes a list of texts, [ ... ].",
        'error KEAHA061: north-dhcp4: match-client-id is "yes". It is true or false, without quotes.',
        "error KEAHA061: north-dhcp4: multi-threading is a list. It takes a map, { ... }.",
        "error KEAHA061: north-dhcp4: option-data is a map. It takes a list of maps, [ { ... } ].",
        "error KEAHA061: north-dhcp4: server-hostname is 7. It takes a text, in quotes.",
        'error KEAHA061: north-dhcp4: user-context is "x". It takes a map, { ... }.',
        "error KEAHA061: north-dhcp4: valid-lifetime is null. It takes a whole number, without quotes. Where there is none, leave the key out.",
        "error KEAHA061: relationship north, north-dhcp4: pool of pool 5 of subnet 10.1.0.0/24 (id 1) is 5. It takes a text, in quotes.",
        'error KEAHA061: relationship north, north-dhcp4: pools of subnet 10.1.0.0/24 (id 1) holds "10.1.0.1-10.1.0.9". It takes a list of maps, [ { ... } ].',
        'error KEAHA061: relationship north, north-dhcp4: ip-addresses of relay of subnet 10.1.0.0/24 (id 1) is "10.1.255.1". It takes a list of texts, [ ... ].',
      ],
    },
    {
      finds: "a whole number where a share is, and the other way round",
      breaks: ({ dhcp }) => {
        dhcp("north")["cache-threshold"] = "0.5";
        dhcp("north")["valid-lifetime"] = 7200.5;
        dhcp("south")["cache-threshold"] = 0;
      },
      says: [
        'error KEAHA061: north-dhcp4: cache-threshold is "0.5". It takes a number with a decimal point, as in 0.25.',
        "error KEAHA061: north-dhcp4: valid-lifetime is 7200.5. It takes a whole number, without quotes.",
        "error KEAHA061: south-dhcp4: cache-threshold is 0. Kea takes no whole number here, and JSON prints 0.0 as 0: leave it out, or take a value near it.",
      ],
    },
    {
      finds: "an allocator that IPv6 does not have, and checks that nobody has",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        subnet("north").allocator = "flq";
        dhcp("south").allocator = "fast";
        dhcp("south")["sanity-checks"] = { "lease-checks": "all" };
      },
      says: [
        'error KEAHA061: south-dhcp6: allocator is "fast". It is one of iterative or random.',
        'error KEAHA061: south-dhcp6: lease-checks of sanity-checks is "all". It is one of none, warn, fix, fix-del or del.',
        'error KEAHA061: relationship north, north-dhcp6: allocator of subnet 2001:db8:1::/64 (id 1) is "flq". It is one of iterative or random.',
      ],
    },
    {
      finds: "words that Kea does not know",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"].type = "oracle";
        dhcp("north")["control-sockets"][0]["socket-type"] = "tcp";
        dhcp("north")["ddns-replace-client-name"] = true;
      },
      says: [
        'error KEAHA061: north-dhcp4: socket-type of the tcp control socket is "tcp". It is one of unix, http or https.',
        "error KEAHA061: north-dhcp4: ddns-replace-client-name is true. It is one of when-present, never, always or when-not-present.",
        'error KEAHA061: north-dhcp4: type of lease-database is "oracle". It is one of memfile, mysql or postgresql.',
      ],
    },
    {
      finds: "words in capitals, where Kea takes small letters",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["socket-type"] = "UNIX";
        dhcp("north")["sanity-checks"] = { "lease-checks": "WARN" };
        dhcp("north")["ddns-replace-client-name"] = "NEVER";
      },
      says: [
        'error KEAHA061: north-dhcp4: socket-type of the UNIX control socket is "UNIX". It is one of unix, http or https.',
        'error KEAHA061: north-dhcp4: lease-checks of sanity-checks is "WARN". It is one of none, warn, fix, fix-del or del.',
      ],
    },
    {
      finds: "lists and maps that must not be empty",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [];
        dhcp("north")["host-reservation-identifiers"] = [];
        dhcp("north")["sanity-checks"] = {};
        dhcp("south")["client-classes"] = [];
      },
      says: [
        "error KEAHA061: north-dhcp4: host-reservation-identifiers is an empty list. Kea does not take an empty one: fill it, or remove it.",
        "error KEAHA061: north-dhcp4: loggers is an empty list. Kea does not take an empty one: fill it, or remove it.",
        "error KEAHA061: north-dhcp4: sanity-checks is an empty map. Kea does not take an empty one: fill it, or remove it.",
        "error KEAHA061: south-dhcp4: client-classes is an empty list. Kea does not take an empty one: fill it, or remove it.",
      ],
    },
    {
      finds: "parameters of hook libraries in quotes, and what is no map",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "libdhcp_run_script.so", parameters: { name: 1, sync: "true" } },
          { library: "libdhcp_ping_check.so", parameters: { "reply-timeout": "100" } },
          { library: "libdhcp_flex_option.so", parameters: { options: ["boot-file-name"] } },
        );
      },
      says: [
        "error KEAHA061: north-dhcp4: name of libdhcp_run_script.so is 1. It takes a text, in quotes.",
        'error KEAHA061: north-dhcp4: sync of libdhcp_run_script.so is "true". It is true or false, without quotes.',
        'error KEAHA061: north-dhcp4: reply-timeout of libdhcp_ping_check.so is "100". It takes a whole number, without quotes.',
        'error KEAHA061: north-dhcp4: options of libdhcp_flex_option.so holds "boot-file-name". It takes a list of maps, [ { ... } ].',
      ],
    },
    {
      finds: "a configuration that is none",
      breaks: ({ servers }) => {
        servers[0]!.config = { Dhcp4: 5 };
        servers[1]!.config = "text";
      },
      says: [
        'error KEAHA061: hub-dhcp4: the configuration is 5. It is a map, { "Dhcp4": { ... } }.',
        'error KEAHA061: north-dhcp4: the configuration is "text". It is a map, { "Dhcp4": { ... } }.',
      ],
    },
  ],
  [
    {
      allows: "an empty list of classes since 3.0",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [];
        dhcp("north")["option-data"] = [];
      },
    },
    {
      allows: "a share of 0.0 in somebody's own file",
      breaks: ({ dhcp, servers }) => {
        for (const server of servers) Object.assign(server, { where: undefined });
        dhcp("north")["cache-threshold"] = 0;
      },
    },
    {
      allows: "what is known only at apply",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["valid-lifetime"] = UNKNOWN;
        dhcp("north").loggers = UNKNOWN;
        subnet("north").pools = [UNKNOWN];
        subnet("south").relay["ip-addresses"] = [UNKNOWN];
      },
    },
  ],
);
