import { memberName } from "../../../../kea/rules/ha/member-name";
import { describeRule } from "../describe-rule";
import { onMember } from "./members";

describeRule(
  memberName,
  [
    {
      finds: "a name with spaces around it",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { name: " north.hub" });
      },
      says: [
        'error KEAHA024: relationship north, hub-dhcp4: member 2 is called " north.hub", with spaces around it. Take the spaces away.',
      ],
    },
    {
      finds: "empty names",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { name: "" });
        onMember(fleet, "south.hub", { name: "\t" });
      },
      says: [
        'error KEAHA024: relationship north, hub-dhcp4: member 2 is called "". Give it a name.',
        'error KEAHA024: relationship south, hub-dhcp4: member 2 is called "\\t". Give it a name.',
      ],
    },
  ],
  [
    {
      allows: "spaces inside a name",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { name: "the hub" });
      },
    },
  ],
);
