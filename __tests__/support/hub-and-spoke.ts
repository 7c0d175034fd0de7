import { Family } from "../../kea/model/family";
import type { Fleet, ServerConfig } from "../../kea/fleet/fleet";
import { readFleet } from "../../kea/fleet/read";

/** A relationship, with its members in order: host, member's name and role. */
export interface Declared {
  readonly name: string;
  readonly members: readonly (readonly [host: string, name: string, role: string])[];
  readonly subnets: readonly string[];
}

/** A fleet of these relationships, read from configurations as Kea has them. */
export function fleetOf(relationships: readonly Declared[], address: (host: string) => string): Fleet {
  const hosts = new Set(relationships.flatMap(({ members }) => members.map(([host]) => host)));
  const configs = [...hosts].map((host): ServerConfig => {
    const own = relationships.flatMap((relationship) => {
      const [, self] = relationship.members.find(([name]) => name === host) ?? [];
      return self === undefined ? [] : [{ ...relationship, self }];
    });
    const ha = own.map(({ self, members }) => ({
      "this-server-name": self,
      mode: "hot-standby",
      peers: members.map(([at, name, role]) => ({ name, role, url: `http://${address(at)}:8000/` })),
    }));
    const subnet4 = own.flatMap(({ self, subnets }) =>
      subnets.map((subnet) => ({ subnet, "user-context": { "ha-server-name": self } })),
    );
    const hook = { library: "libdhcp_ha.so", parameters: { "high-availability": ha } };
    return {
      ...{ host, family: Family.V4, addresses: [address(host)] },
      config: { Dhcp4: { "hooks-libraries": [hook], subnet4 } },
    };
  });
  const labels = relationships.map(({ name, members }) => ({
    ...{ name, where: name, family: Family.V4 },
    members: members.map(([host, member]) => ({ host, name: member })),
  }));
  return readFleet(configs, labels);
}

const TOWNS = [
  "berlin",
  "lisbon",
  "frankfurt-am-main",
  "oslo",
  "willemstad",
  "ulm",
  "montevideo",
  "milwaukee",
];

/** Spokes that are primaries, one hub that stands by for all, and perhaps a backup of all. */
export function hubAndSpokes(spokes: number, { backup = true, hub = "hq" } = {}): Fleet {
  const relationships = Array.from({ length: spokes }, (_, index): Declared => {
    const name = `${TOWNS[index % TOWNS.length]}${index < TOWNS.length ? "" : Math.floor(index / TOWNS.length)}`;
    return {
      name,
      members: [
        [name, `${name}.${name}`, "primary"],
        [hub, `${name}.${hub}`, "standby"],
        ...(backup ? [["vault", `${name}.vault`, "backup"] as const] : []),
      ],
      subnets: Array.from({ length: 1 + (index % 4) }, (_, i) => `10.${index + 1}.${i}.0/24`),
    };
  });
  const hosts = [...relationships.map(({ name }) => name), hub, "vault"];
  return fleetOf(relationships, (host) => `192.168.100.${hosts.indexOf(host) + 1}`);
}
