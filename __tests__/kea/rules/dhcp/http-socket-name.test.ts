import { httpSocketName } from "../../../../kea/rules/dhcp/http-socket-name";
import { describeRule } from "../describe-rule";

describeRule(
  httpSocketName,
  [
    {
      finds: "an HTTP socket with a name",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-name": "x" });
      },
      says: [
        "error KEAHA116: north-dhcp4: the http control socket has a socket-name. Use socket-address and socket-port for HTTP.",
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
