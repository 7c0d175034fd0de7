import { KeaVersion } from "../../../../kea/model/release-lines";
import { basicAuthEmptyFile } from "../../../../kea/rules/ha/basic-auth-empty-file";
import { describeRule } from "../describe-rule";
import { onMember } from "./members";
import { clients, throughSockets } from "./sockets";

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
    {
      finds: "the same of clients of a control socket",
      breaks: (fleet) => {
        throughSockets(fleet, clients({ user: "kea", "password-file": "" }));
        fleet.dhcp("hub")["control-sockets"][1].authentication.clients = [
          { "user-file": "", "password-file": "/etc/kea/hub" },
        ];
      },
      says: [
        "error KEAHA139: hub-dhcp4: user-file of a client of a control socket is empty. Name a file that the daemon can read, or remove it.",
        "error KEAHA139: north-dhcp4: password-file of a client of a control socket is empty. Name a file that the daemon can read, or remove it.",
      ],
    },
  ],
  [
    {
      allows: "clients in clear text and by files, and says nothing of one that has both",
      breaks: (fleet) => {
        throughSockets(fleet, clients({ user: "kea", password: "" }));
        fleet.dhcp("hub")["control-sockets"][1].authentication.clients = [
          { "password-file": "hub" },
          { user: "kea", password: "x", "password-file": "" },
        ];
      },
    },
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
