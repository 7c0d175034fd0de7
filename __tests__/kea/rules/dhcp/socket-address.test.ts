import { socketAddress } from "../../../../kea/rules/dhcp/socket-address";
import { describeRule } from "../describe-rule";

describeRule(
  socketAddress,
  [
    {
      finds: "a name where an address is needed",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-address": "localhost" });
      },
      says: [
        "error KEAHA115: north-dhcp4: the http control socket has address localhost. Write an IP address; Kea does not resolve names.",
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
