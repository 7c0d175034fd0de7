import { optionDefinition } from "../../../../kea/rules/dhcp/option-definition";
import { describeRule } from "../describe-rule";

describeRule(
  optionDefinition,
  [
    {
      finds: "a standard option, defined anew",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "gateway", code: 3, type: "ipv4-address" },
          { name: "routers", code: 230, type: "uint8" },
          { name: "circuit", code: 1, type: "string", space: "dhcp-agent-options-space" },
        ];
      },
      says: [
        "error KEAHA084: north-dhcp4: option definition gateway redefines the standard option routers, code 3. Use the standard option, or another name and code.",
        "error KEAHA084: north-dhcp4: option definition routers redefines the standard option routers, code 3. Use the standard option, or another name and code.",
        "error KEAHA084: north-dhcp4: option definition circuit redefines the standard option circuit-id, code 1. Use the standard option, or another name and code.",
      ],
    },
    {
      finds: "options that a class cannot define, and one of Kea's own",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          {
            name: "a",
            "option-def": [
              { name: "own", code: 6, type: "uint8" },
              { name: "other", code: 230, space: "mine", type: "uint8" },
              { name: "vendor", code: 43, type: "uint8" },
            ],
          },
        ];
        dhcp("north")["option-def"] = [{ name: "mine", code: 125, type: "uint8" }];
      },
      says: [
        "error KEAHA084: north-dhcp4: option definition own of class a has code 6, which a class cannot define. A class takes 43 and 224 to 254: define others in option-def of the server.",
        "error KEAHA084: north-dhcp4: option definition other of class a has code 230 in space mine, which a class cannot define. A class takes 43 and 224 to 254: define others in option-def of the server.",
        "error KEAHA084: north-dhcp4: option definition mine redefines the standard option vivso-suboptions, code 125. Use the standard option, or another name and code.",
      ],
    },
    {
      finds: "lists and records of what has no end, and spaces that are none, or its own",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "a", code: 230, type: "binary", array: true },
          { name: "b", code: 231, type: "record", "record-types": "binary, uint8" },
          { name: "c", code: 232, type: "record", "record-types": "uint8, string", array: true },
          { name: "d", code: 233, type: "record", "record-types": "uint8, internal" },
          { name: "e", code: 234, type: "empty", encapsulate: "a b" },
          { name: "f", code: 235, type: "empty", encapsulate: "dhcp4" },
        ];
      },
      says: [
        "error KEAHA084: north-dhcp4: option definition a is an array of binary. Kea has none: use tuple, or no array.",
        "error KEAHA084: north-dhcp4: option definition b has a binary that is not its last field. Put the binary last.",
        "error KEAHA084: north-dhcp4: option definition c is an array that ends with a string. Use tuple, or no array.",
        "error KEAHA084: north-dhcp4: option definition d has a field of type internal. Use types of fields, with commas between them.",
        "error KEAHA084: north-dhcp4: option definition e encapsulates a b, which is no name of a space. Use letters, digits, - and _, the first and the last a letter or a digit.",
        "error KEAHA084: north-dhcp4: option definition f encapsulates the space that it is in. Encapsulate another space.",
      ],
    },
    {
      finds: "one option twice",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "a", code: 230, type: "uint8" },
          { name: "b", code: 230, type: "uint8" },
          { name: "a", code: 231, type: "uint8" },
        ];
      },
      says: [
        "error KEAHA084: north-dhcp4: code 230 is defined twice. Define each option once.",
        "error KEAHA084: north-dhcp4: name a is defined twice. Define each option once.",
      ],
    },
    {
      finds: "types that make no sense",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "a", code: 230, type: "text" },
          { name: "b", code: 231, type: "record" },
          { name: "c", code: 232, type: "record", "record-types": "string, uint8" },
          { name: "d", code: 233, type: "record", "record-types": "uint8, colour" },
          { name: "e", code: 234, type: "uint8", "record-types": "uint8, uint8" },
          { name: "f", code: 235, type: "string", array: true },
          { name: "g", code: 236, type: "uint8", array: true, encapsulate: "x" },
          { name: "h", code: 1, type: "uint8", space: "x", encapsulate: "x" },
        ];
      },
      says: [
        "error KEAHA084: north-dhcp4: option definition a has type text. Use one of empty, binary, boolean, int8, int16, int32, uint8, uint16, uint32, ipv4-address, ipv6-address, ipv6-prefix, psid, string, tuple, fqdn, internal or record.",
        "error KEAHA084: north-dhcp4: option definition b is a record of less than two fields. List them in record-types: uint8, string.",
        "error KEAHA084: north-dhcp4: option definition c has a string that is not its last field. Put the string last.",
        "error KEAHA084: north-dhcp4: option definition d has a field of type colour. Use types of fields, with commas between them.",
        'error KEAHA084: north-dhcp4: option definition e has record-types and type uint8. Use type "record", or remove record-types.',
        "error KEAHA084: north-dhcp4: option definition f is an array of string. Kea has none: use tuple, or no array.",
        "error KEAHA084: north-dhcp4: option definition g is an array and encapsulates a space. Keep one of them.",
        "error KEAHA084: north-dhcp4: option definition h encapsulates the space that it is in. Encapsulate another space.",
      ],
    },
    {
      finds: "names, spaces and codes that Kea refuses",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "a b", code: 230, type: "uint8" },
          { name: "b", code: 255, type: "uint8" },
          { name: "c", code: 231, type: "uint8", space: "a.b" },
        ];
      },
      says: [
        "error KEAHA084: north-dhcp4: a b is no name of an option. Use letters, digits, - and _, the first and the last a letter or a digit.",
        "error KEAHA084: north-dhcp4: option definition b has code 255. It takes 1 to 254.",
        "error KEAHA084: north-dhcp4: option definition c is in space a.b. Use letters, digits, - and _, the first and the last a letter or a digit.",
      ],
    },
  ],
  [
    {
      allows: "the same code in two spaces, records, and vendor options",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "a", code: 230, type: "record", "record-types": "uint8, string" },
          { name: "a", code: 230, type: "uint8", space: "x" },
          { name: "a", code: 2, type: "uint8", space: "vendor-4491" },
          { name: "vendor-encapsulated-options", code: 43, type: "empty", encapsulate: "x" },
        ];
        dhcp("north")["client-classes"] = [
          { name: "c", "option-def": [{ name: "vendor-encapsulated-options", code: 43, type: "uint32" }] },
        ];
      },
    },
  ],
);
