import { clientIdentityDiffers } from "../../../../kea/rules/ha/client-identity-differs";
import { describeRule } from "../describe-rule";
import { pair } from "./members";
import type { SoundFleet } from "../sound";

const load = (fleet: SoundFleet, host: "north" | "south" | "hub", more: object) =>
  fleet.dhcp(host)["hooks-libraries"].push({
    library: "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_flex_id.so",
    parameters: { "identifier-expression": "relay4[2].hex", "replace-client-id": true, ...more },
  });

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
  ],
  [
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
