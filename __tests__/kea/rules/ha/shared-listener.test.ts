import { sharedListener } from "../../../../kea/rules/ha/shared-listener";
import { describeRule } from "../describe-rule";
import { onMember } from "./members";

describeRule(
  sharedListener,
  [
    {
      finds: "two relationships that one control socket serves",
      breaks: (fleet) => {
        fleet.dhcp("hub")["multi-threading"] = { "enable-multi-threading": false };
        onMember(fleet, "south.hub", { url: "http://10.0.0.1:8000/" });
      },
      says: [
        "warning KEAHA050: hub-dhcp4: hub has no listener of its own for 2 of its relationships: one control socket or agent serves them. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true, and give every relationship and control socket a port of its own.",
      ],
    },
  ],
  [
    {
      allows: "one relationship that a control socket serves beside listeners",
      breaks: (fleet) => {
        Object.assign(fleet.ha("hub", 1), { "multi-threading": { "http-dedicated-listener": false } });
      },
    },
    {
      allows: "a control socket for each relationship",
      breaks: ({ dhcp }) => {
        const hub = dhcp("hub");
        hub["multi-threading"] = { "enable-multi-threading": false };
        for (const port of [8000, 8001])
          hub["control-sockets"].push({
            "socket-type": "http",
            "socket-address": "10.0.0.1",
            "socket-port": port,
          });
      },
    },
    {
      allows: "a spoke without multi-threading",
      breaks: (fleet) => {
        fleet.dhcp("north")["multi-threading"] = { "enable-multi-threading": false };
      },
    },
    {
      allows: "URLs at which nobody listens, which are told elsewhere",
      breaks: (fleet) => {
        fleet.dhcp("hub")["multi-threading"] = { "enable-multi-threading": false };
      },
    },
  ],
);
