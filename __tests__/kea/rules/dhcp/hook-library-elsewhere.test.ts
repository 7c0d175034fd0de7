import { KeaVersion } from "../../../../kea/model/release-lines";
import { hookLibraryElsewhere } from "../../../../kea/rules/dhcp/hook-library-elsewhere";
import { describeRule } from "../describe-rule";

describeRule(
  hookLibraryElsewhere,
  [
    {
      finds: "libraries that are elsewhere",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "/tmp/libdhcp_stat_cmds.so" },
          { library: "/var/lib/kea/libdhcp_bootp.so" },
          { library: "./libdhcp_bootp.so" },
        );
      },
      says: [
        "error KEAHA142: north-dhcp4: hook library /tmp/libdhcp_stat_cmds.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA142: north-dhcp4: hook library /var/lib/kea/libdhcp_bootp.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA142: north-dhcp4: hook library ./libdhcp_bootp.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
    {
      finds: "a directory that no build has",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][0].library = "/usr/lib/hooks/libdhcp_ha.so";
      },
      says: [
        "error KEAHA142: north-dhcp4: hook library /usr/lib/hooks/libdhcp_ha.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
    {
      finds: "directories of libraries where no system has libraries, in any release line",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][0].library = "/etc/kea/hooks/libdhcp_ha.so";
        dhcp("south")["hooks-libraries"][0].library = "/var/lib/kea/hooks/libdhcp_ha.so";
        dhcp("hub")["hooks-libraries"][0].library = "/home/kea/hooks/libdhcp_ha.so";
      },
      says: [
        "error KEAHA142: hub-dhcp4: hook library /home/kea/hooks/libdhcp_ha.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA142: north-dhcp4: hook library /etc/kea/hooks/libdhcp_ha.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA142: south-dhcp4: hook library /var/lib/kea/hooks/libdhcp_ha.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
    {
      finds: "a library that is not in the declared directory",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["hooks-libraries"][0].library = "/usr/lib64/kea/hooks/libdhcp_ha.so";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { directories: { hooks: "/usr/lib/*/kea/hooks" } },
        );
      },
      says: [
        "error KEAHA142: north-dhcp4: hook library /usr/lib64/kea/hooks/libdhcp_ha.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
    {
      finds: "a path that ends in no file, even where Kea is started without its restrictions",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { pathsFree: true },
        );
      },
      says: [
        "error KEAHA142: north-dhcp4: hook library /usr/lib/kea/hooks/ is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
  ],
  [
    {
      allows: "a library by its full path",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmds.so";
      },
    },
    {
      allows: "libraries where people build Kea",
      breaks: ({ dhcp }) => {
        const library = (libraries: string) => `${libraries}/kea/hooks/libdhcp_ha.so`;
        dhcp("north")["hooks-libraries"][0].library = library("/opt");
        dhcp("south")["hooks-libraries"][0].library = library("/nix/store/0-kea/lib");
        dhcp("hub")["hooks-libraries"][0].library = library("/home/eva/kea/lib");
        dhcp("backup")["hooks-libraries"][0].library = library("/srv/kea/lib/x86_64-linux-gnu");
      },
    },
    {
      allows: "a library from anywhere, where Kea is started without its restrictions",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["hooks-libraries"][0].library = "/opt/libdhcp_ha.so";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { pathsFree: true },
        );
      },
    },
  ],
);
