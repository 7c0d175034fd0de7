import { duplicateLogger } from "../../../../kea/rules/dhcp/duplicate-logger";
import { describeRule } from "../describe-rule";

describeRule(
  duplicateLogger,
  [
    {
      finds: "a logger that is there twice",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [
          { name: "kea-dhcp4", severity: "WARN" },
          { name: "kea-dhcp4", severity: "INFO" },
        ];
      },
      says: [
        "warning KEAHA134: north-dhcp4: logger kea-dhcp4 is there twice. Give one logger several outputs.",
      ],
    },
  ],
  [
    {
      allows: "loggers of parts",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [
          { name: "kea-dhcp4", severity: "INFO" },
          { name: "kea-dhcp4.ha-hooks", severity: "DEBUG", debuglevel: 50 },
        ];
      },
    },
    {
      allows: "two loggers that Kea does not have: each is told as one",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [
          { name: "kea-dhcp6", severity: "INFO" },
          { name: "kea-dhcp6", severity: "DEBUG" },
        ];
      },
    },
  ],
);
