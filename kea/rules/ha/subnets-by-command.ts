import { isWithoutSubnets, takesSubnetCommands } from "../../fleet/without-subnets";
import { SUBNET_COMMANDS } from "../../schema/hook-libraries";
import type { Rule } from "../rule";

export const subnetsByCommand: Rule = {
  code: "KEAHA190",
  name: "subnets-by-command",
  severity: "warning",
  reason: "Subnets that commands add are gone after a restart, and HA tells no partner of them.",
  source: "Kea manual, subnet_cmds: config-write keeps what commands have changed",
  *relationship(relationship) {
    if (!isWithoutSubnets(relationship) || !takesSubnetCommands(relationship)) return;
    yield {
      message: `it has no subnets, unless commands of ${SUBNET_COMMANDS} add them.`,
      remedy:
        "Give it its subnets here; or add them on all members, alike, and keep them there by config-write.",
    };
  },
};
