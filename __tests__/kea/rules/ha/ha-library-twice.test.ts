import { haLibraryTwice } from "../../../../kea/rules/ha/ha-library-twice";
import { describeRule } from "../describe-rule";

describeRule(
  haLibraryTwice,
  [
    {
      finds: "an HA library that is loaded twice",
      breaks: (fleet) => {
        const hooks = fleet.dhcp("hub")["hooks-libraries"];
        const [first] = hooks;
        const [north, south] = first.parameters["high-availability"];
        first.parameters["high-availability"] = [north];
        hooks.push({
          library: "/usr/lib/kea/hooks/libdhcp_ha.so",
          parameters: { "high-availability": [south] },
        });
      },
      says: [
        "error KEAHA033: hub-dhcp4: libdhcp_ha.so is loaded twice. Load it once, with all relationships in its list.",
      ],
    },
  ],
  [
    {
      allows: "another library that is loaded twice",
      breaks: (fleet) => {
        fleet.dhcp("hub")["hooks-libraries"].push({ library: "libdhcp_lease_cmds.so" });
      },
    },
  ],
);
