import { logger } from "../../../../kea/rules/dhcp/logger";
import { describeRule } from "../describe-rule";

describeRule(
  logger,
  [
    {
      finds: "severities and loggers that Kea does not know, and one twice",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [
          { name: "kea-dhcp4", severity: "LOUD" },
          { name: "kea-dhcp4", severity: "INFO" },
          { name: "kea-dhcp6", severity: "INFO" },
        ];
      },
      says: [
        "warning KEAHA088: north-dhcp4: logger kea-dhcp4 has severity LOUD. Use one of NONE, FATAL, ERROR, WARN, INFO or DEBUG.",
        "warning KEAHA088: north-dhcp4: logger kea-dhcp4 is there twice. Give one logger several outputs.",
        "warning KEAHA088: north-dhcp4: logger kea-dhcp6 is no logger of kea-dhcp4. Use kea-dhcp4, or kea-dhcp4.NAME.",
      ],
    },
  ],
  [
    {
      allows: "lower case, and loggers of parts",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [
          { name: "kea-dhcp4", severity: "info" },
          { name: "kea-dhcp4.ha-hooks", severity: "DEBUG", debuglevel: 50 },
        ];
      },
    },
  ],
);
