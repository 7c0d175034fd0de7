import { UNKNOWN } from "../../../../kea/json";
import { hookExpression } from "../../../../kea/rules/dhcp/hook-expression";
import { describeRule } from "../describe-rule";

const hook = (name: string, parameters: unknown) => ({ library: `libdhcp_${name}.so`, parameters });
const refused = (what: string, remedy: string) =>
  `error KEAHA173: north-dhcp4: ${what} is expected. ${remedy}`;
const MANUAL = "See Using Expressions in Classification in Kea's manual.";

describeRule(
  hookExpression,
  [
    {
      finds: "actions of flex_option, and of its sub-options, that cannot be read",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          hook("flex_option", {
            options: [
              { code: 67, add: "concat(" },
              { code: 67, supersede: "option[67].hex == 'a'" },
              { code: 67, remove: "option[60].exists && option[61].exists" },
              { code: 82, "sub-options": [{ code: 1, add: "relay4[1]" }] },
            ],
          }),
        );
      },
      says: [
        refused(
          `add of option 67 of libdhcp_flex_option.so cannot be read at its end: a condition or a text`,
          MANUAL,
        ),
        refused(
          `supersede of option 67 of libdhcp_flex_option.so cannot be read from "== 'a'" on: its end or "+"`,
          "It has to be a text: leave the comparison out.",
        ),
        refused(
          `remove of option 67 of libdhcp_flex_option.so cannot be read from "&& option[61].exists" on: its end, "and" or "or"`,
          "Write and.",
        ),
        refused(
          `add of sub-option 1 of option 82 of libdhcp_flex_option.so cannot be read at its end: "."`,
          "Add .hex, or .text, to it.",
        ),
      ],
    },
    {
      finds: "names and identities of clients, and lines of a log, that cannot be read",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          hook("flex_id", { "identifier-expression": 'hexstring(pkt4.mac, ":")' }),
          hook("ddns_tuning", { "hostname-expr": "'host-' + hexstring(pkt4.mac, '-'" }),
          hook("legal_log", { "request-parser-format": "option[no-such].text" }),
          hook("lease_cmds", {
            "binding-variables": [{ name: "a", source: "query", expression: "pkt4.mca" }],
          }),
        );
        dhcp("north").subnet4[0]!["user-context"] = { "ddns-tuning": { "hostname-expr": "host" } };
      },
      says: [
        refused(
          String.raw`identifier-expression of libdhcp_flex_id.so cannot be read from "\":\")" on: a condition or a text`,
          "Put it into single quotes.",
        ),
        refused(
          `hostname-expr of libdhcp_ddns_tuning.so cannot be read at its end: ")"`,
          "Close the bracket before it.",
        ),
        refused(
          `request-parser-format of libdhcp_legal_log.so cannot be read from "no-such].text" on: the code or the name of an option that is defined`,
          MANUAL,
        ),
        refused(
          `expression of binding-variables of libdhcp_lease_cmds.so cannot be read from "mca" on: "mac", "hlen", "htype", "ciaddr", "giaddr", "yiaddr", "siaddr", "msgtype" or "transid"`,
          MANUAL,
        ),
        refused(
          `hostname-expr of ddns-tuning of subnet 10.1.0.0/24 (id 1) cannot be read from "host" on: a condition or a text`,
          MANUAL,
        ).replace("north-dhcp4", "relationship north, north-dhcp4"),
      ],
    },
  ],
  [
    {
      allows: "what can be read, what says nothing, and what is known at apply only",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [{ name: "color", code: 222, type: "string" }];
        dhcp("north")["hooks-libraries"].push(
          hook("flex_option", {
            options: [
              { code: 67, add: "concat('a', option[color].text)" },
              { code: 67, add: UNKNOWN },
              UNKNOWN,
              { code: 82, "sub-options": [{ code: 1, remove: "member('a')" }] },
            ],
          }),
          hook("flex_id", { "identifier-expression": "" }),
          hook("ddns_tuning", UNKNOWN),
          hook("legal_log", {}),
        );
        dhcp("north").subnet4[0]!["user-context"] = { "ddns-tuning": { "hostname-expr": "'host'" } };
      },
    },
    {
      allows: "options whose definitions come at apply",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "south"] as const)
          dhcp(host)["hooks-libraries"].push(
            hook("flex_option", { options: [{ code: 67, add: "option[color].text" }] }),
          );
        dhcp("north")["option-def"] = UNKNOWN;
        dhcp("south")["option-def"] = [UNKNOWN];
      },
    },
    {
      allows: "contexts of subnets, without the library that reads them",
      breaks: ({ dhcp }) => {
        dhcp("north").subnet4[0]!["user-context"] = { "ddns-tuning": { "hostname-expr": "host" } };
      },
    },
  ],
);
