import { UNKNOWN } from "../../../../kea/json";
import { noHaConfiguration } from "../../../../kea/rules/ha/no-ha-configuration";
import { describeRule } from "../describe-rule";

describeRule(
  noHaConfiguration,
  [
    {
      finds: "an HA library without relationships",
      breaks: (fleet) => {
        delete fleet.dhcp("north")["hooks-libraries"][0].parameters;
      },
      says: [
        "error KEAHA020: north-dhcp4: libdhcp_ha.so is loaded without the parameter high-availability. Give it a list of relationships, or do not load the library.",
      ],
    },
    {
      finds: "an empty list, and what is no list",
      breaks: (fleet) => {
        const set = (host: "north" | "south" | "hub", value: unknown) => {
          fleet.dhcp(host)["hooks-libraries"][0].parameters["high-availability"] = value;
        };
        set("north", []);
        set("south", null);
        set("hub", {});
      },
      says: [
        "error KEAHA020: hub-dhcp4: the parameter high-availability is a map. Give it a list of relationships, or do not load the library.",
        "error KEAHA020: north-dhcp4: the parameter high-availability is empty. Give it a list of relationships, or do not load the library.",
        "error KEAHA020: south-dhcp4: the parameter high-availability is null. Give it a list of relationships, or do not load the library.",
      ],
    },
    {
      finds: "a misspelt parameter",
      breaks: (fleet) => {
        const [hook] = fleet.dhcp("north")["hooks-libraries"];
        hook.parameters = { "high-availabilty": hook.parameters["high-availability"] };
      },
      says: [
        "error KEAHA020: north-dhcp4: libdhcp_ha.so is loaded without the parameter high-availability, but with high-availabilty. Give it a list of relationships, or do not load the library.",
      ],
    },
    {
      finds: "it for a library with a full path",
      breaks: (fleet) => {
        fleet.dhcp("north")["hooks-libraries"][0] = {
          library: "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_ha.so",
          parameters: {},
        };
      },
      says: [
        "error KEAHA020: north-dhcp4: libdhcp_ha.so is loaded without the parameter high-availability. Give it a list of relationships, or do not load the library.",
      ],
    },
  ],
  [
    {
      allows: "a second HA library, and parameters that are no map, which are told as that",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_ha.so" });
        dhcp("south")["hooks-libraries"] = [{ library: "libdhcp_ha.so", parameters: [] }];
      },
    },
    {
      allows: "a list beside the parameters, or in what is not called so: unknown keys, told as that",
      breaks: ({ dhcp }) => {
        const move = (host: "north" | "south" | "hub", key: string) => {
          const [hook] = dhcp(host)["hooks-libraries"];
          hook[key] = hook.parameters["high-availability"];
          delete hook.parameters;
        };
        move("north", "high-availability");
        move("south", "high_availabilty");
        const [hook] = dhcp("hub")["hooks-libraries"];
        hook.parameter = hook.parameters;
        delete hook.parameters;
      },
    },
    {
      allows: "other libraries without parameters",
      breaks: (fleet) => {
        fleet.dhcp("north")["hooks-libraries"].push({ library: "libdhcp_stat_cmds.so" });
      },
    },
    {
      allows: "what is not known yet",
      breaks: (fleet) => {
        fleet.dhcp("north")["hooks-libraries"][0].parameters = UNKNOWN;
        fleet.dhcp("south")["hooks-libraries"][0].parameters["high-availability"] = UNKNOWN;
      },
    },
  ],
);
