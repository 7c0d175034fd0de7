import { KeaVersion } from "../../../../kea/model/profiles";
import { pathNotAllowed } from "../../../../kea/rules/dhcp/path-not-allowed";
import { describeRule } from "../describe-rule";

describeRule(
  pathNotAllowed,
  [
    {
      finds: "files in /tmp",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = "/tmp/kea4";
        dhcp("north")["lease-database"].name = "/tmp/leases.csv";
        dhcp("north").loggers[0]["output-options"][0].output = "/tmp/kea.log";
      },
      says: [
        "error KEAHA011: north-dhcp4: /tmp/kea4 is in a directory that Kea refuses. Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
        "error KEAHA011: north-dhcp4: /tmp/leases.csv is in a directory that Kea refuses. Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
        "error KEAHA011: north-dhcp4: /tmp/kea.log is in a directory that Kea refuses. Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
      ],
    },
    {
      finds: "a sub-directory, a path with dots, and a path without a file",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"].name = "/var/lib/kea/north/leases.csv";
        dhcp("south")["control-sockets"][0]["socket-name"] = "/run/kea/../kea/kea4";
        dhcp("backup").loggers[0]["output-options"][0].output = "/var/log/kea/";
      },
      says: [
        "error KEAHA011: backup-dhcp4: /var/log/kea/ names no file. Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
        "error KEAHA011: north-dhcp4: /var/lib/kea/north/leases.csv is in a sub-directory of /var/lib/kea, which Kea refuses. Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
        "error KEAHA011: south-dhcp4: /run/kea/../kea/kea4 is in a directory that Kea refuses. Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
      ],
    },
    {
      finds: "the usual directory, where another one is declared",
      breaks: (fleet) => {
        Object.assign(
          fleet.servers.find(({ host }) => host === "north")!,
          { directories: { run: "/opt/kea/run" } },
        );
      },
      says: [
        "error KEAHA011: north-dhcp4: /run/kea/kea4-ctrl-socket is in a directory that Kea refuses. Put it directly into /opt/kea/run, write its name alone, or declare where this installation has it (settings.directories).",
      ],
    },
    {
      finds: "hook libraries from elsewhere",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "/tmp/libdhcp_stat_cmds.so" },
          { library: "/var/lib/kea/libdhcp_bootp.so" },
          { library: "./libdhcp_bootp.so" },
          { library: "" },
        );
      },
      says: [
        "error KEAHA011: north-dhcp4: hook library /tmp/libdhcp_stat_cmds.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA011: north-dhcp4: hook library /var/lib/kea/libdhcp_bootp.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA011: north-dhcp4: hook library ./libdhcp_bootp.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA011: north-dhcp4: a hook library has an empty name. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
    {
      finds: "the one control socket of Kea 2.6",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-socket"]["socket-name"] = "/tmp/kea4";
      },
      says: [
        "error KEAHA011: north-dhcp4: /tmp/kea4 is in a directory that Kea refuses. Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
      ],
    },
    {
      finds: "hook libraries in a directory that no build has, and in two at once",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][0].library = "/usr/lib/hooks/libdhcp_ha.so";
        dhcp("south")["hooks-libraries"][0].library = "/usr/local/lib/kea/hooks/libdhcp_ha.so";
        dhcp("south")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmds.so";
      },
      says: [
        "error KEAHA011: north-dhcp4: hook library /usr/lib/hooks/libdhcp_ha.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
        "error KEAHA011: south-dhcp4: hook library /usr/lib/kea/hooks/libdhcp_lease_cmds.so is in another directory than one before it, /usr/local/lib/kea/hooks: Kea knows one. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
    {
      finds: "hook libraries elsewhere than in a declared directory",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["hooks-libraries"][0].library = "/usr/lib64/kea/hooks/libdhcp_ha.so";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { directories: { hooks: "/usr/lib/*/kea/hooks" } },
        );
      },
      says: [
        "error KEAHA011: north-dhcp4: hook library /usr/lib64/kea/hooks/libdhcp_ha.so is not in Kea's directory of libraries. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
  ],
  [
    {
      allows: "files anywhere, where Kea is started without its restrictions",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["hooks-libraries"][0].library = "/opt/libdhcp_ha.so";
        dhcp("north")["control-sockets"][0]["socket-name"] = "/tmp/kea4";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { pathsFree: true },
        );
      },
    },
    {
      allows: "bare names, syslog, and a database that is no file",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"].name = "leases.csv";
        dhcp("north").loggers[0]["output-options"] = [
          { output: "kea.log" },
          { output: "syslog:local1" },
          { output: "stderr" },
        ];
        dhcp("south")["lease-database"] = { type: "mysql", name: "/tmp" };
      },
    },
    {
      allows: "a lease file that is never written",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "memfile", persist: false, name: "/tmp/x" };
      },
    },
    {
      allows: "a declared directory",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = "/opt/kea/run/kea4";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { directories: { run: "/opt/kea/run" } },
        );
      },
    },
    {
      allows: "a library by its full path",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmds.so";
      },
    },
  ],
);
