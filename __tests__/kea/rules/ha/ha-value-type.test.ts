import { UNKNOWN } from "../../../../kea/json";
import { haValueType } from "../../../../kea/rules/ha/ha-value-type";
import { describeRule } from "../describe-rule";
import { everywhere, onMember, said, undeclared } from "./members";

describeRule(
  haValueType,
  [
    {
      finds: "a number in quotes",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "heartbeat-delay": "10000" });
      },
      says: [
        'error KEAHA021: relationship north, hub-dhcp4: heartbeat-delay is "10000". It takes a whole number, without quotes.',
      ],
    },
    {
      finds: "wrong types at every level",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          mode: 5,
          "sync-leases": "yes",
          "trust-anchor": null,
          "multi-threading": [],
          "state-machine": { states: {} },
        });
      },
      says: [
        "error KEAHA021: relationship north, hub-dhcp4: mode is 5. It takes a string.",
        "error KEAHA021: relationship north, hub-dhcp4: multi-threading is a list. It takes a map.",
        "error KEAHA021: relationship north, hub-dhcp4: states in state-machine is a map. It takes a list.",
        'error KEAHA021: relationship north, hub-dhcp4: sync-leases is "yes". It takes true or false, without quotes.',
        "error KEAHA021: relationship north, hub-dhcp4: trust-anchor is null. It takes a string.",
      ],
    },
    {
      finds: "wrong types in a member",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { url: ["http://10.0.0.1:8000/"], "auto-failover": "true", role: null });
      },
      says: [
        'error KEAHA021: relationship north, hub-dhcp4: auto-failover of north.hub is "true". It takes true or false, without quotes.',
        "error KEAHA021: relationship north, hub-dhcp4: role of north.hub is null. It takes a string.",
        "error KEAHA021: relationship north, hub-dhcp4: url of north.hub is a list. It takes a string.",
      ],
    },
    {
      finds: "a member without usable name by its place",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { name: 7 });
      },
      says: ["error KEAHA021: relationship north, hub-dhcp4: name of member 2 is 7. It takes a string."],
    },
    {
      finds: "lists of what are no maps",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "state-machine": { states: ["ready"] } });
        for (const side of said(fleet, "north")) side.peers.push("north.spare");
      },
      says: [
        'error KEAHA021: relationship north, hub-dhcp4: entry 4 of peers is "north.spare". It takes a map.',
        'error KEAHA021: relationship north, hub-dhcp4: entry 1 of states is "ready". It takes a map.',
      ],
    },
    {
      finds: "relationships that are no maps",
      breaks: (fleet) => {
        fleet.dhcp("north")["hooks-libraries"][0].parameters["high-availability"].push(null, "south");
      },
      says: [
        "error KEAHA021: north-dhcp4: entry 2 of high-availability is null. Each entry is a relationship: a map.",
        'error KEAHA021: north-dhcp4: entry 3 of high-availability is "south". Each entry is a relationship: a map.',
      ],
    },
    {
      finds: "a password of a wrong type, without showing it",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-password": 12345678 });
      },
      says: [
        "error KEAHA021: relationship north, hub-dhcp4: basic-auth-password of north.hub is a number. It takes a string.",
      ],
    },
    {
      finds: "it on every server of somebody else's configurations",
      breaks: (fleet) => {
        undeclared(fleet);
        everywhere(fleet, "north", { "heartbeat-delay": "10000" });
      },
      says: [
        'error KEAHA021: relationship north.north+north.hub+north.backup, hub-dhcp4: heartbeat-delay is "10000" (also on north-dhcp4 and backup-dhcp4). It takes a whole number, without quotes.',
      ],
    },
  ],
  [
    {
      allows: "empty maps and lists",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "multi-threading": {}, "state-machine": { states: [] } });
      },
    },
    {
      allows: "what is not known yet",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: UNKNOWN, "heartbeat-delay": UNKNOWN, "multi-threading": UNKNOWN });
        for (const side of said(fleet, "south")) side.peers = UNKNOWN;
      },
    },
  ],
);
