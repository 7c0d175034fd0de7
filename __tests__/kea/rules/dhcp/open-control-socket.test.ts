import { KeaVersion } from "../../../../kea/model/release-lines";
import { openControlSocket } from "../../../../kea/rules/dhcp/open-control-socket";
import { describeRule } from "../describe-rule";
import { throughSockets } from "../ha/sockets";

describeRule(
  openControlSocket,
  [
    {
      finds: "an open HTTP socket",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-port": 8080 });
      },
      says: [
        "error KEAHA090: north-dhcp4: the http control socket has neither authentication nor TLS, which Kea 3.2 refuses. Give it authentication with user-file and password-file, or TLS files.",
      ],
    },
    {
      finds: "an open socket that takes HA's messages, and says that partners need credentials, too",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        throughSockets(fleet, {});
        for (const server of fleet.servers) Object.assign(server, { kea: KeaVersion.V3_2 });
      },
      says: [
        "error KEAHA090: hub-dhcp4: the http control socket has neither authentication nor TLS, which Kea 3.2 refuses. Give TLS files to it and to the members of its relationships, on every server; or authentication with user-file and password-file, and the members' entries basic-auth-user and basic-auth-password-file.",
        "error KEAHA090: north-dhcp4: the http control socket has neither authentication nor TLS, which Kea 3.2 refuses. Give TLS files to it and to the members of its relationships, on every server; or authentication with user-file and password-file, and the members' entries basic-auth-user and basic-auth-password-file.",
      ],
    },
  ],
  [
    {
      allows: "an open HTTP socket in 3.0",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-port": 8080 });
      },
    },
    {
      allows: "authentication",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "socket-port": 8080,
          authentication: {
            type: "basic",
            directory: "/etc/kea",
            clients: [{ "user-file": "user", "password-file": "password" }],
          },
        });
      },
    },
  ],
);
