import { postgresqlQuotes } from "../../../../kea/rules/dhcp/postgresql-quotes";
import { describeRule } from "../describe-rule";

const database = (more: object) => ({ type: "postgresql", name: "kea", user: "kea", ...more });

describeRule(
  postgresqlQuotes,
  [
    {
      finds: "a password with an apostrophe, without showing it",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = database({ password: "it's" });
      },
      says: [
        "error KEAHA166: north-dhcp4: password of lease-database has an apostrophe or a backslash. Choose another one, or put a backslash before it; JSON spells that one \\\\.",
      ],
    },
    {
      finds: "a backslash that is no other's",
      breaks: ({ dhcp }) => {
        dhcp("north")["hosts-databases"] = [database({}), database({ user: "corp\\kea" })];
      },
      says: [
        "error KEAHA166: north-dhcp4: user of hosts-databases has an apostrophe or a backslash. Choose another one, or put a backslash before it; JSON spells that one \\\\.",
      ],
    },
  ],
  [
    {
      allows: "what PostgreSQL's library reads, and other databases",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = database({ password: 'it\\\'s \\\\ "x"' });
        dhcp("north")["hosts-database"] = { type: "mysql", name: "kea", password: "it's" };
      },
    },
  ],
);
