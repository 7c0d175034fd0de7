import { socketPath } from "../../../../kea/rules/dhcp/socket-path";
import { describeRule } from "../describe-rule";

describeRule(
  socketPath,
  [
    {
      finds: "a path that is too long",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = `/run/kea/${"x".repeat(99)}`;
      },
      says: [
        "error KEAHA089: north-dhcp4: the path of the control socket, /run/kea/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..., is 108 bytes long. Unix allows 107: use a shorter name.",
      ],
    },
  ],
  [
    {
      allows: "the longest path",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["socket-name"] = `/run/kea/${"x".repeat(98)}`;
      },
    },
  ],
);
