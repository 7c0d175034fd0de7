import { KeaVersion } from "../../../../kea/model/profiles";
import { basicAuthEmptyFile } from "../../../../kea/rules/ha/basic-auth-empty-file";
import { describeRule } from "../describe-rule";
import { onMember } from "./members";

describeRule(
  basicAuthEmptyFile,
  [
    {
      finds: "a file without name",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea", "basic-auth-password-file": "" });
      },
      says: [
        "error KEAHA139: relationship north, hub-dhcp4: basic-auth-password-file of north.hub is empty. Name a file that the daemon can read, or remove it.",
      ],
    },
    {
      finds: "the same of a user",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user-file": "" });
      },
      says: [
        "error KEAHA139: relationship north, hub-dhcp4: basic-auth-user-file of north.hub is empty. Name a file that the daemon can read, or remove it.",
      ],
    },
  ],
  [
    {
      allows: "a file with a name, and says nothing of one beside a password",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", {
          "basic-auth-user": "kea",
          "basic-auth-password-file": "/etc/kea/hub",
        });
        onMember(fleet, "north.north", {
          "basic-auth-user": "kea",
          "basic-auth-password": "secret",
          "basic-auth-password-file": "",
        });
      },
    },
  ],
);
