import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { keysTogether } from "../../../../kea/rules/dhcp/keys-together";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  keysTogether,
  [
    {
      finds: "two spellings of one guard",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["client-class"] = "ALL";
          subnet["client-classes"] = ["ALL"];
        }),
      says: [
        "error KEAHA063: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) has both client-class and client-classes. Keep client-classes.",
      ],
    },
    {
      finds: "a comment after a context that has one",
      breaks: ({ subnet }) => {
        const { "user-context": context } = subnet("north");
        Object.assign(subnet("north"), { "user-context": { ...context, comment: "Bonn" }, comment: "Bonn" });
      },
      says: [
        "error KEAHA063: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) has both user-context and comment. Keep one comment: beside the user-context, or in it.",
      ],
    },
    {
      finds: "a lifetime in DNS and its bounds",
      breaks: ({ dhcp }) => {
        dhcp("north")["ddns-ttl"] = 5;
        dhcp("north")["ddns-ttl-max"] = 6;
      },
      says: [
        "error KEAHA063: north-dhcp4: Dhcp4 has both ddns-ttl and ddns-ttl-max. Keep ddns-ttl, or the others.",
      ],
    },
    {
      finds: "pairs that exclude each other",
      breaks: ({ dhcp, subnet }) => {
        const north = dhcp("north");
        north["control-socket"] = { "socket-type": "unix", "socket-name": "x" };
        north.loggers[0].output_options = [{ output: "stdout" }];
        north["client-classes"] = [
          {
            name: "a",
            "only-if-required": true,
            "only-in-additional-list": true,
            test: "member('ALL')",
            "template-test": "'x'",
          },
        ];
        subnet("north").pools[0]["client-class"] = "a";
        subnet("north").pools[0]["client-classes"] = ["a"];
        subnet("north")["require-client-classes"] = ["a"];
        subnet("north")["evaluate-additional-classes"] = ["a"];
      },
      says: [
        "error KEAHA063: north-dhcp4: class a has both only-if-required and only-in-additional-list. Keep only-in-additional-list.",
        "error KEAHA063: north-dhcp4: class a has both test and template-test. Keep one: they are two kinds of class.",
        "error KEAHA063: north-dhcp4: Dhcp4 has both control-socket and control-sockets. Keep control-sockets.",
        "error KEAHA063: north-dhcp4: logger kea-dhcp4 has both output_options and output-options. Keep output-options.",
        "error KEAHA063: relationship north, north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has both client-class and client-classes. Keep client-classes.",
        "error KEAHA063: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) has both require-client-classes and evaluate-additional-classes. Keep evaluate-additional-classes.",
      ],
    },
    {
      finds: "a subnet that is on a link and behind a relay's interface",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north").interface = "eth0";
        subnet("north")["interface-id"] = "vlan1";
      },
      says: [
        "error KEAHA063: relationship north, north-dhcp6: subnet 2001:db8:1::/64 (id 1) has both interface and interface-id. Keep interface for clients on the link, interface-id for those behind a relay.",
      ],
    },
    {
      finds: "the old key for conflicts of names before the new one",
      breaks: ({ dhcp }) => {
        dhcp("north")["ddns-use-conflict-resolution"] = true;
        dhcp("north")["ddns-conflict-resolution-mode"] = "no-check-with-dhcid";
        // In this order Kea takes both.
        dhcp("hub")["ddns-conflict-resolution-mode"] = "no-check-with-dhcid";
        dhcp("hub")["ddns-use-conflict-resolution"] = true;
      },
      says: [
        "error KEAHA063: north-dhcp4: Dhcp4 has both ddns-use-conflict-resolution and ddns-conflict-resolution-mode. Keep ddns-conflict-resolution-mode.",
      ],
    },
  ],
  [
    {
      allows: "a comment before a context that has one, and beside one that has none",
      breaks: ({ dhcp, subnet }) => {
        const { "user-context": context, ...rest } = subnet("north");
        const comment = "Bonn";
        rest.pools[0] = { ...rest.pools[0], "user-context": { floor: 2 }, comment };
        dhcp("north").subnet4[0] = { ...rest, comment, "user-context": { ...context, comment } };
      },
    },
    {
      allows: "two spellings where Kea knows only the old one, of which is told elsewhere",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["control-sockets"] = [dhcp("north")["control-socket"]];
        Object.assign(subnet("north"), { "client-class": "ALL", "client-classes": ["ALL"] });
      },
    },
    {
      allows: "an empty interface beside an interface-id",
      family: Family.V6,
      breaks: ({ subnet }) => {
        delete subnet("north").relay;
        Object.assign(subnet("north"), { interface: "", "interface-id": "port-1" });
      },
    },
  ],
);
