import { activeSides, delay } from "../../fleet/sides";
import { RELATIONSHIP } from "../../schema/ha-keys";
import { plain } from "../../words";
import type { Rule } from "../rule";

const TIMERS = [...RELATIONSHIP.keys()].filter((key) =>
  [
    "heartbeat-delay",
    "max-response-delay",
    "max-ack-delay",
    "max-unacked-clients",
    "max-rejected-lease-updates",
  ].includes(key),
);

export const timersDiffer: Rule = {
  code: "KEAHA039",
  name: "timers-differ",
  severity: "warning",
  reason:
    "Partners with different timers and limits call the same silence differently, one long before the other.",
  source: "Kea manual, High Availability; ISC knowledge base, Kea HA timer settings",
  *relationship(relationship) {
    const [first, ...others] = activeSides(relationship);
    for (const key of first ? TIMERS : []) {
      const expected = delay(first!, key);
      const other = others.find((side) => delay(side, key) !== undefined && delay(side, key) !== expected);
      if (expected === undefined || other === undefined) continue;
      yield {
        server: other.server,
        path: [...other.path, key],
        message: `${key} is ${delay(other, key)}, and ${expected} on ${plain(first!.server.name)}.`,
        remedy: "Give both the same value.",
      };
    }
  },
};
