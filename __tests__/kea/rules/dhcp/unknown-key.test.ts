import { KeaVersion } from "../../../../kea/profiles";
import { unknownKey } from "../../../../kea/rules/dhcp/unknown-key";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(unknownKey, [
{ finds: "a misspelt key in a subnet, once for all its members", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["valid-lifetme"] = 600; }), says: [] },
{ finds: "keys of another place, another family and another program", breaks: ({ dhcp, subnet }) => { dhcp("north").pools = []; dhcp("north").domain = "x"; subnet("north")["pd-pools"] = []; subnet("north")["option-data"] = [{ name: "routers", data: "10.1.0.1", value: "10.1.0.1" }]; subnet("south").range = "10.2.0.1 10.2.0.9"; }, says: [] },
{ finds: "keys of newer lines in an older one", kea: KeaVersion.V2_6, breaks: ({ dhcp, subnet }) => { const { ["control-socket"]: socket } = dhcp("north"); dhcp("north")["control-sockets"] = [socket]; delete dhcp("north")["control-socket"]; subnet("north")["client-classes"] = ["ALL"]; subnet("south")["ddns-ttl"] = 60; }, says: [] },
{ finds: "a key that Kea has dropped, and one in camel case", breaks: ({ dhcp }) => { dhcp("north")["reservation-mode"] = "all"; dhcp("north").validLifetime = 600; }, says: [] },
{ finds: "what stands beside the root", breaks: ({ servers }) => { servers[1]!.config.Logging = {}; servers[1]!.config.extra = 1; }, says: [] },
{ finds: "keys inside databases, loggers, sockets, hooks and relays", breaks: ({ dhcp, subnet }) => { const north = dhcp("north"); north["lease-database"].filename = "x"; north.loggers[0].level = "INFO"; north.loggers[0]["output-options"][0].file = "x"; north["control-sockets"][0].port = 1; north["hooks-libraries"][1].params = {}; north["interfaces-config"].interface = "eth0"; subnet("north").relay["ip-address"] = "10.9.9.9"; }, says: [] },
], [
{ allows: "anything in a user context or in hook parameters", breaks: ({ dhcp, subnet }) => { subnet("north")["user-context"].anything = { goes: 1 }; dhcp("north")["hooks-libraries"].push({ library: "libdhcp_flex_id.so", parameters: { any: 1 } }); dhcp("north")["dhcp-queue-control"] = { "enable-queue": true, anything: 1 }; } },
{ allows: "keys of any line, where the line is not known", breaks: ({ dhcp, servers }) => { for (const server of servers) Object.assign(server, { kea: undefined }); dhcp("north")["adaptive-lease-time-threshold"] = 0.5; dhcp("north").loggers[0].output_options = dhcp("north").loggers[0]["output-options"]; delete dhcp("north").loggers[0]["output-options"]; } },
{ allows: "the single control socket, up to 3.2", kea: KeaVersion.V3_2, breaks: ({ dhcp }) => { dhcp("north")["control-socket"] = dhcp("north")["control-sockets"][0]; delete dhcp("north")["control-sockets"]; } },
]);
