import { hasCopyFor } from "../../fleet/copied-relationships";
import { absentHome } from "../../fleet/subnet-homes";
import { subnetLabel } from "../../fleet/labels";
import { misspelt } from "../../fleet/misspelt-names";
import { hasUnlistedMember, namesOfPartners } from "../../fleet/partner-names";
import { choice, plain, show } from "../../words";
import type { Rule } from "../rule";

export const unknownHaServerName: Rule = {
  code: "KEAHA035",
  name: "unknown-ha-server-name",
  severity: "error",
  reason:
    "A server in several relationships drops every packet for a subnet whose ha-server-name is no member.",
  source: "Kea manual, Hub and Spoke Configuration; HAImpl::subnet4Select; measured on Kea 3.0.4",
  *tag(subnet, server, byName, fleet) {
    const { haServerTag: tag, haServerName, map, path } = subnet;
    const { host, sides } = server;
    if (sides.length < 2 || tag === undefined || byName.has(haServerName ?? "")) return;
    // That a partner's list has it, and the server's has not, is told as that.
    if (haServerName !== undefined && namesOfPartners(fleet, server).has(haServerName)) return;
    const names = [...byName.keys()];
    const guess = haServerName === undefined ? undefined : misspelt(haServerName, names);
    const home = haServerName ? absentHome(fleet, server, subnet) : undefined;
    // So is a copy in the place of its relationship, and that a member is missing, which may be meant.
    const isMeant =
      hasCopyFor(fleet, server, home) || (home === undefined && hasUnlistedMember(fleet, server));
    if (haServerName && isMeant && (guess === undefined || home !== undefined)) return;
    const other = haServerName ? ` Or add the relationship that ${plain(haServerName)} is in.` : "";
    yield {
      path: [...path, "user-context", "ha-server-name"],
      message: `ha-server-name of ${subnetLabel(map)} is ${haServerName ? plain(haServerName) : show(tag)}, which is no member of ${host}'s relationships.`,
      remedy: home
        ? `Add relationship ${home.name}, as ${home.sides[0]!.server.name} has it.`
        : guess
          ? `Did you mean ${plain(guess)}?`
          : `${choice(names)}${other}`,
    };
  },
};
