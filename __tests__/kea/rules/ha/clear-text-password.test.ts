import { UNKNOWN } from "../../../../kea/json";
import { clearTextPassword } from "../../../../kea/rules/ha/clear-text-password";
import { describeRule } from "../describe-rule";
import { entries, onMember } from "./members";

describeRule(
  clearTextPassword,
  [
    {
      finds: "a password in the configuration, without showing it",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea", "basic-auth-password": "secret" });
      },
      says: [
        "warning KEAHA027: relationship north, hub-dhcp4: the password for north.hub is in the configuration. Put it into a file on the host, and name that in basic-auth-password-file.",
      ],
    },
    {
      finds: "a password that is known only at apply",
      breaks: (fleet) => {
        for (const peer of entries(fleet, "north.hub"))
          Object.assign(peer, { "basic-auth-user": "kea", "basic-auth-password": UNKNOWN });
      },
      says: [
        "warning KEAHA027: relationship north, hub-dhcp4: the password for north.hub is in the configuration. Put it into a file on the host, and name that in basic-auth-password-file.",
      ],
    },
  ],
  [
    {
      allows: "a password that is never sent, which is told as that",
      breaks: (fleet) => {
        for (const peer of entries(fleet, "north.hub"))
          Object.assign(peer, { "basic-auth-user": "", "basic-auth-password": "x" });
      },
    },
    {
      allows: "a password file",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", {
          "basic-auth-user": "kea",
          "basic-auth-password-file": "/etc/kea/hub",
        });
      },
    },
  ],
);
