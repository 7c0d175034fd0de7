import { unusualPath } from "../../../../kea/rules/dhcp/unusual-path";
import { describeRule } from "../describe-rule";

describeRule(
  unusualPath,
  [
    {
      finds: "files in directories that Kea seldom allows",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = "/var/run/kea/kea4";
        dhcp("north")["lease-database"].name = "/srv/kea/leases.csv";
        dhcp("north").loggers[0]["output-options"][0].output = "/var/log/kea.log";
      },
      says: [
        "warning KEAHA093: north-dhcp4: the control socket is /var/run/kea/kea4, and /run/kea is Kea's usual directory. Write its name alone, or make sure that this Kea was built for that directory.",
        "warning KEAHA093: north-dhcp4: the lease file is /srv/kea/leases.csv, and /var/lib/kea is Kea's usual directory. Write its name alone, or make sure that this Kea was built for that directory.",
        "warning KEAHA093: north-dhcp4: the log file of logger kea-dhcp4 is /var/log/kea.log, and /var/log/kea is Kea's usual directory. Write its name alone, or make sure that this Kea was built for that directory.",
      ],
    },
    {
      finds: "scripts and logs of hook libraries in directories that Kea seldom allows",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "libdhcp_run_script.so", parameters: { name: "/etc/kea/leases.sh" } },
          { library: "libdhcp_legal_log.so", parameters: { path: "/srv/log/" } },
        );
      },
      says: [
        "warning KEAHA093: north-dhcp4: the script of libdhcp_run_script.so is /etc/kea/leases.sh, and /usr/share/kea/scripts is Kea's usual directory. Put it there, or make sure that this Kea was built for that directory.",
        "warning KEAHA093: north-dhcp4: the directory of libdhcp_legal_log.so is /srv/log/, and /var/log/kea is Kea's usual directory. Leave it out, or make sure that this Kea was built for that directory.",
      ],
    },
  ],
  [
    {
      allows: "a declared directory, and bare names",
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = "/var/run/kea/kea4";
        Object.assign(
          servers.find(({ host }) => host === "north")!,
          { directories: { run: "/var/run/kea" } },
        );
        dhcp("south")["lease-database"].name = "leases.csv";
      },
    },
  ],
);
