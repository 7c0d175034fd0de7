import { hooksOf } from "../../fleet/hooks";
import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { map, raw, UNKNOWN } from "../../json";
import { enumerate, show } from "../../words";
import type { Rule } from "../rule";

const COUNTS = ["address-limit", "prefix-limit"];
const MOST = 2 ** 32 - 1;
const PERIODS = ["second", "minute", "hour", "day", "week", "month", "year"];
const RATE = new RegExp(`^\\s*([+-]?\\d+).* packets? per (${PERIODS.join("|")})$`);

export const limits: Rule = {
  code: "KEAHA176",
  name: "limits",
  severity: "error",
  reason: "With a limit that libdhcp_limits.so cannot read Kea refuses the configuration.",
  source: "Kea manual, Limits to Manage Lease Allocation and Packet Processing; measured on Kea 3.0.4",
  *server(server) {
    if (!(hooksOf(server) ?? []).some(({ library }) => library === "libdhcp_limits.so")) return;
    for (const place of placesOfKind(server, "subnet", "client-class")) {
      const given = map(map(place.map["user-context"]).limits);
      const at = (key: string) => [...place.path, "user-context", "limits", key];
      for (const key of COUNTS) {
        const value = raw(given, key);
        if (value === undefined || value === UNKNOWN) continue;
        if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MOST) continue;
        yield {
          path: at(key),
          message: `${key} of ${labelOf(place)} is ${show(value)}.`,
          remedy: `It takes whole numbers from 0 to ${MOST}, without quotes.`,
        };
      }
      const rate = raw(given, "rate-limit");
      if (rate === undefined || rate === UNKNOWN) continue;
      const packets = typeof rate === "string" ? RATE.exec(rate)?.[1] : undefined;
      if (packets !== undefined && Number(packets) >= 0 && Number(packets) <= MOST) continue;
      yield {
        path: at("rate-limit"),
        message: `rate-limit of ${labelOf(place)} is ${show(rate)}.`,
        remedy: `Write "N packets per ...", with ${enumerate(PERIODS, "or")}, and N up to ${MOST}.`,
      };
    }
  },
};
