import { KeaVersion } from "../../../../kea/model/release-lines";
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
      finds: "a stream by the name that the system has for it",
      breaks: ({ dhcp }) => {
        dhcp("north").loggers[0]["output-options"][0].output = "/dev/stdout";
      },
      says: ["error KEAHA011: north-dhcp4: /dev/stdout is in a directory that Kea refuses. Write stdout."],
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
      finds: "scripts and logs of hook libraries",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "libdhcp_run_script.so", parameters: { name: "/root/leases.sh" } },
          { library: "libdhcp_legal_log.so", parameters: { path: "/tmp", prerotate: "/home/kea/rotate.sh" } },
        );
        dhcp("south")["hooks-libraries"].push({
          library: "libdhcp_legal_log.so",
          parameters: { type: "logfile", path: "/var/log/kea/legal", postrotate: "/usr/share/kea/scripts/" },
        });
      },
      says: [
        "error KEAHA011: north-dhcp4: /root/leases.sh is in a directory that Kea refuses. Put it directly into /usr/share/kea/scripts and write its whole path, or declare where this installation has it (settings.directories).",
        "error KEAHA011: north-dhcp4: /tmp is a directory that Kea refuses. Leave it out, or write /var/log/kea, or declare where this installation has it (settings.directories).",
        "error KEAHA011: north-dhcp4: /home/kea/rotate.sh is in a directory that Kea refuses. Put it directly into /usr/share/kea/scripts and write its whole path, or declare where this installation has it (settings.directories).",
        "error KEAHA011: south-dhcp4: /var/log/kea/legal is a sub-directory of /var/log/kea, which Kea refuses. Leave it out, or write /var/log/kea, or declare where this installation has it (settings.directories).",
        "error KEAHA011: south-dhcp4: /usr/share/kea/scripts/ names no file. Put it directly into /usr/share/kea/scripts and write its whole path, or declare where this installation has it (settings.directories).",
      ],
    },
    {
      finds: "a script and a log of hook libraries, where other directories are declared",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "libdhcp_run_script.so", parameters: { name: "/etc/kea/leases.sh" } },
          { library: "libdhcp_legal_log.so", parameters: { path: "/srv/log" } },
        );
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { directories: { scripts: "/opt/kea/scripts" } },
        );
      },
      says: [
        "error KEAHA011: north-dhcp4: /etc/kea/leases.sh is in a directory that Kea refuses. Put it directly into /opt/kea/scripts and write its whole path, or declare where this installation has it (settings.directories).",
        "error KEAHA011: north-dhcp4: /srv/log is a directory that Kea refuses. Leave it out, write /var/log/kea, or declare where this installation has it (settings.directories).",
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
  ],
  [
    {
      allows: "files anywhere, where Kea is started without its restrictions",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = "/tmp/kea4";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { pathsFree: true },
        );
      },
    },
    {
      allows: "scripts and logs of hook libraries where Kea takes them, and what is used for no file",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "libdhcp_run_script.so", parameters: { name: "/usr/share/kea/scripts/leases.sh" } },
          { library: "libdhcp_legal_log.so", parameters: { path: "/var/log/kea/", prerotate: "" } },
        );
        dhcp("south")["hooks-libraries"].push({
          library: "libdhcp_legal_log.so",
          parameters: { type: "syslog", path: "/tmp", prerotate: "/bin/true" },
        });
        dhcp("hub")["hooks-libraries"].push({ library: "libdhcp_legal_log.so", parameters: { path: "" } });
      },
    },
    {
      allows: "scripts anywhere",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({
          library: "libdhcp_run_script.so",
          parameters: { name: "/usr/local/bin/leases.sh" },
        });
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
  ],
);
