import { UNKNOWN } from "../../../../kea/json";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { hookParameter } from "../../../../kea/rules/dhcp/hook-parameter";
import { describeRule } from "../describe-rule";

const hook = (name: string, parameters?: unknown) => ({
  library: `libdhcp_${name}.so`,
  ...(parameters !== undefined && { parameters }),
});

describeRule(
  hookParameter,
  [
    {
      finds: "libraries without what they do not load without",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          hook("run_script"),
          hook("flex_option", {}),
          hook("flex_id", { "identifier-expresion": "hexstring(pkt4.mac, ':')" }),
          hook("lease_query", { comment: "of the helpdesk" }),
        );
      },
      says: [
        "error KEAHA169: north-dhcp4: libdhcp_run_script.so is loaded without the parameter name. Give it name, the whole path of the script, or do not load the library.",
        "error KEAHA169: north-dhcp4: libdhcp_flex_option.so is loaded without the parameter options. Give it options, a list, or do not load the library.",
        "error KEAHA169: north-dhcp4: libdhcp_flex_id.so is loaded without the parameter identifier-expression, but with identifier-expresion. Give it identifier-expression, an expression, in quotes, or do not load the library.",
        "error KEAHA169: north-dhcp4: libdhcp_lease_query.so is loaded without the parameter requesters. Give it requesters, a list with the address of one requester at least, or do not load the library.",
      ],
    },
    {
      finds: "a parameter that is empty and must not be",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          hook("run_script", { name: "" }),
          hook("lease_query", { requesters: [] }),
        );
      },
      says: [
        'error KEAHA169: north-dhcp4: the parameter name of libdhcp_run_script.so is "". Give it name, the whole path of the script, or do not load the library.',
        "error KEAHA169: north-dhcp4: the parameter requesters of libdhcp_lease_query.so is an empty list. Give it requesters, a list with the address of one requester at least, or do not load the library.",
      ],
    },
    {
      finds: "what Kea 2.6 needs, of the libraries that it is known of",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(hook("run_script"), hook("flex_id"), hook("lease_query"));
      },
      says: [
        "error KEAHA169: north-dhcp4: libdhcp_run_script.so is loaded without the parameter name. Give it name, the whole path of the script, or do not load the library.",
      ],
    },
    {
      finds: "libraries that need parameters, if empty ones, and one that takes none",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(hook("ping_check"), hook("ddns_tuning"));
        dhcp("south")["hooks-libraries"].push(hook("limits", {}));
      },
      says: [
        "error KEAHA169: north-dhcp4: libdhcp_ping_check.so is loaded without parameters. Give it parameters, {} if it needs none, or do not load the library.",
        "error KEAHA169: north-dhcp4: libdhcp_ddns_tuning.so is loaded without parameters. Give it parameters, {} if it needs none, or do not load the library.",
        "error KEAHA169: south-dhcp4: libdhcp_limits.so is loaded with parameters. It takes none, not even {}: remove them.",
      ],
    },
  ],
  [
    {
      allows: "what they load with",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          hook("run_script", { name: "/usr/share/kea/scripts/mine.sh" }),
          hook("flex_option", { options: [] }),
          hook("flex_id", { "identifier-expression": "" }),
          hook("lease_query", { requesters: ["10.0.0.3"] }),
          hook("legal_log"),
          hook("ping_check", {}),
          hook("ddns_tuning", {}),
          hook("limits"),
        );
      },
    },
    {
      allows: "what is not known yet",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(hook("run_script", UNKNOWN), hook("flex_id", UNKNOWN));
        dhcp("south")["hooks-libraries"].push(hook("run_script", { name: UNKNOWN }));
      },
    },
    {
      allows: "libdhcp_flex_id.so without an expression",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(hook("flex_id", { "replace-client-id": true }));
      },
    },
  ],
);
