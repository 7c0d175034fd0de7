import { RELATIONSHIP } from "../schema/ha-keys";
import type { Side } from "./fleet";
import { delay } from "./sides";

/** Kea's delays are milliseconds, of which nobody means so few: it is a number of seconds. */
export function isInSeconds(value: number | undefined): value is number {
  return value !== undefined && value > 0 && value < 200;
}

/** The delays that detect a failure; undefined where nobody beats, or where a value is not known or in seconds. */
export function detection(side: Side): { beat: number; silence: number; given: string } | undefined {
  const [beat, silence] = [delay(side, "heartbeat-delay"), delay(side, "max-response-delay")];
  if (side.mode === "passive-backup" || beat === undefined || silence === undefined) return undefined;
  if (isInSeconds(beat) || isInSeconds(silence)) return undefined;
  const standard = (key: string) => (side.map[key] === undefined ? " (Kea's default)" : "");
  return {
    beat,
    silence,
    given: `max-response-delay is ${silence}${standard("max-response-delay")}, and heartbeat-delay ${beat}${standard("heartbeat-delay")}`,
  };
}

/** How to make three heartbeats fit; Kea takes no delay above 65535. */
export function threeBeats(beat: number): string {
  const [, longest] = RELATIONSHIP.get("max-response-delay")!.range!;
  return 3 * beat > longest
    ? `Make heartbeat-delay at most a third of max-response-delay, which may be ${longest}.`
    : "Make max-response-delay at least three times heartbeat-delay.";
}
