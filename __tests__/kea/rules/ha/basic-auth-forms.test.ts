import { KeaVersion } from "../../../../kea/model/profiles";
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
    {
      finds: "a user with a colon, without showing it",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea:secret" });
      },
      says: [
        "error KEAHA026: relationship north, hub-dhcp4: basic-auth-user of north.hub contains a colon. The colon separates user and password: choose a user without one.",
      ],
    },
    {
      finds: "a file without name",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea", "basic-auth-password-file": "" });
      },
      says: [
        "error KEAHA026: relationship north, hub-dhcp4: basic-auth-password-file of north.hub is empty. Name a file that the daemon can read, or remove it.",
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
    {
      allows: "an empty user: no authentication",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "" });
      },
    },
  ],
);
