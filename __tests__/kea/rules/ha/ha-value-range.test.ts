import { haValueRange } from "../../../../kea/rules/ha/ha-value-range";
import { describeRule } from "../describe-rule";
import { everywhere } from "./members";

describeRule(
  haValueRange,
  [
    {
      finds: "a delay that Kea cannot hold",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 70000 });
      },
      says: [
        "error KEAHA014: relationship north, hub-dhcp4: heartbeat-delay is 70000. It takes whole numbers from 1 to 65535.",
      ],
    },
    {
      finds: "negative numbers and fractions",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          "max-response-delay": -1,
          "max-ack-delay": 1.5,
          "max-unacked-clients": 1e12,
          "sync-timeout": Number.NaN,
        });
      },
      says: [
        "error KEAHA014: relationship north, hub-dhcp4: max-ack-delay is 1.5. It takes whole numbers from 0 to 65535.",
        "error KEAHA014: relationship north, hub-dhcp4: max-response-delay is -1. It takes whole numbers from 0 to 65535.",
        "error KEAHA014: relationship north, hub-dhcp4: max-unacked-clients is 1000000000000. It takes whole numbers from 0 to 4294967295.",
        "error KEAHA014: relationship north, hub-dhcp4: sync-timeout is NaN. It takes whole numbers from 0 to 4294967295.",
      ],
    },
    {
      finds: "what Kea takes and chokes on",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 0, "sync-page-limit": 0 });
      },
      says: [
        "error KEAHA014: relationship north, hub-dhcp4: heartbeat-delay is 0. It takes whole numbers from 1 to 65535.",
        "error KEAHA014: relationship north, hub-dhcp4: sync-page-limit is 0. It takes whole numbers from 1 to 4294967295.",
      ],
    },
    {
      finds: "threads that are no number of threads",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "multi-threading": { "http-client-threads": -1 } });
      },
      says: [
        "error KEAHA014: relationship north, hub-dhcp4: http-client-threads in multi-threading is -1. It takes whole numbers from 0 to 4294967295.",
      ],
    },
    {
      finds: "it on one member only",
      breaks: (fleet) => {
        fleet.ha("backup")["max-ack-delay"] = 65536;
      },
      says: [
        "error KEAHA014: relationship north, backup-dhcp4: max-ack-delay is 65536. It takes whole numbers from 0 to 65535.",
      ],
    },
  ],
  [
    {
      allows: "the smallest and largest values",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          "heartbeat-delay": 1,
          "max-response-delay": 65535,
          "max-ack-delay": 0,
          "max-unacked-clients": 4294967295,
          "max-rejected-lease-updates": 0,
          "sync-page-limit": 1,
        });
      },
    },
    {
      allows: "a backup, and a primary of passive-backup, that never beat nor sync",
      breaks: (fleet) => {
        const idle = { "heartbeat-delay": 0, "sync-page-limit": 0 };
        Object.assign(fleet.ha("backup"), idle);
        everywhere(fleet, "south", { ...idle, mode: "passive-backup" });
      },
    },
    {
      allows: "values of a wrong type, which are told elsewhere",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": "70000", "sync-timeout": null });
      },
    },
  ],
);
