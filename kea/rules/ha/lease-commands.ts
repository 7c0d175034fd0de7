import { hooksOf, lacksLeaseCommands, meantLibrary } from "../../fleet/hooks";
import { FAMILIES } from "../../model/family";
import { LEASE_COMMANDS } from "../../schema/hook-libraries";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const leaseCommands: Rule = {
  code: "KEAHA032",
  name: "lease-commands",
  severity: "error",
  reason:
    "Without the lease commands a server answers no sync: its partner syncs for ever, and keeps disabling it.",
  source: "measured on Kea 3.0.4; Kea manual, High Availability",
  *server(server) {
    if (!lacksLeaseCommands(server)) return;
    const { host, family } = server;
    const meant = hooksOf(server)?.find((hook) => meantLibrary(hook) === LEASE_COMMANDS);
    const lacks = `${host} is a member of a relationship and does not load ${LEASE_COMMANDS}`;
    if (meant)
      yield {
        path: [...meant.path, "library"],
        message: `${lacks}: ${plain(meant.library!)} is no library of Kea's.`,
        remedy: `Did you mean ${LEASE_COMMANDS}?`,
      };
    else
      yield {
        path: [FAMILIES[family].root, "hooks-libraries"],
        message: `${lacks}.`,
        remedy: `Add { "library": "${LEASE_COMMANDS}" } to its hooks-libraries.`,
      };
  },
};
