import { twoHookDirectories } from "../../../../kea/rules/dhcp/two-hook-directories";
import { describeRule } from "../describe-rule";

describeRule(
  twoHookDirectories,
  [
    {
      finds: "libraries in two directories, each of which can be Kea's",
      breaks: ({ dhcp }) => {
        dhcp("south")["hooks-libraries"][0].library = "/usr/local/lib/kea/hooks/libdhcp_ha.so";
        dhcp("south")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmds.so";
      },
      says: [
        "error KEAHA143: south-dhcp4: hook library /usr/lib/kea/hooks/libdhcp_lease_cmds.so is in another directory than one before it, /usr/local/lib/kea/hooks: Kea knows one. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
  ],
  [
    {
      allows: "one directory, and names without one",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][0].library = "/usr/lib/kea/hooks/libdhcp_ha.so";
        dhcp("north")["hooks-libraries"].push({ library: "/usr/lib/kea/hooks/libdhcp_stat_cmds.so" });
      },
    },
    {
      allows: "two directories, where Kea is started without its restrictions",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["hooks-libraries"][0].library = "/usr/local/lib/kea/hooks/libdhcp_ha.so";
        dhcp("north")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmds.so";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { pathsFree: true },
        );
      },
    },
  ],
);
