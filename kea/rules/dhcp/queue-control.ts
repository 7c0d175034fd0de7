import { isMap } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const queueControl: Rule = {
  code: "KEAHA122",
  name: "queue-control",
  severity: "error",
  reason: "Kea refuses a dhcp-queue-control with a value of another type than its key takes.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  kinds: ["global"],
  *place({ map, path }) {
    const queue: unknown = map["dhcp-queue-control"];
    if (!isMap(queue)) return;
    const at = [...path, "dhcp-queue-control"];
    const enabled: unknown = queue["enable-queue"];
    const type: unknown = queue["queue-type"];
    if (typeof enabled === "string" || typeof enabled === "number") {
      yield {
        path: at,
        message: `enable-queue of dhcp-queue-control is ${plain(String(enabled))}.`,
        remedy: "Set enable-queue to true or false.",
      };
    } else if (typeof type === "number" || typeof type === "boolean") {
      yield {
        path: [...at, "queue-type"],
        message: `queue-type of dhcp-queue-control is ${type}.`,
        remedy: "It takes a text, in quotes.",
      };
    }
  },
};
