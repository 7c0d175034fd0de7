import { Family } from "../../../../kea/model/family";
import { sameSelf } from "../../../../kea/rules/ha/same-self";
import { describeRule } from "../describe-rule";
import { pair } from "./members";

describeRule(
  sameSelf,
  [
    {
      finds: "a configuration that was copied with its name",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "north.hub";
      },
      says: [
        "error KEAHA042: relationship north, north-dhcp4: this-server-name is north.hub, and so it is on hub-dhcp4. Give each server its own name among the members.",
      ],
    },
    {
      finds: "it in somebody else's configurations",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north")["this-server-name"] = "north.hub";
      },
      says: [
        "error KEAHA042: relationship north.north+north.hub, north-dhcp4: this-server-name is north.hub, and so it is on hub-dhcp4. Give each server its own name among the members.",
      ],
    },
    {
      finds: "the name of another host, whichever is read first, and says which it should be",
      breaks: (fleet) => {
        pair(fleet);
        for (const { host } of fleet.servers) {
          const ha = fleet.ha(host as "north" | "hub");
          ["north", "hub"].forEach((name, index) => (ha.peers[index].name = name));
          ha["this-server-name"] = "north";
        }
      },
      says: [
        "error KEAHA042: relationship north+hub, hub-dhcp4: this-server-name is north, and so it is on north-dhcp4. Give each server its own name among the members: here likely hub.",
      ],
    },
  ],
  [
    {
      allows: "two pairs that use the same names",
      breaks: (fleet) => {
        pair(fleet);
        const copy = structuredClone(fleet.servers);
        for (const server of copy) {
          Object.assign(server, { host: `${server.host}-2` });
          for (const peer of server.config.Dhcp4["hooks-libraries"][0].parameters["high-availability"][0]
            .peers)
            peer.url = peer.url.replace("10.", "10.9");
        }
        fleet.servers.splice(1, 0, ...copy);
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
