import { socketTlsFiles } from "../../../../kea/rules/dhcp/socket-tls-files";
import { describeRule } from "../describe-rule";

describeRule(
  socketTlsFiles,
  [
    {
      finds: "https without files, and some of them",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push(
          { "socket-type": "https", "socket-port": 8081 },
          { "socket-type": "http", "socket-port": 8082, "cert-file": "/etc/kea/cert.pem" },
        );
      },
      says: [
        "error KEAHA117: north-dhcp4: the https control socket has no trust-anchor, cert-file and key-file. TLS needs all of trust-anchor, cert-file and key-file.",
        "error KEAHA117: north-dhcp4: the http control socket has no trust-anchor and key-file. TLS needs all of trust-anchor, cert-file and key-file.",
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
