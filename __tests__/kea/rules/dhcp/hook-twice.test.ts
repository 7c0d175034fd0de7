import { hookTwice } from "../../../../kea/rules/dhcp/hook-twice";
import { describeRule } from "../describe-rule";

describeRule(
  hookTwice,
  [
    {
      finds: "one library under two spellings",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({ library: "/usr/lib/kea/hooks/libdhcp_lease_cmds.so" });
      },
      says: ["warning KEAHA094: north-dhcp4: libdhcp_lease_cmds.so is loaded twice. Load it once."],
    },
  ],
  [
    {
      allows: "different libraries",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_stat_cmds.so" });
      },
    },
  ],
);
