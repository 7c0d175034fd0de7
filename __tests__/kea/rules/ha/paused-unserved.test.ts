import { pausedUnserved } from "../../../../kea/rules/ha/paused-unserved";
import { describeRule } from "../describe-rule";
import { everywhere } from "./members";

const pauses = (...states: object[]) => ({ "state-machine": { states } });

describeRule(
  pausedUnserved,
  [
    {
      finds: "members that pause before they serve",
      breaks: (fleet) => {
        everywhere(
          fleet,
          "north",
          pauses({ state: "waiting", pause: "always" }, { state: "ready", pause: "once" }),
        );
      },
      says: [
        "warning KEAHA167: relationship north, hub-dhcp4: it pauses in waiting until somebody sends ha-continue. Set pause to never, or have somebody at hand who sends it after each start and config-set.",
        "warning KEAHA167: relationship north, hub-dhcp4: it pauses in ready, once, until somebody sends ha-continue. Set pause to never, or have somebody at hand who sends it after each start and config-set.",
      ],
    },
  ],
  [
    {
      allows: "pauses in states that serve, and none",
      breaks: (fleet) => {
        everywhere(
          fleet,
          "north",
          pauses({ state: "partner-down", pause: "always" }, { state: "waiting", pause: "never" }),
        );
      },
    },
    {
      allows: "a pause of the backup's, which serves nobody anyway",
      breaks: (fleet) => {
        Object.assign(fleet.ha("backup"), pauses({ state: "waiting", pause: "always" }));
      },
    },
  ],
);
