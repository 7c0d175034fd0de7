import { statePauses } from "../../../../kea/rules/ha/state-pauses";
import { describeRule } from "../describe-rule";
import { everywhere } from "./members";

describeRule(
  statePauses,
  [
    {
      finds: "a state that is none",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "state-machine": { states: [{ state: "READY", pause: "always" }] } });
      },
      says: [
        "error KEAHA025: relationship north, hub-dhcp4: it pauses in READY, which is no state. Did you mean ready?",
      ],
    },
    {
      finds: "a kind of pause that is none, and a state that is none",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          "state-machine": { states: [{ state: "ready", pause: "sometimes" }, { state: "on-holiday" }] },
        });
      },
      says: [
        "error KEAHA025: relationship north, hub-dhcp4: the pause of state ready is sometimes. Use one of always, never, once.",
        "error KEAHA025: relationship north, hub-dhcp4: it pauses in on-holiday, which is no state. Use one of backup, communication-recovery, hot-standby, in-maintenance, load-balancing, partner-down, partner-in-maintenance, passive-backup, ready, syncing, terminated, waiting.",
      ],
    },
    {
      finds: "a state that is given twice",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          "state-machine": {
            states: [
              { state: "ready", pause: "once" },
              { state: "ready", pause: "never" },
            ],
          },
        });
      },
      says: [
        "error KEAHA025: relationship north, hub-dhcp4: the pause of state ready is given twice. Give one of them.",
      ],
    },
  ],
  [
    {
      allows: "every kind of pause, and none",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          "state-machine": {
            states: [
              { state: "waiting", pause: "always" },
              { state: "ready", pause: "once" },
              { state: "partner-down", pause: "never" },
              { state: "syncing" },
            ],
          },
        });
      },
    },
  ],
);
