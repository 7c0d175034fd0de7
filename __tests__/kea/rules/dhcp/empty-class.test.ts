import { emptyClass } from "../../../../kea/rules/dhcp/empty-class";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

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
  {
    finds: "a guard without a name, once for all members",
    breaks: (fleet) =>
      onNorth(fleet, (subnet) => {
        subnet["client-classes"] = [""];
      }),
    says: [
      "error KEAHA128: relationship north, hub-dhcp4: client-classes of subnet 10.1.0.0/24 (id 1) has an empty name. Name a class, or leave it out.",
    ],
  },
]);
