import { subnetsByCommand } from "../../../../kea/rules/ha/subnets-by-command";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const takingCommands = (fleet: SoundFleet) => {
  for (const host of ["north", "hub", "backup"] as const)
    fleet.dhcp(host)["hooks-libraries"].push({ library: "libdhcp_subnet_cmds.so" });
};

describeRule(
  subnetsByCommand,
  [
    {
      finds: "a relationship whose subnets are all added by commands",
      breaks: (fleet) => {
        takingCommands(fleet);
        for (const host of ["north", "hub", "backup"] as const) fleet.dhcp(host).subnet4.shift();
      },
      says: [
        "warning KEAHA190: relationship north: it has no subnets, unless commands of libdhcp_subnet_cmds.so add them. Give it its subnets here; or add them on all members, alike, and keep them there by config-write.",
      ],
    },
  ],
  [{ allows: "commands for subnets of a relationship that has some", breaks: takingCommands }],
);
