import { unknownLogger } from "../../../../kea/rules/dhcp/unknown-logger";
import { describeRule } from "../describe-rule";

describeRule(
  unknownLogger,
  [
    {
      finds: "a logger of another daemon",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [{ name: "kea-dhcp6", severity: "INFO" }];
      },
      says: [
        "warning KEAHA088: north-dhcp4: logger kea-dhcp6 is no logger of kea-dhcp4. Use kea-dhcp4, or kea-dhcp4.NAME.",
      ],
    },
  ],
  [
    {
      allows: "loggers of parts",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers = [
          { name: "kea-dhcp4", severity: "info" },
          { name: "kea-dhcp4.ha-hooks", severity: "DEBUG", debuglevel: 50 },
        ];
      },
    },
  ],
);
