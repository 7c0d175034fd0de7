import { UNKNOWN } from "../../../../kea/json";
import { missingHaKey } from "../../../../kea/rules/ha/missing-ha-key";
import { describeRule } from "../describe-rule";
import { entries, everywhere, said } from "./members";

describeRule(
  missingHaKey,
  [
    {
      finds: "a member without role",
      breaks: (fleet) => {
        for (const peer of entries(fleet, "north.hub")) delete peer.role;
      },
      says: [
        "error KEAHA022: relationship north, hub-dhcp4: role of north.hub is missing. Give primary, secondary, standby or backup.",
      ],
    },
    {
      finds: "a relationship without mode and members",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) {
          delete side.mode;
          delete side.peers;
        }
      },
      says: [
        "error KEAHA022: relationship north, hub-dhcp4: mode is missing. Give hot-standby, load-balancing or passive-backup.",
        "error KEAHA022: relationship north, hub-dhcp4: peers is missing. Give the list of its members.",
      ],
    },
    {
      finds: "an empty list of members",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) side.peers = [];
      },
      says: ["error KEAHA022: relationship north, hub-dhcp4: peers is empty. Give the list of its members."],
    },
    {
      finds: "a member with nothing, and a pause of no state",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "state-machine": { states: [{ pause: "always" }] } });
        for (const side of said(fleet, "north")) side.peers.push({});
      },
      says: [
        "error KEAHA022: relationship north, hub-dhcp4: name of member 4 is missing. Give a name that is unique over all relationships.",
        "error KEAHA022: relationship north, hub-dhcp4: role of member 4 is missing. Give primary, secondary, standby or backup.",
        "error KEAHA022: relationship north, hub-dhcp4: url of member 4 is missing. Give http://ADDRESS:PORT/.",
        "error KEAHA022: relationship north, hub-dhcp4: state of entry 1 of states is missing. Give the name of a state.",
      ],
    },
  ],
  [
    {
      allows: "what is not known yet, or of a wrong type",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) {
          side.mode = UNKNOWN;
          side.peers[1].url = null;
        }
      },
    },
    {
      allows: "an empty state machine",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "state-machine": {} });
      },
    },
  ],
);
