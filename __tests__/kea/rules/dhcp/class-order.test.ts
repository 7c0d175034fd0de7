import { classOrder } from "../../../../kea/rules/dhcp/class-order";
import { describeRule } from "../describe-rule";

describeRule(
  classOrder,
  [
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
        "error KEAHA131: north-dhcp4: class a refers to class b, which is not defined before it. Define the classes that a test names first.",
        "error KEAHA131: north-dhcp4: class a refers to class a, which is not defined before it. Define the classes that a test names first.",
      ],
    },
    {
      finds: "a class that a template makes",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "rack", "template-test": "'1'" },
          { name: "first", test: "member('SPAWN_rack_1')" },
        ];
      },
      says: [
        "error KEAHA131: north-dhcp4: class first refers to class SPAWN_rack_1, which is not defined before it. Define the classes that a test names first.",
      ],
    },
  ],
  [
    {
      allows: "tests that name a class of Kea's own",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "DROP", test: "member('KNOWN')" }];
      },
    },
  ],
);
