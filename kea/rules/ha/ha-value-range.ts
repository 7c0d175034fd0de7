import type { Rule } from "../../findings";
import { number } from "../../fleet";

/** Smallest and largest value of the whole-number keys (16-bit delays up to Kea 3.2). */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  "heartbeat-delay": [1, 65535],
  "max-response-delay": [0, 65535],
  "max-ack-delay": [0, 65535],
  "max-unacked-clients": [0, 4294967295],
  "max-rejected-lease-updates": [0, 4294967295],
  "sync-timeout": [0, 4294967295],
  "sync-page-limit": [1, 4294967295],
  "delayed-updates-limit": [0, 4294967295],
};

export const haValueRange: Rule = {
  code: "KEAHA014",
  name: "ha-value-range",
  severity: "error",
  reason: "Kea takes the server out of service on a value that it refuses, and chokes on some that it takes.",
  *check({ relationships }) {
    for (const { name, where, sides } of relationships) {
      const side = sides[0];
      for (const [key, [low, high]] of Object.entries(RANGES)) {
        const value = number(side?.map[key]);
        if (side === undefined || value === undefined) continue;
        if (Number.isInteger(value) && value >= low && value <= high) continue;
        yield {
          server: side.server.name,
          relationship: name,
          where,
          path: [...side.path, key],
          message: `${key} is ${value}.`,
          remedy: `It takes whole numbers from ${low} to ${high}.`,
        };
      }
    }
  },
};
