import { Family } from "../../../../kea/family";
import { UNKNOWN } from "../../../../kea/fleet";
import { missingKey } from "../../../../kea/rules/dhcp/missing-key";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(missingKey, [
{ finds: "a subnet without id, once for all its members", breaks: (fleet) => onNorth(fleet, (subnet) => { delete subnet.id; }), says: [] },
{ finds: "maps without what they are about", breaks: ({ dhcp, subnet }) => { const north = dhcp("north"); north["option-data"] = [{ data: "10.0.0.1" }]; north["option-def"] = [{ code: 230 }]; north["client-classes"] = [{ test: "member('ALL')" }]; north["control-sockets"] = [{ "socket-type": "unix" }, { "socket-name": "x" }]; north["multi-threading"] = { "thread-pool-size": 4 }; north.loggers = [{ name: "kea-dhcp4" }, { name: "kea-dhcp4.leases", severity: "INFO", "output-options": [{ flush: true }] }]; north["lease-database"] = { name: "x" }; north["hooks-libraries"].push({ parameters: {} }); subnet("north").pools = [{}]; subnet("north").relay = {}; subnet("north").reservations = [{ hostname: "a" }]; north["shared-networks"] = [{ subnet4: [] }]; }, says: [] },
{ finds: "a pool of prefixes without lengths", family: Family.V6, breaks: ({ subnet }) => { subnet("north")["pd-pools"] = [{ prefix: "2001:db8:8000::" }]; }, says: [] },
{ finds: "a configuration of another program", breaks: ({ servers }) => { servers[0]!.config = {}; }, says: [] },
], [
{ allows: "what is known only at apply", breaks: ({ dhcp, subnet }) => { subnet("north").id = UNKNOWN; subnet("north").reservations = [{ "hw-address": UNKNOWN }]; dhcp("north")["option-data"] = [{ code: UNKNOWN, data: "01" }]; } },
]);
