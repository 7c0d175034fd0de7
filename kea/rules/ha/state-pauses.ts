import { list, map, text } from "../../json";
import { meant, plain } from "../../words";
import type { Rule } from "../rule";

/** States that can be configured (`unavailable` too, although a server is never in it). */
const STATES = [
  "backup",
  "communication-recovery",
  "hot-standby",
  "in-maintenance",
  "load-balancing",
  "partner-down",
  "partner-in-maintenance",
  "passive-backup",
  "ready",
  "syncing",
  "terminated",
  "unavailable",
  "waiting",
];
const PAUSES = ["always", "never", "once"];

export const statePauses: Rule = {
  code: "KEAHA025",
  name: "state-pauses",
  severity: "error",
  reason: "Kea refuses a pause of a state that it does not know, of an unknown kind, or given twice.",
  source: "Kea manual, Pausing the HA State Machine; stringToState, StateConfig::stringToPausing",
  *side(side) {
    const told = new Set<string>();
    for (const [index, entry] of list(map(side.map["state-machine"]).states).entries()) {
      const at = [...side.path, "state-machine", "states", index];
      const [state, pause] = [text(map(entry).state), text(map(entry).pause)];
      if (state !== undefined && !STATES.includes(state)) {
        yield {
          path: [...at, "state"],
          message: `it pauses in ${plain(state)}, which is no state.`,
          remedy: use(state, STATES),
        };
      } else if (state !== undefined && told.has(state)) {
        yield {
          path: [...at, "state"],
          message: `the pause of state ${state} is given twice.`,
          remedy: "Give one of them.",
        };
      }
      if (state !== undefined) told.add(state);
      if (pause !== undefined && !PAUSES.includes(pause)) {
        yield {
          path: [...at, "pause"],
          message: `the pause of ${state === undefined ? `entry ${index + 1} of states` : `state ${plain(state)}`} is ${plain(pause)}.`,
          remedy: use(pause, PAUSES),
        };
      }
    }
  },
};

function use(word: string, known: readonly string[]): string {
  const guess = meant(word, known);
  const states = known.filter((one) => one !== "unavailable");
  return guess === undefined ? `Use one of ${states.join(", ")}.` : `Did you mean ${guess}?`;
}
