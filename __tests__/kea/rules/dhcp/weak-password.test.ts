import { KeaVersion } from "../../../../kea/model/release-lines";
import { weakPassword } from "../../../../kea/rules/dhcp/weak-password";
import { describeRule } from "../describe-rule";

const SOCKET = {
  "socket-type": "http",
  "socket-port": 8080,
  authentication: { type: "basic", clients: [{ user: "a", password: "1234" }] },
};

describeRule(
  weakPassword,
  [
    {
      finds: "a password of Kea's examples",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push(SOCKET);
        dhcp("south")["lease-database"] = { type: "mysql", name: "kea", password: "keatest" };
        dhcp("south")["hooks-libraries"].push({ library: "libdhcp_mysql.so" });
      },
      says: [
        "error KEAHA109: north-dhcp4: a password of the http control socket is one of Kea's examples. Use another one, in a password-file.",
        "error KEAHA109: south-dhcp4: the password of lease-database is one of Kea's examples. Use another one.",
      ],
    },
  ],
  [
    {
      allows: "it up to 2.6",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["lease-database"] = { type: "mysql", name: "kea", password: "1234" };
      },
    },
    {
      allows: "it where no password may stand: another mistake",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"].push(SOCKET);
      },
    },
  ],
);
