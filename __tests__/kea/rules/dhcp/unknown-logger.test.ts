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
    {
      allows: "loggers of another program in the same file, which is told as that",
      breaks: ({ servers, dhcp }) => {
        servers[1]!.config.Dhcp6 = {};
        dhcp("north").loggers = [{ name: "kea-dhcp6.leases", severity: "INFO" }];
      },
    },
  ],
);
