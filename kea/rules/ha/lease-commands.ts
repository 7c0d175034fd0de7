import type { Side } from "../../fleet/fleet";
import { hooksOf } from "../../fleet/hooks";
import { FAMILIES } from "../../model/family";
import type { Rule } from "../rule";

export const leaseCommands: Rule = {
  code: "KEAHA032",
  name: "lease-commands",
  severity: "error",
  reason:
    "Without the lease commands a server answers no sync: its partner syncs for ever, and keeps disabling it.",
  source: "measured on Kea 3.0.4; Kea manual, High Availability",
  *server(server) {
    const hooks = hooksOf(server);
    if (server.sides.every(isAskedByNobody) || hooks === undefined) return;
    // A library that is not known yet may be the one.
    const libraries = hooks.map(({ library }) => library);
    if (libraries.includes(undefined) || libraries.includes("libdhcp_lease_cmds.so")) return;
    yield {
      path: [FAMILIES[server.family].root, "hooks-libraries"],
      message: `${server.host} is a member of a relationship and does not load libdhcp_lease_cmds.so.`,
      remedy: 'Add { "library": "libdhcp_lease_cmds.so" } to its hooks-libraries.',
    };
  },
};

/** The backups of passive-backup get everything from their primary, and ask it for nothing. */
function isAskedByNobody({ mode, own }: Side): boolean {
  return mode === "passive-backup" && own?.role === "primary";
}
