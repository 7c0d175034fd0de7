import { KeaVersion } from "../../../../kea/model/profiles";
import { controlSocket } from "../../../../kea/rules/dhcp/control-socket";
import { describeRule } from "../describe-rule";

describeRule(
  controlSocket,
  [
    {
      finds: "two unix sockets, and a path that is too long",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "unix",
          "socket-name": `/run/kea/${"x".repeat(99)}`,
        });
      },
      says: [
        "error KEAHA089: north-dhcp4: there are two unix control sockets. Keep one: Kea opens only one of them.",
        "error KEAHA089: north-dhcp4: the path of the control socket, /run/kea/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..., is 108 bytes long. Unix allows 107: use a shorter name.",
      ],
    },
    {
      finds: "HTTP sockets that Kea cannot open",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push(
          { "socket-type": "http", "socket-address": "localhost", "socket-port": 8080 },
          { "socket-type": "https", "socket-port": 8081 },
          { "socket-type": "http", "socket-port": 8082, "cert-file": "/etc/kea/cert.pem" },
          { "socket-type": "http", "socket-name": "x", "socket-port": 8083 },
        );
      },
      says: [
        "error KEAHA089: north-dhcp4: the http control socket has address localhost. Write an IP address; Kea does not resolve names.",
        "error KEAHA089: north-dhcp4: the https control socket has no trust-anchor, cert-file and key-file. TLS needs all of trust-anchor, cert-file and key-file.",
        "error KEAHA089: north-dhcp4: the http control socket has no trust-anchor and key-file. TLS needs all of trust-anchor, cert-file and key-file.",
        "error KEAHA089: north-dhcp4: the http control socket has a socket-name. Use socket-address and socket-port for HTTP.",
      ],
    },
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
        "error KEAHA089: north-dhcp4: user a:b has a colon. Basic authentication ends the user at the first colon: use a name without one.",
        "error KEAHA089: north-dhcp4: a client of a control socket has an empty user. Basic authentication ends the user at the first colon: use a name without one.",
      ],
    },
    {
      finds: "an HTTP socket in 2.6",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-socket"] = { "socket-type": "http", "socket-name": "x" };
      },
      says: [
        "error KEAHA089: north-dhcp4: the http control socket is one that Kea 2.6 does not have. Use a unix socket, and the control agent for HTTP.",
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
    {
      allows: "the longest path",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = `/run/kea/${"x".repeat(98)}`;
      },
    },
  ],
);
