import { Family } from "../../model/family";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

/** Where a DHCPv6 server can find the hardware address of a client; in one line, names of one way. */
const MAC_SOURCES = [
  ...["any", "raw", "duid", "ipv6-link-local", "client-link-addr-option rfc6939", "remote-id rfc4649"],
  ...["subscriber-id rfc4580", "docsis-cmts", "docsis-modem"],
].map((names) => names.split(" "));

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
    const seen = new Set<readonly string[]>();
    for (const [index, name] of listed.entries()) {
      if (typeof name !== "string") continue;
      const source = MAC_SOURCES.find((names) => names.includes(name));
      if (source !== undefined && !seen.has(source)) {
        seen.add(source);
        continue;
      }
      const shown = name === "" ? "an empty name" : plain(name);
      yield {
        path: [...path, "mac-sources", index],
        message: `mac-sources lists ${shown}${source === undefined ? "" : " twice"}.`,
        remedy: `It takes each of ${enumerate(MAC_SOURCES.map(([first]) => first!))} once.`,
      };
    }
  },
};
