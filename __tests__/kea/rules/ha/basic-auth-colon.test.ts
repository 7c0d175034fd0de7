import { basicAuthColon } from "../../../../kea/rules/ha/basic-auth-colon";
import { describeRule } from "../describe-rule";
import { onMember } from "./members";

describeRule(
  basicAuthColon,
  [
    {
      finds: "a user with a colon, without showing it",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea:secret" });
      },
      says: [
        "error KEAHA140: relationship north, hub-dhcp4: basic-auth-user of north.hub contains a colon. The colon separates user and password: choose a user without one.",
      ],
    },
  ],
  [
    {
      allows: "a password with a colon",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea", "basic-auth-password": "a:b" });
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
