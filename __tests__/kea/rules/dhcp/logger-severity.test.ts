import { loggerSeverity } from "../../../../kea/rules/dhcp/logger-severity";
import { describeRule } from "../describe-rule";

describeRule(
  loggerSeverity,
  [
    {
      finds: "a severity that Kea does not know",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [{ name: "kea-dhcp4", severity: "LOUD" }];
      },
      says: [
        "warning KEAHA135: north-dhcp4: logger kea-dhcp4 has severity LOUD. Use one of NONE, FATAL, ERROR, WARN, INFO or DEBUG.",
      ],
    },
  ],
  [
    {
      allows: "lower case",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [{ name: "kea-dhcp4", severity: "info" }];
      },
    },
  ],
);
