import { twoUnixSockets } from "../../../../kea/rules/dhcp/two-unix-sockets";
import { describeRule } from "../describe-rule";

describeRule(
  twoUnixSockets,
  [
    {
      finds: "two unix sockets",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({ "socket-type": "unix", "socket-name": "second" });
      },
      says: [
        "error KEAHA113: north-dhcp4: there are two unix control sockets. Keep one: Kea opens only one of them.",
      ],
    },
  ],
  [
    {
      allows: "a unix socket and several HTTP sockets",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push(
          { "socket-type": "http", "socket-address": "::1", "socket-port": 8080 },
          {
            "socket-type": "https",
            "socket-port": 8081,
            "trust-anchor": "/etc/kea/ca.pem",
            "cert-file": "/etc/kea/cert.pem",
            "key-file": "/etc/kea/key.pem",
          },
        );
      },
    },
  ],
);
