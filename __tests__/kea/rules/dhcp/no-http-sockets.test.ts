import { KeaVersion } from "../../../../kea/model/release-lines";
import { noHttpSockets } from "../../../../kea/rules/dhcp/no-http-sockets";
import { describeRule } from "../describe-rule";

describeRule(
  noHttpSockets,
  [
    {
      finds: "an HTTP socket in 2.6",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-socket"] = { "socket-type": "http", "socket-name": "x" };
      },
      says: [
        "error KEAHA114: north-dhcp4: the http control socket is one that Kea 2.6 does not have. Use a unix socket, and the control agent for HTTP.",
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
