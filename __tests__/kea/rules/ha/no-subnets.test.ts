import { UNKNOWN } from "../../../../kea/json";
import { noSubnets } from "../../../../kea/rules/ha/no-subnets";
import { describeRule } from "../describe-rule";

describeRule(
  noSubnets,
  [
    {
      finds: "a relationship without subnets",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const)
          (fleet.dhcp(host).subnet4 as unknown[]).shift();
      },
      says: [
        "error KEAHA002: relationship north: it has no subnets. Give it at least one subnet, or remove it.",
      ],
    },
    {
      finds: "one of two relationships without subnets, where one of its servers takes commands for subnets",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const)
          (fleet.dhcp(host).subnet4 as unknown[]).shift();
        fleet.dhcp("hub")["hooks-libraries"].push({ library: "libdhcp_subnet_cmds.so" });
      },
      says: [
        "error KEAHA002: relationship north: it has no subnets. Give it at least one subnet, or remove it.",
      ],
    },
  ],
  [
    {
      allows: "subnets that commands may add on all members, of which a warning tells",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const) {
          (fleet.dhcp(host).subnet4 as unknown[]).shift();
          fleet.dhcp(host)["hooks-libraries"].push({ library: "libdhcp_subnet_cmds.so" });
        }
      },
    },
    {
      allows: "subnets that come from a database",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const) {
          (fleet.dhcp(host).subnet4 as unknown[]).shift();
          fleet.dhcp(host)["config-control"] = { "config-databases": [{ type: "mysql" }] };
        }
      },
    },
    {
      allows: "untagged subnets, which are told elsewhere",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const) delete fleet.subnet(host)["user-context"];
      },
    },
    {
      allows: "a list of subnets that is not known yet",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const) fleet.dhcp(host).subnet4 = UNKNOWN;
      },
    },
  ],
);
