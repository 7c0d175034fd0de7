import { KeaVersion } from "../../../../kea/model/release-lines";
import { databaseOption } from "../../../../kea/rules/dhcp/database-option";
import { describeRule } from "../describe-rule";

describeRule(
  databaseOption,
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
    {
      finds: "what another database has",
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north"), {
          "lease-database": { type: "mysql", name: "kea", "tcp-user-timeout": 10, "read-timeout": 5 },
          "hosts-database": { type: "postgresql", name: "kea", "write-timeout": 5, "tcp-user-timeout": 10 },
        });
      },
      says: [
        "error KEAHA112: north-dhcp4: write-timeout of hosts-database is 5, and its type is postgresql. Remove it: mysql has it.",
        "error KEAHA112: north-dhcp4: tcp-user-timeout of lease-database is 10, and its type is mysql. Remove it: postgresql has it.",
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
