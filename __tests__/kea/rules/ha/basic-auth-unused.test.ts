import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { basicAuthUnused } from "../../../../kea/rules/ha/basic-auth-unused";
import { describeRule } from "../describe-rule";
import { everywhere, only, onMember, pair } from "./members";
import { clients, pairEntries, throughAgents, throughSockets, TLS } from "./sockets";

const USER = { "basic-auth-user": "ann", "basic-auth-password-file": "/etc/kea/ann" };
const SAID = "protect nothing: a listener of HA's own takes the partner's commands";
const OPEN =
  "protect nothing: the http control socket takes HA's messages without authentication, and all commands from anybody";
const AUTHENTICATE =
  "Give the control sockets, on every server, authentication with users and passwords of the members for its clients.";

describeRule(
  basicAuthUnused,
  [
    {
      finds: "credentials that nobody asks for",
      breaks: (fleet) => {
        for (const name of ["north.north", "north.hub"]) onMember(fleet, name, USER);
      },
      says: [
        `warning KEAHA107: relationship north, hub-dhcp4: the credentials of north.north and north.hub ${SAID} from anybody. Use TLS, and leave require-client-certs at true.`,
      ],
    },
    {
      finds: "the same with TLS that asks for no certificate, and a user in a file",
      family: Family.V6,
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        everywhere(fleet, "north", { ...TLS, "require-client-certs": false });
        onMember(fleet, "north.hub", { "basic-auth-user-file": "/etc/kea/user" });
      },
      says: [
        `warning KEAHA107: relationship north, hub-dhcp6: the credentials of north.hub ${SAID} from anybody. Use TLS, and leave require-client-certs at true.`,
      ],
    },
    {
      finds: "that Kea 2.6 takes every command where restrict-commands is not set",
      kea: KeaVersion.V2_6,
      breaks: (fleet) => {
        only(fleet, "north");
        delete fleet.ha("north")["restrict-commands"];
        Object.assign(fleet.ha("north").peers[0], USER);
      },
      says: [
        `warning KEAHA107: relationship north, north-dhcp4: the credentials of north.north ${SAID}, and with restrict-commands false all others, from anybody. Use TLS, and leave require-client-certs at true; set restrict-commands to true.`,
      ],
    },
    {
      finds: "that every command is taken where restrict-commands is false, whatever Kea it is",
      breaks: (fleet) => {
        pair(fleet);
        Object.assign(fleet.ha("north"), { "restrict-commands": false });
        Object.assign(fleet.ha("north").peers[0], USER);
        Object.assign(fleet.ha("hub").peers[1], USER);
      },
      says: [
        `warning KEAHA107: relationship north.north+north.hub, hub-dhcp4: the credentials of north.hub ${SAID} from anybody. Use TLS, and leave require-client-certs at true.`,
        `warning KEAHA107: relationship north.north+north.hub, north-dhcp4: the credentials of north.north ${SAID}, and with restrict-commands false all others, from anybody. Use TLS, and leave require-client-certs at true; set restrict-commands to true.`,
      ],
    },
    {
      finds: "control sockets in place of listeners that ask nobody for credentials, once",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        for (const peer of pairEntries(fleet)) Object.assign(peer, USER);
      },
      says: [
        `warning KEAHA107: relationship north.north+north.hub, hub-dhcp4: the credentials of north.north and north.hub ${OPEN} (also on north-dhcp4). ${AUTHENTICATE}`,
      ],
    },
    {
      finds: "one with an empty list of clients, and TLS that asks for no certificate, in one file",
      breaks: (fleet) => {
        throughSockets(fleet, { ...TLS, "cert-required": false, ...clients() });
        only(fleet, "hub");
        for (const peer of fleet.ha("hub").peers) Object.assign(peer, TLS, USER);
      },
      says: [
        `warning KEAHA107: relationship north.north+north.hub, hub-dhcp4: the credentials of north.hub ${OPEN}. ${AUTHENTICATE}`,
      ],
    },
    {
      finds: "a control agent that asks nobody for credentials",
      breaks: (fleet) => {
        throughAgents(fleet, {});
        only(fleet, "hub");
        for (const peer of fleet.ha("hub").peers) Object.assign(peer, USER);
      },
      says: [
        `warning KEAHA107: relationship north.north+north.hub, hub-dhcp4: the credentials of north.hub ${OPEN.replace("http control socket", "control agent")}. ${AUTHENTICATE}`,
      ],
    },
  ],
  [
    {
      allows: "a control socket without authentication where Kea refuses it, which is told as that",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        for (const server of fleet.servers) Object.assign(server, { kea: KeaVersion.V3_2 });
        for (const peer of pairEntries(fleet)) Object.assign(peer, USER);
      },
    },
    {
      allows: "a control socket that asks for certificates, and authentication that is not known yet",
      breaks: (fleet) => {
        throughSockets(fleet, TLS);
        for (const peer of pairEntries(fleet)) Object.assign(peer, TLS, USER);
        const [, socket] = fleet.dhcp("hub")["control-sockets"];
        Object.assign(socket, { "cert-required": false, authentication: { clients: UNKNOWN } });
      },
    },
    {
      allows: "credentials for a partner whose control socket is not known",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        only(fleet, "hub");
        Object.assign(fleet.ha("hub").peers[0], USER);
      },
    },
    {
      allows: "a user in a file, where the release line does not read it: another mistake",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { "basic-auth-user-file": "/etc/kea/user" });
      },
    },
    {
      allows: "TLS with client certificates",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        onMember(fleet, "north.hub", USER);
      },
    },
    {
      allows: "credentials for a control socket that takes HA's messages",
      breaks: (fleet) => {
        throughSockets(fleet, clients({ user: "ann", "password-file": "/etc/kea/ann" }));
        for (const peer of pairEntries(fleet)) Object.assign(peer, USER);
        delete fleet.ha("north")["multi-threading"];
        for (const host of ["north", "hub"] as const) delete fleet.ha(host).peers[0]["basic-auth-user"];
      },
    },
    {
      allows: "an empty user, with which nothing is sent",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[1]["basic-auth-user"] = "";
      },
    },
  ],
);
