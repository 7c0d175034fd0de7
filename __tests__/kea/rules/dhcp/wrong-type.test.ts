import { UNKNOWN } from "../../../../kea/fleet";
import { KeaVersion } from "../../../../kea/profiles";
import { wrongType } from "../../../../kea/rules/dhcp/wrong-type";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(wrongType, [
{ finds: "numbers in quotes, once for all members", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.id = "1"; }), says: [] },
{ finds: "null, texts, maps and lists in each other's place", breaks: ({ dhcp, subnet }) => { const north = dhcp("north"); north["valid-lifetime"] = null; north["match-client-id"] = "yes"; north["server-hostname"] = 7; north["multi-threading"] = []; north["option-data"] = {}; north["user-context"] = "x"; north["interfaces-config"].interfaces = ["eth0", 1]; subnet("north").pools = [{ pool: 5 }, "10.1.0.1-10.1.0.9"]; subnet("north").relay["ip-addresses"] = "10.1.255.1"; }, says: [] },
{ finds: "a whole number where a share is, and the other way round", breaks: ({ dhcp }) => { dhcp("north")["cache-threshold"] = "0.5"; dhcp("north")["valid-lifetime"] = 7200.5; dhcp("south")["cache-threshold"] = 0; }, says: [] },
{ finds: "words that Kea does not know", breaks: ({ dhcp }) => { dhcp("north")["lease-database"].type = "oracle"; dhcp("north")["control-sockets"][0]["socket-type"] = "tcp"; dhcp("north")["ddns-replace-client-name"] = true; }, says: [] },
{ finds: "lists and maps that must not be empty", kea: KeaVersion.V2_6, breaks: ({ dhcp }) => { dhcp("north").loggers = []; dhcp("north")["host-reservation-identifiers"] = []; dhcp("north")["sanity-checks"] = {}; dhcp("south")["client-classes"] = []; }, says: [] },
{ finds: "a configuration that is none", breaks: ({ servers }) => { servers[0]!.config = { Dhcp4: 5 }; servers[1]!.config = "text"; }, says: [] },
], [
{ allows: "an empty list of classes since 3.0", breaks: ({ dhcp }) => { dhcp("north")["client-classes"] = []; dhcp("north")["option-data"] = []; } },
{ allows: "a share of 0.0 in somebody's own file", breaks: ({ dhcp, servers }) => { for (const server of servers) Object.assign(server, { where: undefined }); dhcp("north")["cache-threshold"] = 0; } },
{ allows: "what is known only at apply", breaks: ({ dhcp, subnet }) => { dhcp("north")["valid-lifetime"] = UNKNOWN; dhcp("north").loggers = UNKNOWN; subnet("north").pools = [UNKNOWN]; subnet("south").relay["ip-addresses"] = [UNKNOWN]; } },
]);
