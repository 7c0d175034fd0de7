import { emptyClass } from "../../../../kea/rules/dhcp/empty-class";
import { describeRule } from "../describe-rule";

describeRule(emptyClass, [
  {
    finds: "an additional class without a name",
    breaks: ({ dhcp }) => {
      dhcp("south")["shared-networks"] = [{ name: "b", "evaluate-additional-classes": [""] }];
    },
    says: [
      "error KEAHA128: south-dhcp4: evaluate-additional-classes of shared network b has an empty name. Name a class, or leave it out.",
    ],
  },
]);
