import { UNKNOWN } from "../../../../kea/json";
import { leaseCommands } from "../../../../kea/rules/ha/lease-commands";
import { describeRule } from "../describe-rule";
import type { Loose } from "../sound";
import { everywhere } from "./members";

describeRule(
  leaseCommands,
  [
    {
      finds: "a member without the lease commands",
      breaks: (fleet) => {
        fleet.dhcp("backup")["hooks-libraries"].length = 1;
      },
      says: [
        'error KEAHA032: backup-dhcp4: backup is a member of a relationship and does not load libdhcp_lease_cmds.so. Add { "library": "libdhcp_lease_cmds.so" } to its hooks-libraries.',
      ],
    },
    {
      finds: "their library by another name: following the advice adds no second one",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmd.so";
      },
      says: [
        "error KEAHA032: north-dhcp4: north is a member of a relationship and does not load libdhcp_lease_cmds.so: libdhcp_lease_cmd.so is no library of Kea's. Did you mean libdhcp_lease_cmds.so?",
      ],
    },
  ],
  [
    {
      allows: "a library with an empty name: another mistake",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].find(({ library }: { library: string }) =>
          library.endsWith("lease_cmds.so"),
        ).library = "";
      },
    },
    {
      allows: "a full path, in any order",
      breaks: (fleet) => {
        const hooks = fleet.dhcp("north")["hooks-libraries"];
        hooks[1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmds.so";
        hooks.reverse();
      },
    },
    {
      allows: "blanks around its name, which Kea takes away",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][1].library = "libdhcp_lease_cmds.so ";
        dhcp("hub")["hooks-libraries"][1].library = "\t/usr/lib/kea/hooks/libdhcp_lease_cmds.so\n";
      },
    },
    {
      allows: "a server without high availability",
      breaks: (fleet) => {
        fleet.dhcp("north")["hooks-libraries"] = [];
      },
    },
    {
      allows: "the primary of passive-backup, which nobody asks for its leases",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup" });
        const north = fleet.dhcp("north");
        const hooks: Loose[] = north["hooks-libraries"];
        north["hooks-libraries"] = hooks.filter(({ library }) => library !== "libdhcp_lease_cmds.so");
      },
    },
    {
      allows: "a library that is not known yet",
      breaks: (fleet) => {
        fleet.dhcp("north")["hooks-libraries"][1].library = UNKNOWN;
      },
    },
  ],
);
