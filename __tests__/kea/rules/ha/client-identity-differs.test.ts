import { clientIdentityDiffers } from "../../../../kea/rules/ha/client-identity-differs";
import { describeRule } from "../describe-rule";
import { pair } from "./members";
import type { SoundFleet } from "../sound";

const load = (fleet: SoundFleet, host: "north" | "hub", more: object) =>
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
        "warning KEAHA171: relationship north.north+north.hub, north-dhcp4: north-dhcp4 loads libdhcp_flex_id.so, and hub-dhcp4 does not. Load it with the same parameters on all members.",
      ],
    },
    {
      finds: "clients whose leases one member alone keeps under another identity",
      breaks: (fleet) => {
        pair(fleet);
        load(fleet, "north", {});
        load(fleet, "hub", { "replace-client-id": false });
      },
      says: [
        "warning KEAHA171: relationship north.north+north.hub, hub-dhcp4: libdhcp_flex_id.so has other parameters on hub-dhcp4 than on north-dhcp4. Load it with the same parameters on all members.",
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
