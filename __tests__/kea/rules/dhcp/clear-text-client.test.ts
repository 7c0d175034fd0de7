import { KeaVersion } from "../../../../kea/model/release-lines";
import { clearTextClient } from "../../../../kea/rules/dhcp/clear-text-client";
import { describeRule } from "../describe-rule";

describeRule(
  clearTextClient,
  [
    {
      finds: "a user and a password in clear text, without showing them",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "socket-port": 8080,
          authentication: { type: "basic", clients: [{ user: "a", password: "s" }] },
        });
      },
      says: [
        "error KEAHA145: north-dhcp4: a client of authentication of the http control socket has user and password in clear text, which Kea 3.2 refuses. Put them into a file, as USER:PASSWORD, and name that in password-file.",
      ],
    },
    {
      finds: "several clients, each kind once",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        const clients = [
          { user: "a", password: "s" },
          { user: "b", password: "s" },
          { user: "c", "password-file": "c" },
        ];
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "socket-port": 8080,
          authentication: { type: "basic", directory: "/etc/kea", clients },
        });
      },
      says: [
        "error KEAHA145: north-dhcp4: a client of authentication of the http control socket (and 1 more) has user and password in clear text, which Kea 3.2 refuses. Put them into a file, as USER:PASSWORD, and name that in password-file.",
        "error KEAHA145: north-dhcp4: a client of authentication of the http control socket has a user in clear text, which Kea 3.2 refuses. Put it into a file, and name that in user-file.",
      ],
    },
  ],
  [
    {
      allows: "clear text in 3.0",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "socket-port": 8080,
          authentication: { type: "basic", clients: [{ user: "a", password: "s" }] },
        });
      },
    },
    {
      allows: "a server that is started with -X",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp, servers }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "socket-port": 8080,
          authentication: { type: "basic", clients: [{ user: "a", password: "s" }] },
        });
        for (const [index, server] of servers.entries()) servers[index] = { ...server, pathsFree: true };
      },
    },
    {
      allows: "secrets in files",
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
