import { UNKNOWN } from "../../../../kea/json";
import { responseDelay } from "../../../../kea/rules/ha/response-delay";
import { describeRule } from "../describe-rule";
import { everywhere, said } from "./members";

describeRule(
  responseDelay,
  [
    {
      finds: "a response delay as long as a heartbeat",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10000, "max-response-delay": 10000 });
      },
      says: [
        "warning KEAHA037: relationship north, hub-dhcp4: max-response-delay is 10000, and heartbeat-delay 10000: one that is late, and the partner counts as dead. Make max-response-delay at least three times heartbeat-delay.",
      ],
    },
    {
      finds: "one that is shorter than Kea's own heartbeat",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "max-response-delay": 5000 });
      },
      says: [
        "warning KEAHA037: relationship north, hub-dhcp4: max-response-delay is 5000, and heartbeat-delay 10000 (Kea's default): one that is late, and the partner counts as dead. Make max-response-delay at least three times heartbeat-delay.",
      ],
    },
  ],
  [
    {
      allows: "values that are not known yet, or refused anyway",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) side["max-response-delay"] = UNKNOWN;
        everywhere(fleet, "south", { "heartbeat-delay": 70000, "max-response-delay": 10 });
      },
    },
    {
      allows: "anything in passive-backup, where nobody beats",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup", "max-response-delay": 10 });
      },
    },
    {
      allows: "delays in seconds: that is another mistake",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10, "max-response-delay": 10 });
        everywhere(fleet, "south", { "max-response-delay": 60 });
      },
    },
  ],
);
