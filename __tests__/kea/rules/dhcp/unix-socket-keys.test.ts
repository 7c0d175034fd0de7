import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { unixSocketKeys } from "../../../../kea/rules/dhcp/unix-socket-keys";
import { describeRule } from "../describe-rule";

const KEYS = { "socket-port": 8000, authentication: {}, "http-headers": [] };

describeRule(
  unixSocketKeys,
  [
    {
      finds: "a unix socket with a port",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["socket-port"] = 8000;
      },
      says: [
        "error KEAHA108: north-dhcp4: the unix control socket has socket-port. Remove it, or make it an HTTP socket: only those have it.",
      ],
    },
    {
      finds: "the single socket with several of them",
      family: Family.V6,
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        const [socket] = dhcp("south")["control-sockets"];
        delete dhcp("south")["control-sockets"];
        dhcp("south")["control-socket"] = { ...socket, ...KEYS };
      },
      says: [
        "error KEAHA108: south-dhcp6: the unix control socket has socket-port, authentication and http-headers. Remove them, or make it an HTTP socket: only those have them.",
      ],
    },
  ],
  [
    {
      allows: "Kea 3.0 to ignore them",
      breaks: ({ dhcp }) => Object.assign(dhcp("north")["control-sockets"][0], KEYS),
    },
    {
      allows: "an HTTP socket to have them",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => dhcp("north")["control-sockets"].push({ "socket-type": "http", ...KEYS }),
    },
  ],
);
