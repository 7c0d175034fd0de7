import { restrictCommandsDiffer } from "../../../../kea/rules/ha/restrict-commands-differ";
import { describeRule } from "../describe-rule";
import { undeclared } from "./members";

describeRule(
  restrictCommandsDiffer,
  [
    {
      finds: "commands that are restricted in one relationship only",
      breaks: (fleet) => {
        fleet.ha("hub")["restrict-commands"] = false;
      },
      says: [
        "warning KEAHA047: hub-dhcp4: restrict-commands is false in one relationship of hub and true in another. Set it to true in all of them.",
      ],
    },
  ],
  [
    {
      allows: "different values on different servers",
      breaks: (fleet) => {
        fleet.ha("north")["restrict-commands"] = false;
      },
    },
    {
      allows: "a default that is not known",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("hub")["restrict-commands"] = false;
      },
    },
  ],
);
