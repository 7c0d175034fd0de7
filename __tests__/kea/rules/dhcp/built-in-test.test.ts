import { builtInTest } from "../../../../kea/rules/dhcp/built-in-test";
import { describeRule } from "../describe-rule";

describeRule(
  builtInTest,
  [
    {
      finds: "a test of a built-in class",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "UNKNOWN", test: "member('ALL')" }];
      },
      says: [
        "error KEAHA130: north-dhcp4: class UNKNOWN is built in, and has a test. Leave test out, or use another name.",
      ],
    },
    {
      finds: "one that is made by a template, or asked only where it is listed",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "KNOWN", "template-test": "option[60].hex" },
          { name: "DROP", test: "option[60].exists", "only-in-additional-list": true },
        ];
      },
      says: [
        "error KEAHA130: north-dhcp4: class KNOWN is built in, and has a template-test. Leave template-test out, or use another name.",
        "error KEAHA130: north-dhcp4: class DROP is built in, and has only-in-additional-list. Leave only-in-additional-list out, or use another name.",
      ],
    },
  ],
  [
    {
      allows: "a built-in class with options",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "KNOWN", "option-data": [] }];
      },
    },
    {
      allows: "an empty test, which is a mistake in every class",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "KNOWN", test: " " }];
      },
    },
  ],
);
