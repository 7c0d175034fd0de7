
import { reservationIdentifier } from "../../../../kea/rules/dhcp/reservation-identifier";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(reservationIdentifier, [
{ finds: "a reservation with two identifiers, once for all members", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.reservations = [{ "hw-address": "00:11:22:33:44:55", duid: "00:01:02", hostname: "a" }]; }), says: [] },
{ finds: "identifiers that are none", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.reservations = [{ "hw-address": "00-11-22-33-44-55" }, { "hw-address": "0011.2233.4455" }, { duid: "00:01" }, { "hw-address": "11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11" }, { "flex-id": "'abc" }, { "client-id": "" }]; }), says: [] },
], [
{ allows: "every spelling that Kea has", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.reservations = ["00:11:22:33:44:55", "0:1:2:3:4:5", "001122334456", "00 11 22 33 44 57", "0x001122334458", "'abc'"].map((address) => ({ "hw-address": address })); }) },
]);
