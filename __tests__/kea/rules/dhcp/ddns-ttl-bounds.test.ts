import { ddnsTtlBounds } from "../../../../kea/rules/dhcp/ddns-ttl-bounds";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  ddnsTtlBounds,
  [
    {
      finds: "a maximum of a pool below its minimum, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, ({ pools }) => {
          Object.assign(pools[0], { "ddns-ttl-min": 100, "ddns-ttl-max": 10 });
        }),
      says: [
        "error KEAHA138: relationship north, hub-dhcp4: ddns-ttl-max of pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is 10, less than ddns-ttl-min 100. Make 0 <= ddns-ttl-min <= ddns-ttl-max.",
      ],
    },
    {
      finds: "the same of a server",
      breaks: ({ dhcp }) => {
        dhcp("south")["ddns-ttl-min"] = 7;
        dhcp("south")["ddns-ttl-max"] = 6;
      },
      says: [
        "error KEAHA138: south-dhcp4: ddns-ttl-max is 6, less than ddns-ttl-min 7. Make 0 <= ddns-ttl-min <= ddns-ttl-max.",
      ],
    },
  ],
  [
    {
      allows: "one value for both",
      breaks: ({ dhcp }) => {
        dhcp("north")["ddns-ttl-min"] = 60;
        dhcp("north")["ddns-ttl-max"] = 60;
      },
    },
  ],
);
