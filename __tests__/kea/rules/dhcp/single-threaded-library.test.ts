import { UNKNOWN } from "../../../../kea/json";
import { singleThreadedLibrary } from "../../../../kea/rules/dhcp/single-threaded-library";
import { describeRule } from "../describe-rule";

describeRule(
  singleThreadedLibrary,
  [
    {
      finds: "libdhcp_user_chk.so on a server that does not say what it does with threads",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_user_chk.so" });
      },
      says: [
        "error KEAHA168: north-dhcp4: libdhcp_user_chk.so is loaded, and works only without multi-threading. Remove the library: without multi-threading HA has no listener of its own.",
      ],
    },
    {
      finds: "it on a server without HA",
      breaks: ({ dhcp }) => {
        const north = dhcp("north");
        north["multi-threading"] = { "enable-multi-threading": true };
        north["hooks-libraries"] = [{ library: "/usr/lib/kea/hooks/libdhcp_user_chk.so" }];
      },
      says: [
        "error KEAHA168: north-dhcp4: libdhcp_user_chk.so is loaded, and works only without multi-threading. Remove the library, or set enable-multi-threading to false.",
      ],
    },
  ],
  [
    {
      allows: "it without multi-threading, and where that is not known",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "south", "hub"] as const)
          dhcp(host)["hooks-libraries"].push({ library: "libdhcp_user_chk.so" });
        dhcp("north")["multi-threading"] = { "enable-multi-threading": false };
        dhcp("south")["multi-threading"] = UNKNOWN;
        dhcp("hub")["multi-threading"] = { "enable-multi-threading": UNKNOWN };
      },
    },
  ],
);
