import { UNKNOWN } from "../../../../kea/json";
import { hookName } from "../../../../kea/rules/dhcp/hook-name";
import { describeRule } from "../describe-rule";

describeRule(
  hookName,
  [
    {
      finds: "names of libraries that Kea does not have",
      breaks: ({ dhcp }) => {
        const [ha, lease] = dhcp("north")["hooks-libraries"];
        ha.library = "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_high_availability.so";
        lease.library = "libdhcp_leases_cmds.so";
        dhcp("hub")["hooks-libraries"][0].library = "libdhcp_HA.so";
        dhcp("backup")["hooks-libraries"].push({ library: "libdhcp_stat_cmds" });
        dhcp("south")["hooks-libraries"].push({ library: "/usr/lib/kea/hooks/ libdhcp_flex_id.so" });
      },
      says: [
        "warning KEAHA165: backup-dhcp4: libdhcp_stat_cmds is no library of Kea's. Did you mean libdhcp_stat_cmds.so?",
        "warning KEAHA165: hub-dhcp4: libdhcp_HA.so is no library of Kea's. Did you mean libdhcp_ha.so?",
        "warning KEAHA165: north-dhcp4: libdhcp_high_availability.so is no library of Kea's. Did you mean libdhcp_ha.so?",
        'warning KEAHA165: south-dhcp4: " libdhcp_flex_id.so" is no library of Kea\'s. Did you mean libdhcp_flex_id.so?',
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
      allows: "the lease commands that HA lacks then: told as that",
      breaks: ({ dhcp }) => (dhcp("north")["hooks-libraries"][1].library = "libdhcp_lease_cmds"),
    },
    {
      allows: "libraries of others, and such as are not known yet",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "/opt/site/libsite_audit.so" },
          { library: "libdhcp_flex_id.so" },
          { library: UNKNOWN },
        );
      },
    },
    {
      allows: "blanks around a name, which Kea takes away",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][0].library = " libdhcp_ha.so\n";
      },
    },
  ],
);
