import { KeaVersion } from "../../../../kea/model/profiles";
import { databaseBuiltIn } from "../../../../kea/rules/dhcp/database-built-in";
import { describeRule } from "../describe-rule";

describeRule(
  databaseBuiltIn,
  [
    {
      finds: "a library that 2.6 does not have",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea" };
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_mysql.so" });
      },
      says: [
        "error KEAHA110: north-dhcp4: libdhcp_mysql.so is loaded, and kea-dhcp4 2.6 has no such library. Remove it: up to 2.6 the databases are built in.",
      ],
    },
  ],
  [
    {
      allows: "the same in 3.0",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_mysql.so" });
      },
    },
  ],
);
