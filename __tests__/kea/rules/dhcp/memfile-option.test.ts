import { KeaVersion } from "../../../../kea/model/profiles";
import { memfileOption } from "../../../../kea/rules/dhcp/memfile-option";
import { describeRule } from "../describe-rule";

describeRule(
  memfileOption,
  [
    {
      finds: "what only a database has",
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north")["lease-database"], { "read-timeout": 5, "max-reconnect-tries": 2 });
      },
      says: [
        "error KEAHA112: north-dhcp4: max-reconnect-tries of lease-database is 2, and its type is memfile. Remove it: a database on another machine has it.",
        "error KEAHA112: north-dhcp4: read-timeout of lease-database is 5, and its type is memfile. Remove it: mysql has it.",
      ],
    },
  ],
  [
    {
      allows: "none of it, and what 2.6 ignores",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north")["lease-database"], { "read-timeout": 0, "max-reconnect-tries": 2 });
      },
    },
  ],
);
