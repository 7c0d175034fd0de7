import { ddnsAddresses } from "../../../../kea/rules/dhcp/ddns-addresses";
import { describeRule } from "../describe-rule";

describeRule(
  ddnsAddresses,
  [
    {
      finds: "addresses for DNS updates that do not go together",
      breaks: ({ dhcp }) => {
        dhcp("south")["dhcp-ddns"] = {
          "enable-updates": false,
          "server-ip": "::1",
          "sender-ip": "127.0.0.1",
        };
        dhcp("backup")["dhcp-ddns"] = {
          "enable-updates": true,
          "sender-ip": "127.0.0.1",
          "sender-port": 53001,
        };
      },
      says: [
        "error KEAHA125: backup-dhcp4: sender-ip 127.0.0.1 and server-ip 127.0.0.1 of dhcp-ddns are one address and port. Change one of the ports: 0 for the sender is any.",
        "error KEAHA125: south-dhcp4: sender-ip 127.0.0.1 and server-ip ::1 of dhcp-ddns are of two families. Use addresses of one family.",
      ],
    },
  ],
  [
    {
      allows: "addresses that are none: those are refused one by one",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-ddns"] = { "enable-updates": false, "server-ip": "", "sender-ip": "host" };
      },
    },
  ],
);
