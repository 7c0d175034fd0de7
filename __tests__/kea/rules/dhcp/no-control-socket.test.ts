import { UNKNOWN } from "../../../../kea/json";
import { noControlSocket } from "../../../../kea/rules/dhcp/no-control-socket";
import { describeRule } from "../describe-rule";

describeRule(
  noControlSocket,
  [
    {
      finds: "a declared server that no rollout could reach",
      breaks: ({ dhcp }) => {
        delete dhcp("north")["control-sockets"];
        dhcp("south")["control-sockets"] = [];
      },
      says: [
        "error KEAHA091: north-dhcp4: north would have no control socket. Leave the control sockets as they are made; add others with httpControlSockets.",
        "error KEAHA091: south-dhcp4: south would have no control socket. Leave the control sockets as they are made; add others with httpControlSockets.",
      ],
    },
  ],
  [
    {
      allows: "sockets under a misspelt key, which is told as that",
      breaks: ({ dhcp }) => {
        dhcp("north")["controls-sockets"] = dhcp("north")["control-sockets"];
        delete dhcp("north")["control-sockets"];
      },
    },
    {
      allows: "somebody else's server",
      breaks: ({ dhcp, servers }) => {
        for (const server of servers) Object.assign(server, { where: undefined });
        delete dhcp("north")["control-sockets"];
      },
    },
    {
      allows: "sockets known only at apply",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"] = UNKNOWN;
      },
    },
  ],
);
