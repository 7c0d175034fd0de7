import { KeaVersion } from "../../../../kea/model/release-lines";
import { passwordWithoutUser } from "../../../../kea/rules/ha/password-without-user";
import { describeRule } from "../describe-rule";
import { only, onMember } from "./members";
import { clients, pairEntries, throughSockets } from "./sockets";

describeRule(
  passwordWithoutUser,
  [
    {
      finds: "a password without user",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-password-file": "/etc/kea/hub" });
      },
      says: [
        "warning KEAHA028: relationship north, hub-dhcp4: north.hub has basic-auth-password-file and no user. Add basic-auth-user, or remove basic-auth-password-file.",
      ],
    },
    {
      finds: "a password with an empty user",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "", "basic-auth-password": "secret" });
      },
      says: [
        "warning KEAHA028: relationship north, hub-dhcp4: north.hub has basic-auth-password and no user. Add basic-auth-user, or remove basic-auth-password.",
      ],
    },
    {
      finds: "that of one member where a control socket turns away the other's partner",
      breaks: (fleet) => {
        throughSockets(fleet, clients({ user: "ann", password: "right" }));
        const sound = { "basic-auth-user": "ann", "basic-auth-password": "right" };
        for (const peer of pairEntries(fleet)) Object.assign(peer, sound);
        delete fleet.ha("north").peers[0]["basic-auth-user"];
        delete fleet.ha("north").peers[1]["basic-auth-user"];
      },
      says: [
        "warning KEAHA028: relationship north.north+north.hub, north-dhcp4: north.north has basic-auth-password and no user. Add basic-auth-user, or remove basic-auth-password.",
      ],
    },
    {
      finds: "that of a server alone whose control socket turns nobody away, as far as its file says",
      breaks: (fleet) => {
        throughSockets(fleet, clients({ user: "ann", password: "right" }));
        for (const peer of pairEntries(fleet)) peer["basic-auth-password"] = "right";
        fleet.ha("north").peers[1]["basic-auth-user"] = "ann";
        only(fleet, "north");
      },
      says: [
        "warning KEAHA028: relationship north.north+north.hub, north-dhcp4: north.north has basic-auth-password and no user. Add basic-auth-user, or remove basic-auth-password.",
      ],
    },
    {
      finds: "passwords of several members, once",
      breaks: (fleet) => {
        for (const name of ["north.hub", "north.north"])
          onMember(fleet, name, { "basic-auth-password": "s" });
      },
      says: [
        "warning KEAHA028: relationship north, hub-dhcp4: north.north (and 1 more) has basic-auth-password and no user. Add basic-auth-user, or remove basic-auth-password.",
      ],
    },
  ],
  [
    {
      allows: "it where a control socket turns them away for it: told as that",
      breaks: (fleet) => {
        throughSockets(fleet, clients({ user: "ann", password: "right" }));
        for (const peer of pairEntries(fleet)) peer["basic-auth-password"] = "right";
      },
    },
    {
      allows: "a user without password",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user": "kea" });
      },
    },
    {
      allows: "a user from a file",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        onMember(fleet, "north.hub", {
          "basic-auth-user-file": "user",
          "basic-auth-password-file": "password",
        });
      },
    },
  ],
);
