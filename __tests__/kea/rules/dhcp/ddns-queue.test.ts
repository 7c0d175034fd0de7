import { ddnsQueue } from "../../../../kea/rules/dhcp/ddns-queue";
import { describeRule } from "../describe-rule";

describeRule(
  ddnsQueue,
  [
    {
      finds: "a queue without room for updates that are on",
      breaks: ({ dhcp }) => {
        dhcp("hub")["dhcp-ddns"] = { "enable-updates": true, "max-queue-size": 0 };
      },
      says: [
        "error KEAHA126: hub-dhcp4: max-queue-size of dhcp-ddns is 0, and updates are on. Give it 1 or more, or leave it out.",
      ],
    },
  ],
  [
    {
      allows: "none where updates are off",
      breaks: ({ dhcp }) => {
        dhcp("hub")["dhcp-ddns"] = { "enable-updates": false, "max-queue-size": 0 };
      },
    },
  ],
);
