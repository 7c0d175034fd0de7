import { UNKNOWN } from "../../../../kea/json";
import { socketCredentials } from "../../../../kea/rules/ha/socket-credentials";
import { describeRule } from "../describe-rule";
import { only } from "./members";
import { clients, pairEntries, throughSockets } from "./sockets";

const ANN = { user: "ann", password: "right" };
const REMEDY =
  "Give the members' entries, on every server, basic-auth-user and basic-auth-password-file of a client of that socket; or leave enable-multi-threading and http-dedicated-listener at true, and move the http control socket to another port.";

describeRule(
  socketCredentials,
  [
    {
      finds: "partners that send no credentials to a socket that wants some",
      breaks: (fleet) => throughSockets(fleet, clients(ANN)),
      says: [
        `error KEAHA105: relationship north.north+north.hub, hub-dhcp4: it dials north.north without credentials, and the http control socket of north-dhcp4 takes HA's messages there. ${REMEDY}`,
        `error KEAHA105: relationship north.north+north.hub, north-dhcp4: it dials north.hub without credentials, and the http control socket of hub-dhcp4 takes HA's messages there. ${REMEDY}`,
      ],
    },
    {
      finds: "one partner that sends a password and no user",
      breaks: (fleet) => {
        throughSockets(fleet, clients(ANN));
        for (const peer of pairEntries(fleet))
          Object.assign(peer, { "basic-auth-user": "ann", "basic-auth-password": "right" });
        delete fleet.ha("north").peers[1]["basic-auth-user"];
      },
      says: [
        `error KEAHA105: relationship north.north+north.hub, north-dhcp4: it dials north.hub without a user, and the http control socket of hub-dhcp4 takes HA's messages there. ${REMEDY}`,
      ],
    },
    {
      finds: "the same in one file, and with multi-threading off",
      breaks: (fleet) => {
        throughSockets(fleet, {
          ...clients({ "user-file": "u", "password-file": "p" }),
          "socket-address": "0.0.0.0",
        });
        only(fleet, "north");
        delete fleet.ha("north")["multi-threading"];
        fleet.dhcp("north")["multi-threading"] = { "enable-multi-threading": false };
      },
      says: [
        `error KEAHA105: relationship north.north+north.hub, north-dhcp4: the http control socket takes HA's messages and wants credentials, and no member has any. ${REMEDY}`,
      ],
    },
    {
      finds: "a user that the socket does not know, and another password",
      breaks: (fleet) => {
        throughSockets(fleet, clients(ANN, { user: "bob", "password-file": "bob" }));
        for (const peer of pairEntries(fleet)) peer["basic-auth-user"] = "ann";
        fleet.ha("north").peers[1]["basic-auth-password"] = "wrong";
        fleet.ha("hub").peers[0]["basic-auth-user"] = "carl";
      },
      says: [
        `error KEAHA105: relationship north.north+north.hub, hub-dhcp4: it dials north.north as a user that its control socket does not know, and the http control socket of north-dhcp4 takes HA's messages there. ${REMEDY}`,
        `error KEAHA105: relationship north.north+north.hub, north-dhcp4: it dials north.hub with another password than its control socket has, and the http control socket of hub-dhcp4 takes HA's messages there. ${REMEDY}`,
      ],
    },
    {
      finds: "a user without a password, to Kea one with an empty password",
      breaks: (fleet) => {
        throughSockets(fleet, clients(ANN));
        for (const peer of pairEntries(fleet)) peer["basic-auth-user"] = "ann";
        fleet.dhcp("north")["control-sockets"][1].authentication.clients = [{ user: "ann" }];
        fleet.ha("hub").peers[0]["basic-auth-password"] = "wrong";
      },
      says: [
        `error KEAHA105: relationship north.north+north.hub, hub-dhcp4: it dials north.north with another password than its control socket has, and the http control socket of north-dhcp4 takes HA's messages there. ${REMEDY}`,
        `error KEAHA105: relationship north.north+north.hub, north-dhcp4: it dials north.hub without a password, and the http control socket of hub-dhcp4 takes HA's messages there. ${REMEDY}`,
      ],
    },
  ],
  [
    {
      allows: "the right credentials, and what is in files",
      breaks: (fleet) => {
        throughSockets(fleet, clients(ANN, { user: "bob", "password-file": "bob" }));
        const [partner, other] = [fleet.ha("north").peers[1], fleet.ha("hub").peers[0]];
        Object.assign(partner, { "basic-auth-user": "ann", "basic-auth-password": "right" });
        Object.assign(other, { "basic-auth-user": "bob", "basic-auth-password": "may be right" });
      },
    },
    {
      allows: "one file that has credentials for its partner only",
      breaks: (fleet) => {
        throughSockets(fleet, clients(ANN));
        only(fleet, "north");
        fleet.ha("north").peers[1]["basic-auth-user"] = "ann";
      },
    },
    {
      allows: "passwords that are known only at apply, none at both ends, and a file with user and password",
      breaks: (fleet) => {
        throughSockets(fleet, clients({ user: "ann" }));
        for (const peer of pairEntries(fleet)) peer["basic-auth-user"] = "ann";
        fleet.dhcp("north")["control-sockets"][1].authentication.clients = [{ "password-file": "both" }];
        fleet.ha("hub").peers[0]["basic-auth-password"] = UNKNOWN;
      },
    },
    {
      allows: "a socket without clients, and one that is not known yet",
      breaks: (fleet) => {
        throughSockets(fleet, clients());
        fleet.dhcp("hub")["control-sockets"][1].authentication = UNKNOWN;
      },
    },
    {
      allows: "a socket beside HA's own listener",
      breaks: (fleet) => {
        throughSockets(fleet, clients(ANN));
        for (const host of ["north", "hub"] as const) delete fleet.ha(host)["multi-threading"];
      },
    },
  ],
);
