import { Family } from "../../../../kea/model/family";
import { hookOfAnotherServer } from "../../../../kea/rules/dhcp/hook-of-another-server";
import { describeRule } from "../describe-rule";

const hook = (name: string) => ({ library: `/usr/lib/x86_64-linux-gnu/kea/hooks/${name}.so` });

describeRule(
  hookOfAnotherServer,
  [
    {
      finds: "libraries for DHCPv4 in a DHCPv6 server, copied from there",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(hook("libdhcp_ping_check"), hook("libdhcp_bootp"));
      },
      says: [
        "error KEAHA175: north-dhcp6: kea-dhcp6 loads libdhcp_ping_check.so. That library is for kea-dhcp4 alone: take it out here.",
        "error KEAHA175: north-dhcp6: kea-dhcp6 loads libdhcp_bootp.so. That library is for kea-dhcp4 alone: take it out here.",
      ],
    },
    {
      finds: "a library of the server for updates of DNS",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(hook("libddns_gss_tsig"));
      },
      says: [
        "error KEAHA175: north-dhcp4: kea-dhcp4 loads libddns_gss_tsig.so. That library is for kea-dhcp-ddns alone: take it out here.",
      ],
    },
  ],
  [
    {
      allows: "BOOTP and ping check in a DHCPv4 server, and access control under its old name",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          hook("libdhcp_ping_check"),
          hook("libdhcp_bootp"),
          hook("libca_rbac"),
        );
      },
    },
  ],
);
