import { timersDiffer } from "../../../../kea/rules/ha/timers-differ";
import { describeRule } from "../describe-rule";
import { only } from "./members";

describeRule(
  timersDiffer,
  [
    {
      finds: "partners with different heartbeats",
      breaks: (fleet) => {
        fleet.ha("north")["heartbeat-delay"] = 5000;
      },
      says: [
        "warning KEAHA039: relationship north, north-dhcp4: heartbeat-delay is 5000, and 10000 on hub-dhcp4. Give both the same value.",
      ],
    },
    {
      finds: "several timers, each once",
      breaks: (fleet) => {
        Object.assign(fleet.ha("north"), { "max-ack-delay": 1, "max-unacked-clients": 0 });
      },
      says: [
        "warning KEAHA039: relationship north, north-dhcp4: max-ack-delay is 1, and 10000 on hub-dhcp4. Give both the same value.",
        "warning KEAHA039: relationship north, north-dhcp4: max-unacked-clients is 0, and 10 on hub-dhcp4. Give both the same value.",
      ],
    },
  ],
  [
    {
      allows: "a timer that one of them leaves to Kea",
      breaks: (fleet) => {
        fleet.ha("north")["heartbeat-delay"] = 10000;
      },
    },
    {
      allows: "other timers on a backup, which never beats",
      breaks: (fleet) => {
        fleet.ha("backup")["heartbeat-delay"] = 5000;
      },
    },
    {
      allows: "a partner that is not known",
      breaks: (fleet) => {
        only(fleet, "north");
        fleet.ha("north")["heartbeat-delay"] = 5000;
      },
    },
  ],
);
