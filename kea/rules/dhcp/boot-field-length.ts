import { ofPlace } from "../../fleet/labels";
import { Family } from "../../model/family";
import type { Rule } from "../rule";

/** What a packet has room for, in bytes. */
const LONGEST = { "server-hostname": 63, "boot-file-name": 127 };

export const bootFieldLength: Rule = {
  code: "KEAHA121",
  name: "boot-field-length",
  severity: "error",
  reason: "Kea refuses a name of a boot server or of a boot file that is longer than its field in a packet.",
  source: "measured on kea-dhcp4 2.6.3 and 3.0.4",
  kinds: ["shared-network", "subnet", "client-class", "reservation"],
  *place(place, { family }) {
    if (family !== Family.V4) return;
    for (const [key, longest] of Object.entries(LONGEST)) {
      const value: unknown = place.map[key];
      if (typeof value !== "string") continue;
      // Kea lets one byte more pass in a boot-file-name, but for reservations.
      const most = longest + (key === "boot-file-name" && place.kind !== "reservation" ? 1 : 0);
      const length = new TextEncoder().encode(value).length;
      if (length <= most) continue;
      yield {
        path: [...place.path, key],
        message: `${key}${ofPlace(place)} has ${length} bytes.`,
        remedy: `It takes ${most}: use a shorter one.`,
      };
    }
  },
};
