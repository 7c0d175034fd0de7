import { KeaVersion } from "../../../../kea/model/profiles";
import { leaseDatabase } from "../../../../kea/rules/dhcp/lease-database";
import { describeRule } from "../describe-rule";

describeRule(
  leaseDatabase,
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
      finds: "hosts in a memfile, and a password of Kea's examples",
      breaks: ({ dhcp }) => {
        dhcp("north")["hosts-database"] = { type: "memfile" };
        dhcp("south")["lease-database"] = { type: "mysql", name: "kea", password: "keatest" };
        dhcp("south")["hooks-libraries"].push({ library: "libdhcp_mysql.so" });
      },
      says: [
        "error KEAHA087: north-dhcp4: hosts-database is of type memfile. Only leases go into a memfile: use mysql or postgresql.",
        "error KEAHA087: south-dhcp4: the password of lease-database is one of Kea's examples. Use another one.",
      ],
    },
    {
      finds: "a library that 2.6 does not have",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea" };
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_mysql.so" });
      },
      says: [
        "error KEAHA087: north-dhcp4: libdhcp_mysql.so is loaded, and kea-dhcp4 2.6 has no such library. Remove it: up to 2.6 the databases are built in.",
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
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea", password: "1234" };
      },
    },
  ],
);
