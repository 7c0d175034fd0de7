import { trustAnchorDiffers } from "../../../../kea/rules/ha/trust-anchor-differs";
import { describeRule } from "../describe-rule";
import { everywhere, TLS } from "./members";

describeRule(
  trustAnchorDiffers,
  [
    {
      finds: "members that trust different authorities",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        fleet.ha("north")["trust-anchor"] = "/etc/ssl/north-ca.pem";
      },
      says: [
        "warning KEAHA046: relationship north, north-dhcp4: trust-anchor is /etc/ssl/north-ca.pem, and /etc/kea/ca.pem on hub-dhcp4. Use one authority, best one of HA's own, under the same path on every host.",
      ],
    },
  ],
  [
    {
      allows: "certificates and keys of each host's own",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        fleet.ha("north")["cert-file"] = "/etc/kea/north.pem";
      },
    },
  ],
);
