import { Family } from "../../../../kea/model/family";
import { clientIdentityDiffers } from "../../../../kea/rules/ha/client-identity-differs";
import { describeRule } from "../describe-rule";
import { pair } from "./members";
import type { SoundFleet } from "../sound";

const load = (fleet: SoundFleet, host: "north" | "south" | "hub", more: object) =>
  fleet.dhcp(host)["hooks-libraries"].push({
    library: "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_flex_id.so",
    parameters: { "identifier-expression": "relay4[2].hex", "replace-client-id": true, ...more },
  });

const PRINTER = { "hw-address": "02:00:00:00:00:01", "ip-addresses": ["2001:db8:1::5"] };

describeRule(
  clientIdentityDiffers,
  [
    {
      finds: "clients that one member alone knows by what a relay adds",
      breaks: (fleet) => {
        pair(fleet);
        load(fleet, "north", {});
      },
      says: [
        "warning KEAHA171: relationship north.north+north.hub, north-dhcp4: libdhcp_flex_id.so replaces the identity of clients on north-dhcp4, and not on hub-dhcp4. Load it with the same parameters on all members.",
      ],
    },
    {
      finds: "clients whose leases members keep under other identities",
      breaks: (fleet) => {
        pair(fleet);
        load(fleet, "north", {});
        load(fleet, "hub", { "identifier-expression": "relay4[1].hex" });
      },
      says: [
        "warning KEAHA171: relationship north.north+north.hub, north-dhcp4: libdhcp_flex_id.so replaces the identity of clients on north-dhcp4, and otherwise on hub-dhcp4. Load it with the same parameters on all members.",
      ],
    },
    {
      finds: "once a hub that alone takes clients as they call themselves",
      breaks: (fleet) => {
        load(fleet, "north", {});
        load(fleet, "south", {});
      },
      says: [
        "warning KEAHA171: relationship north, north-dhcp4: libdhcp_flex_id.so replaces the identity of clients on north-dhcp4 and south-dhcp4, and not on hub-dhcp4. Load it with the same parameters on all members.",
      ],
    },
    {
      finds: "clients that members look for by other hardware addresses",
      family: Family.V6,
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) fleet.subnet(host).reservations = [PRINTER];
        fleet.dhcp("hub")["mac-sources"] = ["docsis-cmts", "rfc6939"];
      },
      says: [
        "warning KEAHA171: relationship north.north+north.hub, hub-dhcp6: clients with reservations by hw-address are found by docsis-cmts, client-link-addr-option on hub-dhcp6, and by any on north-dhcp6. Give all members the same mac-sources.",
      ],
    },
  ],
  [
    {
      allows: "other hardware addresses where no server looks for clients by them",
      family: Family.V6,
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) {
          fleet.subnet(host).reservations = [PRINTER];
          fleet.dhcp(host)["host-reservation-identifiers"] = ["duid"];
        }
        fleet.dhcp("hub")["mac-sources"] = ["docsis-cmts"];
      },
    },
    {
      allows: "ways to a hardware address behind any, which has tried them all",
      family: Family.V6,
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) fleet.subnet(host).reservations = [PRINTER];
        fleet.dhcp("hub")["mac-sources"] = ["any", "raw"];
      },
    },
    {
      allows: "ways to a hardware address that Kea refuses: another mistake",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "south", "hub"] as const) subnet(host).reservations = [PRINTER];
        subnet("hub", 1).reservations = [PRINTER];
        dhcp("north")["mac-sources"] = ["client-link-addr-option", "rfc6939"];
        dhcp("south")["mac-sources"] = ["snooping"];
      },
    },
    {
      allows: "the same way by two names, and another one where no client is known by it",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["south", "hub"] as const)
          subnet(host, host === "hub" ? 1 : 0).reservations = [PRINTER];
        dhcp("south")["mac-sources"] = ["rfc6939"];
        dhcp("hub")["mac-sources"] = ["client-link-addr-option"];
      },
    },
    {
      allows: "what one member alone asks for reservations",
      breaks: (fleet) => {
        pair(fleet);
        load(fleet, "hub", { "replace-client-id": false });
      },
    },
    {
      allows: "the same on both",
      breaks: (fleet) => {
        pair(fleet);
        load(fleet, "north", {});
        load(fleet, "hub", {});
      },
    },
  ],
);
