
import { optionDefinition } from "../../../../kea/rules/dhcp/option-definition";
import { describeRule } from "../describe-rule";


describeRule(optionDefinition, [
{ finds: "a standard option, defined anew", breaks: ({ dhcp }) => { dhcp("north")["option-def"] = [{ name: "gateway", code: 3, type: "ipv4-address" }, { name: "routers", code: 230, type: "uint8" }]; }, says: [] },
{ finds: "one option twice", breaks: ({ dhcp }) => { dhcp("north")["option-def"] = [{ name: "a", code: 230, type: "uint8" }, { name: "b", code: 230, type: "uint8" }, { name: "a", code: 231, type: "uint8" }]; }, says: [] },
{ finds: "types that make no sense", breaks: ({ dhcp }) => { dhcp("north")["option-def"] = [{ name: "a", code: 230, type: "text" }, { name: "b", code: 231, type: "record" }, { name: "c", code: 232, type: "record", "record-types": "string, uint8" }, { name: "d", code: 233, type: "record", "record-types": "uint8, colour" }, { name: "e", code: 234, type: "uint8", "record-types": "uint8, uint8" }, { name: "f", code: 235, type: "string", array: true }, { name: "g", code: 236, type: "uint8", array: true, encapsulate: "x" }, { name: "h", code: 1, type: "uint8", space: "x", encapsulate: "x" }]; }, says: [] },
{ finds: "names, spaces and codes that Kea refuses", breaks: ({ dhcp }) => { dhcp("north")["option-def"] = [{ name: "a b", code: 230, type: "uint8" }, { name: "b", code: 255, type: "uint8" }, { name: "c", code: 231, type: "uint8", space: "a.b" }]; }, says: [] },
], [
{ allows: "the same code in two spaces, records, and vendor options", breaks: ({ dhcp }) => { dhcp("north")["option-def"] = [{ name: "a", code: 230, type: "record", "record-types": "uint8, string" }, { name: "a", code: 230, type: "uint8", space: "x" }, { name: "vendor-encapsulated-options", code: 43, type: "empty", encapsulate: "x" }]; dhcp("north")["client-classes"] = [{ name: "c", "option-def": [{ name: "vendor-encapsulated-options", code: 43, type: "uint32" }] }]; } },
]);
