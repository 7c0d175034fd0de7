import { Family } from "../../../../kea/model/family";
import { reusedName } from "../../../../kea/rules/ha/reused-name";
import { describeRule } from "../describe-rule";
import { localAndRemote, onMember, pair, primaryAndBackup } from "./members";

describeRule(
  reusedName,
  [
    {
      finds: "two pairs that use the same names",
      breaks: (fleet) => {
        pair(fleet);
        const copy = structuredClone(fleet.servers);
        for (const server of copy) {
          Object.assign(server, { host: `${server.host}-2` });
          for (const peer of server.config.Dhcp4["hooks-libraries"][0].parameters["high-availability"][0]
            .peers)
            peer.url = peer.url.replace("10.", "10.9");
        }
        fleet.servers.push(...copy);
      },
      says: [
        "warning KEAHA053: relationship north.north+north.hub, hub-2-dhcp4: it has members called north.north and north.hub, and so has a relationship of hub-dhcp4. Name members differently in all relationships.",
      ],
    },
    {
      finds: "partners that both call themselves local, and each other remote, once",
      breaks: localAndRemote,
      says: [
        "warning KEAHA053: relationship remote+local, hub-dhcp4: it dials remote at http://10.1.0.1:8000/, where north-dhcp4 calls itself local. Kea works with that. List the same members, by the same names, on every server, or they are taken for two relationships.",
      ],
    },
    {
      finds: "a backup that shares no name with its primary",
      breaks: (fleet) => {
        primaryAndBackup(fleet);
        const { peers } = fleet.ha("hub");
        fleet.ha("hub")["this-server-name"] = peers[1].name = "b";
        peers[0].name = "a";
      },
      says: [
        "warning KEAHA053: relationship a+b, hub-dhcp4: it dials a at http://10.1.0.1:8000/, where north-dhcp4 calls itself north.north. Kea works with that. List the same members, by the same names, on every server, or they are taken for two relationships.",
      ],
    },
  ],
  [
    {
      allows: "the same name twice on one server, which is told elsewhere",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { name: "north.hub" });
      },
    },
    {
      allows: "the same names on the two daemons of a host",
      breaks: (fleet) => {
        const { host, config } = fleet.servers[0]!;
        fleet.servers.push({
          ...fleet.servers[0]!,
          host,
          family: Family.V6,
          config: { Dhcp6: { "hooks-libraries": config.Dhcp4["hooks-libraries"] } },
        });
      },
    },
  ],
);
