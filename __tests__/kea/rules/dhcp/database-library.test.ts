import { KeaVersion } from "../../../../kea/model/release-lines";
import { databaseLibrary } from "../../../../kea/rules/dhcp/database-library";
import { describeRule } from "../describe-rule";

describeRule(
  databaseLibrary,
  [
    {
      finds: "a database without its library",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea" };
        dhcp("north")["hosts-databases"] = [
          { type: "mysql", name: "kea" },
          { type: "postgresql", name: "kea" },
        ];
      },
      says: [
        'error KEAHA087: north-dhcp4: hosts-databases is of type postgresql, and libdhcp_pgsql.so is not loaded. Add { "library": "libdhcp_pgsql.so" } to hooks-libraries.',
        'error KEAHA087: north-dhcp4: lease-database is of type mysql, and libdhcp_mysql.so is not loaded. Add { "library": "libdhcp_mysql.so" } to hooks-libraries.',
      ],
    },
    {
      finds: "a database of configurations without its library, up to 2.6",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["config-control"] = { "config-databases": [{ type: "mysql", name: "kea" }] };
      },
      says: [
        'error KEAHA087: north-dhcp4: config-databases is of type mysql, and libdhcp_mysql_cb.so is not loaded. Add { "library": "libdhcp_mysql_cb.so" } to hooks-libraries.',
      ],
    },
    {
      finds: "a legal log in a database without its library before it",
      breaks: ({ dhcp }) => {
        const log = (type: string) => ({
          library: "libdhcp_legal_log.so",
          parameters: { type, name: "kea" },
        });
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea" };
        dhcp("north")["hooks-libraries"].push(log("mysql"));
        dhcp("south")["hooks-libraries"].push(log("postgresql"), { library: "libdhcp_pgsql.so" });
      },
      mended: ({ dhcp }) => {
        const log = { library: "libdhcp_legal_log.so", parameters: { type: "mysql", name: "kea" } };
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea" };
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_mysql.so" }, log);
      },
      says: [
        'error KEAHA087: north-dhcp4: libdhcp_legal_log.so is of type mysql, and libdhcp_mysql.so is not loaded. Add { "library": "libdhcp_mysql.so" } to hooks-libraries, before libdhcp_legal_log.so.',
        "error KEAHA087: south-dhcp4: libdhcp_legal_log.so is of type postgresql, and libdhcp_pgsql.so is loaded only after it. Move it before libdhcp_legal_log.so in hooks-libraries.",
      ],
    },
  ],
  [
    {
      allows: "a database with its library",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "postgresql", name: "kea" };
        dhcp("north")["hooks-libraries"].push({ library: "/usr/lib/kea/hooks/libdhcp_pgsql.so" });
      },
    },
    {
      allows: "a database, up to 2.6",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea" };
      },
    },
    {
      allows: "a legal log in files or for syslog, and one of a library of somebody else's",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({
          library: "libdhcp_legal_log.so",
          parameters: { type: "syslog" },
        });
        dhcp("south")["hooks-libraries"].push(
          { library: "libdhcp_legal_log.so" },
          { library: "libother.so", parameters: { type: "mysql" } },
        );
      },
    },
  ],
);
