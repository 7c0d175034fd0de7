import { UNKNOWN } from "../../../../kea/json";
import { noInterfaces } from "../../../../kea/rules/dhcp/no-interfaces";
import { describeRule } from "../describe-rule";

describeRule(
  noInterfaces,
  [
    {
      finds: "a server that listens nowhere",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = [];
      },
      says: [
        'error KEAHA076: north-dhcp4: north has subnets and listens on no interface. List its interfaces in interfaces-config, or "*" for all.',
      ],
    },
    {
      finds: "a server that is not told where to listen",
      breaks: ({ dhcp }) => {
        delete dhcp("south")["interfaces-config"];
      },
      says: [
        'error KEAHA076: south-dhcp4: south has subnets and listens on no interface. List its interfaces in interfaces-config, or "*" for all.',
      ],
    },
  ],
  [
    {
      allows: "interfaces known only at apply",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = UNKNOWN;
        dhcp("south")["interfaces-config"] = UNKNOWN;
      },
    },
  ],
);
