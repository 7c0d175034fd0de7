import { KeaVersion } from "../../../../kea/model/release-lines";
import { absentLibrary } from "../../../../kea/rules/dhcp/absent-library";
import { describeRule } from "../describe-rule";

describeRule(
  absentLibrary,
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
    {
      finds: "a library that 2.6 has under another name",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["config-control"] = { "config-databases": [{ type: "mysql", name: "kea" }] };
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_mysql.so" });
      },
      says: [
        "error KEAHA110: north-dhcp4: libdhcp_mysql.so is loaded, and kea-dhcp4 2.6 has no such library. Load libdhcp_mysql_cb.so in its place.",
      ],
    },
    {
      finds: "a library that 3.0 has no more",
      breaks: ({ dhcp }) => {
        dhcp("north")["config-control"] = { "config-databases": [{ type: "postgresql", name: "kea" }] };
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_pgsql_cb.so" });
      },
      says: [
        "error KEAHA110: north-dhcp4: libdhcp_pgsql_cb.so is loaded, and kea-dhcp4 3.0 has no such library. Load libdhcp_pgsql.so in its place.",
      ],
    },
    {
      finds: "one that 3.0 has no more beside the one that it has",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "libdhcp_pgsql_cb.so" },
          { library: "libdhcp_pgsql.so" },
        );
      },
      says: [
        "error KEAHA110: north-dhcp4: libdhcp_pgsql_cb.so is loaded, and kea-dhcp4 3.0 has no such library. Remove it.",
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
