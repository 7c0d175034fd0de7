import { clientUser } from "../../../../kea/rules/dhcp/client-user";
import { describeRule } from "../describe-rule";

describeRule(
  clientUser,
  [
    {
      finds: "users that Basic authentication cannot carry",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "socket-port": 8080,
          authentication: {
            type: "basic",
            clients: [
              { user: "a:b", password: "s" },
              { user: "", password: "s" },
            ],
          },
        });
      },
      says: [
        "error KEAHA118: north-dhcp4: user a:b has a colon. Basic authentication ends the user at the first colon: use a name without one.",
        "error KEAHA118: north-dhcp4: a client of a control socket has an empty user. Basic authentication ends the user at the first colon: use a name without one.",
      ],
    },
  ],
  [
    {
      allows: "a user as it should be",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "socket-port": 8080,
          authentication: {
            type: "basic",
            clients: [{ user: "ann", password: "a:b" }],
          },
        });
      },
    },
  ],
);
