import { hostsInMemfile } from "../../../../kea/rules/dhcp/hosts-in-memfile";
import { describeRule } from "../describe-rule";

describeRule(
  hostsInMemfile,
  [
    {
      finds: "hosts in a memfile",
      breaks: ({ dhcp }) => {
        dhcp("north")["hosts-database"] = { type: "memfile" };
      },
      says: [
        "error KEAHA111: north-dhcp4: hosts-database is of type memfile. Only leases go into a memfile: use mysql or postgresql.",
      ],
    },
  ],
  [
    {
      allows: "leases in one",
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "memfile" };
      },
    },
  ],
);
