import { shortResponseDelay } from "../../../../kea/rules/ha/short-response-delay";
import { describeRule } from "../describe-rule";
import { everywhere } from "./members";

describeRule(
  shortResponseDelay,
  [
    {
      finds: "a response delay below three heartbeats",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10000, "max-response-delay": 25000 });
      },
      says: [
        "warning KEAHA038: relationship north, hub-dhcp4: max-response-delay is 25000, and heartbeat-delay 10000: that is less than three heartbeats. Make max-response-delay at least three times heartbeat-delay.",
      ],
    },
    {
      finds: "a long heartbeat with Kea's own response delay",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 30000 });
      },
      says: [
        "warning KEAHA038: relationship north, hub-dhcp4: max-response-delay is 60000 (Kea's default), and heartbeat-delay 30000: that is less than three heartbeats. Make heartbeat-delay at most a third of max-response-delay, which may be 65535.",
      ],
    },
  ],
  [
    {
      allows: "three heartbeats",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10000, "max-response-delay": 30000 });
      },
    },
    {
      allows: "no more than one, which is an error of its own",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10000, "max-response-delay": 10000 });
      },
    },
    {
      allows: "delays in seconds: that is another mistake",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10, "max-response-delay": 20 });
        everywhere(fleet, "south", { "max-response-delay": 60 });
      },
    },
  ],
);
