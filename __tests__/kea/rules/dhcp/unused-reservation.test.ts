
import { unusedReservation } from "../../../../kea/rules/dhcp/unused-reservation";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(unusedReservation, [
{ finds: "a flex-id, which Kea does not look for by itself", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.reservations = [{ "flex-id": "'abc'", "ip-address": "10.1.0.5" }]; }), says: [] },
{ finds: "global reservations that no subnet looks up", breaks: ({ dhcp }) => { dhcp("north").reservations = [{ duid: "00:01:02", hostname: "a" }]; }, says: [] },
{ finds: "reservations of a subnet that does not look them up", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["reservations-in-subnet"] = false; subnet.reservations = [{ duid: "00:01:02", hostname: "a" }]; }), says: [] },
], [
{ allows: "global reservations that are looked up", breaks: ({ dhcp }) => { dhcp("north").reservations = [{ "flex-id": "'abc'", hostname: "a" }]; dhcp("north")["reservations-global"] = true; dhcp("north")["host-reservation-identifiers"] = ["flex-id"]; } },
]);
