import { className } from "../../../../kea/rules/dhcp/class-name";
import { describeRule } from "../describe-rule";

describeRule(className, [
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
]);
