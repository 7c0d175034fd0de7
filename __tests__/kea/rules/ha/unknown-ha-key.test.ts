import { UNKNOWN } from "../../../../kea/json";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { unknownHaKey } from "../../../../kea/rules/ha/unknown-ha-key";
import { describeRule } from "../describe-rule";
import { everywhere, onMember, undeclared } from "./members";

describeRule(
  unknownHaKey,
  [
    {
      finds: "a misspelt key",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "max-unacked-client": 0 });
      },
      says: [
        "error KEAHA023: relationship north, hub-dhcp4: max-unacked-client is no key that Kea knows. Did you mean max-unacked-clients?",
      ],
    },
    {
      finds: "keys in other spellings",
      breaks: (fleet) => {
        everywhere(fleet, "north", { heartbeatDelay: 5000, Max_Response_Delay: 30000, nonsense: 1 });
      },
      says: [
        "error KEAHA023: relationship north, hub-dhcp4: Max_Response_Delay is no key that Kea knows. Did you mean max-response-delay?",
        "error KEAHA023: relationship north, hub-dhcp4: heartbeatDelay is no key that Kea knows. Did you mean heartbeat-delay?",
        "error KEAHA023: relationship north, hub-dhcp4: nonsense is no key that Kea knows. Remove it, or use one that Kea knows.",
      ],
    },
    {
      finds: "a key that belongs elsewhere",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "auto-failover": false, "enable-multi-threading": false });
        onMember(fleet, "north.hub", { "heartbeat-delay": 1000 });
      },
      says: [
        "error KEAHA023: relationship north, hub-dhcp4: auto-failover is in the wrong place. It belongs into a member.",
        "error KEAHA023: relationship north, hub-dhcp4: enable-multi-threading is in the wrong place. It belongs into multi-threading.",
        "error KEAHA023: relationship north, hub-dhcp4: heartbeat-delay of north.hub is in the wrong place. It belongs into the relationship.",
      ],
    },
    {
      finds: "a key in a nested map",
      breaks: (fleet) => {
        everywhere(fleet, "north", {
          "multi-threading": { "http-client-thread": 4 },
          "state-machine": { state: [] },
        });
      },
      says: [
        "error KEAHA023: relationship north, hub-dhcp4: http-client-thread in multi-threading is no key that Kea knows. Did you mean http-client-threads?",
        "error KEAHA023: relationship north, hub-dhcp4: state in state-machine is in the wrong place. It belongs into an entry of states.",
      ],
    },
    {
      finds: "a key that this Kea does not know yet",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user-file": "user" });
      },
      says: [
        "error KEAHA023: relationship north, hub-dhcp4: basic-auth-user-file of north.hub is no key that Kea knows before 3.2. Use basic-auth-user, or a newer Kea.",
      ],
    },
    {
      finds: "a parameter beside high-availability",
      breaks: (fleet) => {
        fleet.dhcp("north")["hooks-libraries"][0].parameters["heartbeat-delay"] = 5000;
      },
      says: [
        "error KEAHA023: north-dhcp4: heartbeat-delay is no parameter of libdhcp_ha.so. Remove it; all settings go into the relationships of high-availability.",
      ],
    },
    {
      finds: "the names of JavaScript's own properties",
      breaks: (fleet) => {
        const side = fleet.ha("north");
        for (const key of ["constructor", "__proto__", "toString"])
          Object.defineProperty(side, key, { value: 1, enumerable: true });
      },
      says: [
        "error KEAHA023: relationship north, north-dhcp4: __proto__ is no key that Kea knows. Remove it, or use one that Kea knows.",
        "error KEAHA023: relationship north, north-dhcp4: constructor is no key that Kea knows. Remove it, or use one that Kea knows.",
        "error KEAHA023: relationship north, north-dhcp4: toString is no key that Kea knows. Remove it, or use one that Kea knows.",
      ],
    },
    {
      finds: "in a member what the relationship says otherwise",
      breaks: (fleet) => {
        fleet.ha("north").peers[0]["require-client-certs"] = false;
        fleet.ha("south")["require-client-certs"] = false;
        fleet.ha("south").peers[0]["require-client-certs"] = true;
      },
      says: [
        "error KEAHA023: relationship north, north-dhcp4: require-client-certs of north.north is in the wrong place. It belongs into the relationship.",
        "error KEAHA023: relationship south, south-dhcp4: require-client-certs of south.south is in the wrong place. It belongs into the relationship.",
      ],
    },
    {
      finds: "in a member what this Kea does not do by default",
      kea: KeaVersion.V2_6,
      breaks: (fleet) => {
        for (const side of [fleet.ha("north"), fleet.ha("south")]) delete side["restrict-commands"];
        fleet.ha("north").peers[0]["restrict-commands"] = true;
        fleet.ha("south").peers[0]["delayed-updates-limit"] = 100;
      },
      says: [
        "error KEAHA023: relationship north, north-dhcp4: restrict-commands of north.north is in the wrong place. It belongs into the relationship.",
        "error KEAHA023: relationship south, south-dhcp4: delayed-updates-limit of south.south is in the wrong place. It belongs into the relationship.",
      ],
    },
  ],
  [
    {
      allows: "what is the default anyway, wherever it stands",
      breaks: (fleet) => {
        fleet.ha("north").peers[0]["restrict-commands"] = true;
        fleet.ha("north")["auto-failover"] = true;
        fleet.ha("south").mode = "load-balancing";
        fleet.ha("south").peers[0]["delayed-updates-limit"] = 100;
        fleet.ha("south").peers[1]["http-dedicated-listener"] = true;
        fleet.dhcp("hub")["hooks-libraries"][0].parameters["restrict-commands"] = true;
      },
    },
    {
      allows: "in a member what holds for the relationship anyway, or is not known yet",
      breaks: (fleet) => {
        for (const peer of fleet.ha("north").peers) peer["require-client-certs"] = true;
        fleet.ha("south").peers[0]["require-client-certs"] = UNKNOWN;
        fleet.ha("hub")["heartbeat-delay"] = 5000;
        fleet.ha("hub").peers[0]["heartbeat-delay"] = 5000;
      },
    },
    {
      allows: "a key that this Kea knows",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "basic-auth-user-file": "user" });
      },
    },
    {
      allows: "any key of a Kea that is not known",
      breaks: (fleet) => {
        undeclared(fleet);
        onMember(fleet, "north.hub", { "basic-auth-user-file": "user" });
      },
    },
    {
      allows: "comments and user contexts",
      breaks: (fleet) => {
        everywhere(fleet, "north", { comment: "the north", "user-context": { site: 1 } });
        onMember(fleet, "north.hub", { "user-context": {} });
      },
    },
  ],
);
