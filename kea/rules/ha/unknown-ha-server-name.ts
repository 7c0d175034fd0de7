import { subnetLabel } from "../../fleet/labels";
import { misspelt } from "../../fleet/names";
import { choice, plain, show } from "../../words";
import type { Rule } from "../rule";

export const unknownHaServerName: Rule = {
  code: "KEAHA035",
  name: "unknown-ha-server-name",
  severity: "error",
  reason:
    "A server in several relationships drops every packet for a subnet whose ha-server-name is no member.",
  source: "Kea manual, Hub and Spoke Configuration; HAImpl::subnet4Select; measured on Kea 3.0.4",
  *tag({ haServerTag: tag, haServerName, map, path }, { host, sides }, byName) {
    if (sides.length < 2 || tag === undefined || byName.has(haServerName ?? "")) return;
    const names = [...byName.keys()];
    const guess = haServerName === undefined ? undefined : misspelt(haServerName, names);
    const other = haServerName ? ` Or add the relationship that ${plain(haServerName)} is in.` : "";
    yield {
      path: [...path, "user-context", "ha-server-name"],
      message: `ha-server-name of ${subnetLabel(map)} is ${haServerName ? plain(haServerName) : show(tag)}, which is no member of ${host}'s relationships.`,
      remedy: guess ? `Did you mean ${plain(guess)}?` : `${choice(names)}${other}`,
    };
  },
};
