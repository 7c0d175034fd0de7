import type { Server } from "../../fleet/fleet";
import { loadsOnlyKeas } from "../../fleet/hooks";
import { isMultiThreaded } from "../../fleet/sides";
import { isMap, type JsonMap, type Path, raw, UNKNOWN } from "../../json";
import { FAMILIES } from "../../model/family";
import { plain, show } from "../../words";
import type { Problem, Rule } from "../rule";

/** What the keys take that Kea's grammar knows; queues of other libraries may have more keys. */
const TAKES: readonly (readonly [string, (value: unknown) => boolean, string])[] = [
  ["enable-queue", (value) => typeof value === "boolean", "Set it to true or false."],
  ["queue-type", (value) => typeof value === "string", "It takes a text, in quotes."],
  ["capacity", Number.isInteger, "It takes a whole number, 5 or more."],
];

export const queueControl: Rule = {
  code: "KEAHA122",
  name: "queue-control",
  severity: "error",
  reason: "Kea refuses a dhcp-queue-control that it can make no queue of.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  kinds: ["global"],
  *place({ map, path }, server) {
    const queue: unknown = map["dhcp-queue-control"];
    if (!isMap(queue)) return;
    const at = [...path, "dhcp-queue-control"];
    const problems = TAKES.flatMap(([key, isTaken, remedy]): Problem[] => {
      const value = raw(queue, key);
      if (value === undefined || value === UNKNOWN || isTaken(value)) return [];
      const message = `${key} of dhcp-queue-control is ${show(value)}.`;
      return [{ path: [...at, key], message, remedy }];
    });
    yield* problems.length > 0 ? problems : unmade(queue, at, server);
  },
};

/** Why Kea cannot make the queue. With multi-threading it makes none, whatever is asked for. */
function* unmade(queue: JsonMap, at: Path, server: Server): Iterable<Problem> {
  if (isMultiThreaded(server) !== false || queue["enable-queue"] !== true) return;
  const { "queue-type": type, capacity } = queue;
  const own = `kea-ring${server.family.slice(1)}`;
  // A library of somebody else's can bring a queue of its own.
  if (typeof type === "string" && type !== own && loadsOnlyKeas(server)) {
    yield {
      path: [...at, "queue-type"],
      message: `queue-type of dhcp-queue-control is ${plain(type)}, and ${FAMILIES[server.family].daemon} has no such queue.`,
      remedy: `Use ${own}, or leave queue-type out.`,
    };
  } else if (typeof capacity === "number" && capacity < 0) {
    yield {
      path: [...at, "capacity"],
      message: `capacity of dhcp-queue-control is ${capacity}.`,
      remedy: "It takes a whole number, 5 or more.",
    };
  }
}
