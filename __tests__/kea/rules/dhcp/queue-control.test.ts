import { Family } from "../../../../kea/model/family";
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
        dhcp("hub")["dhcp-queue-control"] = { "enable-queue": false, "queue-type": null, capacity: "5" };
      },
      says: [
        'error KEAHA122: hub-dhcp4: capacity of dhcp-queue-control is "5". It takes a whole number, 5 or more.',
        "error KEAHA122: hub-dhcp4: queue-type of dhcp-queue-control is null. It takes a text, in quotes.",
        "error KEAHA122: north-dhcp4: enable-queue of dhcp-queue-control is 1. Set it to true or false.",
        "error KEAHA122: south-dhcp4: queue-type of dhcp-queue-control is 1. It takes a text, in quotes.",
      ],
    },
    {
      finds: "a kind of queue that Kea does not have, and one of no size, without multi-threading",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        for (const host of ["north", "south"] as const)
          dhcp(host)["multi-threading"] = { "enable-multi-threading": false };
        dhcp("north")["dhcp-queue-control"] = { "enable-queue": true, "queue-type": "kea-ring4" };
        dhcp("south")["dhcp-queue-control"] = { "enable-queue": true, capacity: -1 };
      },
      says: [
        "error KEAHA122: north-dhcp6: queue-type of dhcp-queue-control is kea-ring4, and kea-dhcp6 has no such queue. Use kea-ring6, or leave queue-type out.",
        "error KEAHA122: south-dhcp6: capacity of dhcp-queue-control is -1. It takes a whole number, 5 or more.",
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
    {
      allows: "any kind with multi-threading, where the queue is off, and where a library may bring it",
      breaks: ({ dhcp }) => {
        const control = { "enable-queue": true, "queue-type": "mine", capacity: -1 };
        dhcp("north")["dhcp-queue-control"] = control;
        dhcp("south")["multi-threading"] = { "enable-multi-threading": false };
        dhcp("south")["dhcp-queue-control"] = { ...control, "enable-queue": false };
        dhcp("hub")["multi-threading"] = { "enable-multi-threading": false };
        dhcp("hub")["dhcp-queue-control"] = { ...control, capacity: 1 };
        dhcp("hub")["hooks-libraries"].push({ library: "mine.so" });
      },
    },
  ],
);
