import { Family } from "../../../../kea/model/family";
import { unixSocketClash } from "../../../../kea/rules/dhcp/unix-socket-clash";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

/** Adds a kea-dhcp6 to host north, with one control socket. */
function withV6({ servers }: SoundFleet, name: string, host = "north"): void {
  const sockets = [{ "socket-type": "unix", "socket-name": name }];
  const config = { Dhcp6: { "interfaces-config": { interfaces: [] }, "control-sockets": sockets } };
  servers.push({ ...servers[1]!, host, family: Family.V6, config });
}

const socketOf = ({ dhcp }: SoundFleet): string => dhcp("north")["control-sockets"][0]["socket-name"];

describeRule(
  unixSocketClash,
  [
    {
      finds: "one unix socket for both servers of a host",
      breaks: (fleet) => withV6(fleet, socketOf(fleet)),
      says: [
        "error KEAHA152: north-dhcp6: the unix control socket is /run/kea/kea4-ctrl-socket, and so is that of north-dhcp4: they cannot run at the same time. Give each a socket of its own, for example kea6-ctrl-socket for kea-dhcp6.",
      ],
    },
    {
      finds: "it where one of them names the file alone",
      breaks: (fleet) => {
        fleet.dhcp("north")["control-sockets"][0]["socket-name"] = "/run/kea/here";
        withV6(fleet, "here");
      },
      says: [
        "error KEAHA152: north-dhcp6: the unix control socket is /run/kea/here, and so is that of north-dhcp4: they cannot run at the same time. Give each a socket of its own, for example kea6-ctrl-socket for kea-dhcp6.",
      ],
    },
  ],
  [
    { allows: "a socket for each", breaks: (fleet) => withV6(fleet, "/run/kea/kea6") },
    {
      allows: "the same path on different hosts",
      breaks: (fleet) => withV6(fleet, socketOf(fleet), "elsewhere"),
    },
  ],
);
