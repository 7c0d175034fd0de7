import { emptyTest } from "../../../../kea/rules/dhcp/empty-test";
import { describeRule } from "../describe-rule";

describeRule(emptyTest, [
  {
    finds: "a test that is empty",
    breaks: ({ dhcp }) => {
      dhcp("north")["client-classes"] = [
        { name: "a", test: "" },
        { name: "b", "template-test": " " },
      ];
    },
    says: [
      "error KEAHA129: north-dhcp4: class a has an empty test. Leave test out, or write an expression.",
      "error KEAHA129: north-dhcp4: class b has an empty template-test. Leave template-test out, or write an expression.",
    ],
  },
]);
