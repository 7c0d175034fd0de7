import { clientClass } from "../../../../kea/rules/dhcp/client-class";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

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
      finds: "tests that name a class before it is defined, or itself",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "a", test: "member('b') or member('a')" },
          { name: "b", test: "member('KNOWN') and not member('HA_x')" },
          { name: "c", test: "member('a')" },
        ];
      },
      says: [
        "error KEAHA085: north-dhcp4: class a refers to class b, which is not defined before it. Define the classes that a test names first.",
        "error KEAHA085: north-dhcp4: class a refers to class a, which is not defined before it. Define the classes that a test names first.",
      ],
    },
    {
      finds: "a guard without a name, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["client-classes"] = [""];
        }),
      says: [
        "error KEAHA085: relationship north, hub-dhcp4: client-classes of subnet 10.1.0.0/24 (id 1) has an empty name. Name a class, or leave it out.",
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
