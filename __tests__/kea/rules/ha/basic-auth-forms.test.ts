import { KeaVersion } from "../../../../kea/model/release-lines";
import { basicAuthForms } from "../../../../kea/rules/ha/basic-auth-forms";
import { describeRule } from "../describe-rule";
import { onMember } from "./members";

describeRule(
  basicAuthForms,
  [
    {
      finds: "a password in two forms",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", {
          "basic-auth-user": "kea",
          "basic-auth-password": "secret",
          "basic-auth-password-file": "/etc/kea/hub",
        });
      },
      says: [
        "error KEAHA026: relationship north, hub-dhcp4: north.hub has both basic-auth-password and basic-auth-password-file. Use one of them, best basic-auth-password-file.",
      ],
    },
    {
      finds: "a user in two forms",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea", "basic-auth-user-file": "/etc/kea/user" });
      },
      says: [
        "error KEAHA026: relationship north, hub-dhcp4: north.hub has both basic-auth-user and basic-auth-user-file. Use one of them, best basic-auth-user-file.",
      ],
    },
  ],
  [
    {
      allows: "a user and a password file",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", {
          "basic-auth-user": "kea",
          "basic-auth-password-file": "/etc/kea/hub",
        });
      },
    },
  ],
);
