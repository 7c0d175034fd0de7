import { Family } from "../../model/family";
import { MAC_SOURCE_NAMES, MAC_SOURCES } from "../../schema/identifiers";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

export const macSources: Rule = {
  code: "KEAHA123",
  name: "mac-sources",
  severity: "error",
  reason: "Kea refuses a list of ways to a hardware address in which one is unknown, or there twice.",
  source: "measured on kea-dhcp6 2.6.3 and 3.0.4",
  kinds: ["global"],
  *place({ map, path }, { family }) {
    const listed: unknown = map["mac-sources"];
    if (family !== Family.V6 || !Array.isArray(listed)) return;
    const seen = new Set<string>();
    for (const [index, name] of listed.entries()) {
      if (typeof name !== "string") continue;
      const source = MAC_SOURCES.find((one) => one === (MAC_SOURCE_NAMES[name] ?? name));
      if (source !== undefined && !seen.has(source)) {
        seen.add(source);
        continue;
      }
      const shown = name === "" ? "an empty name" : plain(name);
      yield {
        path: [...path, "mac-sources", index],
        message: `mac-sources lists ${shown}${source === undefined ? "" : " twice"}.`,
        remedy: `It takes each of ${enumerate(MAC_SOURCES)} once.`,
      };
    }
  },
};
