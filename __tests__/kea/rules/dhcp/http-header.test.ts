import { httpHeader } from "../../../../kea/rules/dhcp/http-header";
import { describeRule } from "../describe-rule";

describeRule(
  httpHeader,
  [
    {
      finds: "headers without a name, and without a value",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "http-headers": [
            { name: "", value: "x" },
            { name: "x", value: "" },
          ],
        });
      },
      says: [
        "error KEAHA119: north-dhcp4: an HTTP header has an empty name. Fill it, or remove the header.",
        "error KEAHA119: north-dhcp4: an HTTP header has an empty value. Fill it, or remove the header.",
      ],
    },
  ],
  [
    {
      allows: "a header, and those of a unix socket, which Kea does not read",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push({
          "socket-type": "http",
          "http-headers": [{ name: "x", value: "y" }],
        });
        dhcp("north")["control-sockets"][0]["http-headers"] = [{ name: "", value: "" }];
      },
    },
  ],
);
