import { queueControl } from "../../../../kea/rules/dhcp/queue-control";
import { describeRule } from "../describe-rule";

describeRule(
  queueControl,
  [
    {
      finds: "a queue that is neither on nor off, and a kind of queue that is no text",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-queue-control"] = { "enable-queue": 1 };
        dhcp("south")["dhcp-queue-control"] = { "enable-queue": true, "queue-type": 1 };
      },
      says: [
        "error KEAHA122: north-dhcp4: enable-queue of dhcp-queue-control is 1. Set enable-queue to true or false.",
        "error KEAHA122: south-dhcp4: queue-type of dhcp-queue-control is 1. It takes a text, in quotes.",
      ],
    },
  ],
  [
    {
      allows: "what Kea takes",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-queue-control"] = {
          "enable-queue": true,
          "queue-type": "kea-ring4",
          capacity: 5,
        };
      },
    },
  ],
);
