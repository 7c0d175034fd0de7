import { clientClass } from "../../../../kea/rules/dhcp/client-class";
import { describeRule } from "../describe-rule";

describeRule(
  clientClass,
  [
    {
      finds: "two classes of one name, and one without",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "phones" },
          { name: "phones", test: "member('ALL')" },
          { name: "" },
        ];
      },
      says: [
        "error KEAHA085: north-dhcp4: class phones is defined twice. Name each class differently.",
        "error KEAHA085: north-dhcp4: a class has an empty name. Name each class differently.",
      ],
    },
    {
      finds: "tests that are empty, or of a built-in class",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "a", test: "" },
          { name: "UNKNOWN", test: "member('ALL')" },
        ];
      },
      says: [
        "error KEAHA085: north-dhcp4: class a has an empty test. Leave test out, or write an expression.",
        "error KEAHA085: north-dhcp4: class UNKNOWN is built in, and has a test. Leave test out, or use another name.",
      ],
    },
  ],
  [
    {
      allows: "a built-in class with options",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "KNOWN", "option-data": [] },
          { name: "DROP", test: "member('KNOWN')" },
        ];
      },
    },
  ],
);
