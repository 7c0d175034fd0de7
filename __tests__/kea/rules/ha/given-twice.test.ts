import { Family } from "../../../../kea/model/family";
import { givenTwice } from "../../../../kea/rules/ha/given-twice";
import { describeRule } from "../describe-rule";
import { only, pair, undeclared } from "./members";
import type { SoundFleet } from "../sound";

/** Takes the HA library, and what only that reads, from the hub and from north. */
function lose({ dhcp }: SoundFleet): void {
  for (const server of [dhcp("hub"), dhcp("north")]) {
    server["hooks-libraries"] = [];
    for (const subnet of server.subnet4 ?? server.subnet6) delete subnet["user-context"];
  }
}

/** A server without HA, left over from before the relationship, whose pools may have a guard. */
function leftOver(fleet: SoundFleet, guard?: string): void {
  const north = fleet.servers.find(({ host }) => host === "north")!;
  const old = structuredClone(north.config);
  old.Dhcp4["hooks-libraries"] = [];
  for (const subnet of old.Dhcp4.subnet4) {
    delete subnet["user-context"];
    if (guard !== undefined) subnet.pools[0]["client-classes"] = [guard];
  }
  fleet.servers.push({ ...north, host: "old", config: old });
}

/** A relationship of two, and another one of two others with the same subnet. */
function apart(fleet: SoundFleet, network = "11."): void {
  pair(fleet);
  const copy = structuredClone(fleet.servers);
  for (const server of copy) {
    Object.assign(server, { host: `${server.host}-2`, name: `${server.host}-2-dhcp4` });
    const [side] = server.config.Dhcp4["hooks-libraries"][0].parameters["high-availability"];
    side["this-server-name"] += "-2";
    for (const peer of side.peers) {
      peer.name += "-2";
      peer.url = peer.url.replace("//10.", `//${network}`);
    }
    for (const subnet of server.config.Dhcp4.subnet4) delete subnet["user-context"];
  }
  fleet.servers.push(...copy);
}

const LEFT_OVER =
  "pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has addresses that relationship north gives, too, and old-dhcp4";
const ENDS =
  "does not load libdhcp_ha.so. Make it a member of a relationship, or give it addresses of its own, or a lease database that all of them use; if they serve networks that never meet, check them apart.";

describeRule(
  givenTwice,
  [
    {
      finds: "two servers that give the same addresses, and know nothing of each other",
      breaks: lose,
      says: [
        `warning KEAHA158: north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has addresses that hub-dhcp4 gives, too, and north-dhcp4 ${ENDS}`,
      ],
    },
    {
      finds: "a server outside of a relationship that is whole, left over from before it",
      breaks: (fleet) => leftOver(fleet),
      says: [`warning KEAHA158: old-dhcp4: ${LEFT_OVER} ${ENDS}`],
    },
    {
      finds: "one whose pools are guarded by classes of its own",
      breaks: (fleet) => leftOver(fleet, "KNOWN"),
      says: [`warning KEAHA158: old-dhcp4: ${LEFT_OVER} ${ENDS}`],
    },
    {
      finds: "the same in DHCPv6, between two servers without it",
      family: Family.V6,
      breaks: lose,
      says: [
        `warning KEAHA158: north-dhcp6: pool 2001:db8:1::1000-2001:db8:1::ffff of subnet 2001:db8:1::/64 (id 1) has addresses that hub-dhcp6 gives, too, and north-dhcp6 ${ENDS}`,
      ],
    },
    {
      finds: "two relationships that have no server in common, and give the same addresses",
      breaks: (fleet) => apart(fleet),
      says: [
        "warning KEAHA158: relationship north.north+north.hub, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has addresses that relationship north.north-2+north.hub-2 gives, too. Give each its own addresses, or make them one relationship; if they serve networks that never meet, check them apart.",
      ],
    },
    {
      finds: "two spokes of one hub whose file is not there, with the same addresses",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north", "south");
        fleet.subnet("south").subnet = fleet.subnet("north").subnet;
        fleet.subnet("south").pools = fleet.subnet("north").pools;
      },
      says: [
        "warning KEAHA158: relationship north.north+north.hub+north.backup, north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has addresses that relationship south.south+south.hub+south.backup gives, too. Give each its own addresses, or make them one relationship; if they serve networks that never meet, check them apart.",
      ],
    },
  ],
  [
    {
      allows: "two sites with the same addresses, those of their servers among them",
      breaks: (fleet) => apart(fleet, "10."),
    },
    {
      allows: "partners that list only each other, or only themselves, whose lists are told as that",
      breaks: (fleet) => {
        pair(fleet);
        const others = structuredClone(fleet.servers);
        fleet.ha("north").peers.shift();
        fleet.ha("hub").peers.pop();
        for (const [index, server] of others.entries()) {
          Object.assign(server, { host: `${server.host}-2` });
          const [side] = server.config.Dhcp4["hooks-libraries"][0].parameters["high-availability"];
          side.peers = [side.peers[1 - index]];
          side.peers[0].name += "-2";
          side["this-server-name"] += "-2";
          server.config.Dhcp4.subnet4[0] = {
            ...server.config.Dhcp4.subnet4[0],
            ...{ subnet: "10.7.0.0/24", pools: [{ pool: "10.7.0.10-10.7.0.20" }] },
          };
        }
        fleet.servers.push(...others);
        for (const { config } of fleet.servers) delete config.Dhcp4.subnet4[0]["user-context"];
      },
    },
    {
      allows: "servers whose members are no list, which is told as that",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) {
          const ha = fleet.ha(host);
          ha.peers = ha.peers[0];
          delete fleet.subnet(host)["user-context"];
        }
      },
    },
    {
      allows:
        "a server without HA that guards its pools by classes of HA's, and so gives nothing: told as that",
      breaks: (fleet) => leftOver(fleet, "HA_north.north"),
    },
    {
      allows: "addresses of its own for each",
      breaks: (fleet) => {
        lose(fleet);
        fleet.subnet("north").pools = [{ pool: "10.1.0.251-10.1.0.254" }];
      },
    },
    {
      allows: "leases in a database that both use",
      breaks: (fleet) => {
        lose(fleet);
        for (const host of ["hub", "north"] as const)
          fleet.dhcp(host)["lease-database"] = { type: "postgresql", name: "kea", host: "db.example" };
      },
    },
  ],
);
