import { UNKNOWN } from "../../../../kea/json";
import { delaysInSeconds } from "../../../../kea/rules/ha/delays-in-seconds";
import { describeRule } from "../describe-rule";
import { everywhere, pair, said } from "./members";

describeRule(
  delaysInSeconds,
  [
    {
      finds: "delays that are written in seconds, on all members alike",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10, "max-response-delay": 60 });
      },
      mended: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 10000, "max-response-delay": 60000 });
      },
      says: [
        "warning KEAHA162: relationship north, hub-dhcp4: heartbeat-delay is 10 and max-response-delay 60: these are milliseconds. Did you mean 10000 and 60000?",
      ],
    },
    {
      finds: "a single one, whose seconds are more milliseconds than Kea takes",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "max-response-delay": 120 });
      },
      says: [
        "warning KEAHA162: relationship north, hub-dhcp4: max-response-delay is 120: these are milliseconds. Write milliseconds.",
      ],
    },
    {
      finds: "all four, in somebody else's configurations",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["hub", "north"] as const)
          Object.assign(fleet.ha(host), {
            "heartbeat-delay": 10,
            "max-response-delay": 60,
            "max-ack-delay": 5,
            "sync-timeout": 199,
          });
      },
      says: [
        "warning KEAHA162: relationship north.north+north.hub, hub-dhcp4: heartbeat-delay is 10, max-response-delay 60, max-ack-delay 5 and sync-timeout 199: these are milliseconds (also on north-dhcp4). Did you mean 10000, 60000, 5000 and 199000?",
      ],
    },
    {
      finds: "a sync in passive-backup that has no time",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup", "heartbeat-delay": 10, "sync-timeout": 60 });
      },
      says: [
        "warning KEAHA162: relationship north, hub-dhcp4: sync-timeout is 60: these are milliseconds. Did you mean 60000?",
      ],
    },
  ],
  [
    {
      allows: "short delays, and what Kea takes as none",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": 200, "max-response-delay": 600 });
        everywhere(fleet, "south", { "max-ack-delay": 0, "max-response-delay": 0, "sync-timeout": 0 });
      },
    },
    {
      allows: "values that are not known yet, or refused anyway",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) side["heartbeat-delay"] = UNKNOWN;
        everywhere(fleet, "south", { "heartbeat-delay": 1.5, "max-response-delay": "60" });
      },
    },
    {
      allows: "the delays of a backup, which calls nobody",
      breaks: (fleet) => {
        Object.assign(fleet.ha("backup"), { "heartbeat-delay": 10, "max-response-delay": 60 });
      },
    },
    {
      allows: "delays of heartbeats in passive-backup, where nobody beats",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          mode: "passive-backup",
          "heartbeat-delay": 10,
          "max-response-delay": 60,
          "max-ack-delay": 5,
        });
      },
    },
  ],
);
