import { UNKNOWN } from "../../../../kea/json";
import { tagsWithoutHa } from "../../../../kea/rules/dhcp/tags-without-ha";
import { describeRule } from "../describe-rule";

const withoutHa = (hooks: { library: string }[]) =>
  hooks.filter(({ library }) => !library.endsWith("libdhcp_ha.so"));

describeRule(
  tagsWithoutHa,
  [
    {
      finds: "a hub that lost its HA library",
      breaks: ({ dhcp }) => {
        dhcp("hub")["hooks-libraries"] = withoutHa(dhcp("hub")["hooks-libraries"]);
      },
      says: [
        "warning KEAHA154: hub-dhcp4: subnet 10.1.0.0/24 (id 1) and 1 more have ha-server-name, and libdhcp_ha.so is not loaded. Load it, with the server's relationships; or take ha-server-name away.",
      ],
    },
  ],
  [
    {
      allows: "hook libraries that only Terraform knows yet",
      breaks: ({ dhcp }) => {
        dhcp("hub")["hooks-libraries"] = UNKNOWN;
      },
    },
  ],
);
