import { unmanagedServer } from "../../../../kea/rules/dhcp/unmanaged-server";
import { describeRule } from "../describe-rule";

describeRule(
  unmanagedServer,
  [
    {
      finds: "somebody's server without control socket",
      breaks: ({ dhcp, servers }) => {
        for (const server of servers) Object.assign(server, { where: undefined });
        delete dhcp("north")["control-sockets"];
      },
      says: ["warning KEAHA092: north-dhcp4: north has no control socket. Give it a unix control socket."],
    },
  ],
  [
    {
      allows: "sockets under a misspelt key, which is told as that",
      breaks: ({ dhcp, servers }) => {
        for (const server of servers) Object.assign(server, { where: undefined });
        dhcp("north")["controls-sockets"] = dhcp("north")["control-sockets"];
        delete dhcp("north")["control-sockets"];
      },
    },
    {
      allows: "a server outside of all relationships",
      breaks: ({ dhcp, servers }) => {
        for (const server of servers) Object.assign(server, { where: undefined });
        delete dhcp("north")["control-sockets"];
        delete dhcp("north")["hooks-libraries"];
      },
    },
  ],
);
