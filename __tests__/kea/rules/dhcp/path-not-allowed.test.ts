import { KeaVersion } from "../../../../kea/profiles";
import { pathNotAllowed } from "../../../../kea/rules/dhcp/path-not-allowed";
import { describeRule } from "../describe-rule";


describeRule(pathNotAllowed, [
{ finds: "files in /tmp", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"][0]["socket-name"] = "/tmp/kea4"; dhcp("north")["lease-database"].name = "/tmp/leases.csv"; dhcp("north").loggers[0]["output-options"][0].output = "/tmp/kea.log"; }, says: [] },
{ finds: "a sub-directory, a path with dots, and a path without a file", breaks: ({ dhcp }) => { dhcp("north")["lease-database"].name = "/var/lib/kea/north/leases.csv"; dhcp("south")["control-sockets"][0]["socket-name"] = "/run/kea/../kea/kea4"; dhcp("backup").loggers[0]["output-options"][0].output = "/var/log/kea/"; }, says: [] },
{ finds: "the usual directory, where another one is declared", breaks: (fleet) => { Object.assign(fleet.servers.find(({ host }) => host === "north")!, { directories: { run: "/opt/kea/run" } }); }, says: [] },
{ finds: "hook libraries from elsewhere", breaks: ({ dhcp }) => { dhcp("north")["hooks-libraries"].push({ library: "/tmp/libdhcp_stat_cmds.so" }, { library: "./libdhcp_bootp.so" }, { library: "" }); }, says: [] },
{ finds: "the one control socket of Kea 2.6", kea: KeaVersion.V2_6, breaks: ({ dhcp }) => { dhcp("north")["control-socket"]["socket-name"] = "/tmp/kea4"; }, says: [] },
], [
{ allows: "bare names, syslog, and a database that is no file", breaks: ({ dhcp }) => { dhcp("north")["lease-database"].name = "leases.csv"; dhcp("north").loggers[0]["output-options"] = [{ output: "kea.log" }, { output: "syslog:local1" }, { output: "stderr" }]; dhcp("south")["lease-database"] = { type: "mysql", name: "/tmp" }; } },
{ allows: "a lease file that is never written", breaks: ({ dhcp }) => { dhcp("north")["lease-database"] = { type: "memfile", persist: false, name: "/tmp/x" }; } },
{ allows: "a declared directory", breaks: ({ dhcp, servers }) => { dhcp("north")["control-sockets"][0]["socket-name"] = "/opt/kea/run/kea4"; Object.assign(servers.find(({ host }) => host === "north")!, { directories: { run: "/opt/kea/run" } }); } },
{ allows: "a library by its full path", breaks: ({ dhcp }) => { dhcp("north")["hooks-libraries"][1].library = "/usr/lib/kea/hooks/libdhcp_lease_cmds.so"; } },
]);
