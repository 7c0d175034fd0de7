import { pausedUnserved } from "../../../../kea/rules/ha/paused-unserved";
import { balanced } from "../balanced";
import { describeRule } from "../describe-rule";
import { everywhere, onMember } from "./members";

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
    {
      finds: "members that would pause in service, where they watch their partners",
      breaks: (fleet) => {
        everywhere(fleet, "north", pauses({ state: "hot-standby", pause: "once" }));
      },
      says: [
        "warning KEAHA167: relationship north, hub-dhcp4: it pauses in hot-standby, once, until somebody sends ha-continue; if its partner fails before that, it does not take over. Set pause to never, or have somebody at hand who sends it each time that it gets there.",
        "warning KEAHA167: relationship north, north-dhcp4: it pauses in hot-standby, once, until somebody sends ha-continue; if its partner fails before that, its clients get no answer. Set pause to never, or have somebody at hand who sends it each time that it gets there.",
      ],
    },
    {
      finds: "the same of members that share their clients, also while they have lost each other",
      breaks: (fleet) => {
        balanced(fleet);
        for (const host of ["hub", "north"] as const)
          Object.assign(
            fleet.ha(host),
            pauses(
              { state: "load-balancing", pause: "always" },
              { state: "communication-recovery", pause: "always" },
            ),
          );
      },
      says: ["load-balancing", "communication-recovery"].map(
        (state) =>
          `warning KEAHA167: relationship north, hub-dhcp4: it pauses in ${state} until somebody sends ha-continue; if its partner fails before that, it does not take over. Set pause to never, or have somebody at hand who sends it each time that it gets there.`,
      ),
    },
  ],
  [
    {
      allows: "a pause in service of a standby that does not take over by itself: told as that",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "auto-failover": false });
        Object.assign(fleet.ha("hub"), pauses({ state: "hot-standby", pause: "always" }));
      },
    },
    {
      allows: "pauses in states that a pair of this mode is never in",
      breaks: (fleet) => {
        everywhere(
          fleet,
          "north",
          pauses(
            { state: "load-balancing", pause: "always" },
            { state: "communication-recovery", pause: "always" },
            { state: "passive-backup", pause: "always" },
          ),
        );
      },
    },
    {
      allows: "a pause while communication recovers, where no updates are kept for that",
      breaks: (fleet) => {
        balanced(fleet);
        for (const host of ["hub", "north"] as const)
          Object.assign(fleet.ha(host), {
            "delayed-updates-limit": 0,
            ...pauses({ state: "communication-recovery", pause: "always" }),
          });
      },
    },
    {
      allows: "a pause in a state that serves all clients, and none",
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
