import type { ServerConfig } from "../../../kea/fleet/fleet";
import { Family } from "../../../kea/model/family";
import type { RelationshipLabel } from "../../../kea/model/label";
import { KeaVersion } from "../../../kea/model/release-lines";
import { HaMode, Role } from "../../../kea/model/relationship";
import type { Topology } from "../../../kea/model/topology";
import { render } from "../../../kea/rendering/render";

/** A server's configuration that a case may change; Kea's JSON of any shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
export type Loose = any;

/** A sound fleet: a hub that backs up two spokes, and a backup that records for both. */
export interface SoundFleet {
  readonly servers: (ServerConfig & { config: Loose; kea: KeaVersion; addresses: string[]; agent?: Loose })[];
  readonly labels: readonly RelationshipLabel[];
  /** The `Dhcp4` or `Dhcp6` map of a host. */
  dhcp(host: "hub" | "north" | "south" | "backup"): Loose;
  /** What a host says of one of its relationships, by position. */
  ha(host: "hub" | "north" | "south" | "backup", index?: number): Loose;
  /** A host's subnet, by position. */
  subnet(host: "hub" | "north" | "south" | "backup", index?: number): Loose;
}

/** Makes a new sound fleet. Every rule finds nothing in it. */
export function soundFleet(family: Family = Family.V4, kea: KeaVersion = KeaVersion.V3_0): SoundFleet {
  const topology = soundTopology(family, kea);
  const servers = render(topology).map(({ host, config }) => ({
    host: host.name,
    family,
    config: structuredClone(config) as Loose,
    kea,
    addresses: [...host.addresses],
    interfaces: [...host.interfaces],
    where: host.where,
  }));
  const dhcp = (name: string) => {
    const { config } = servers.find(({ host }) => host === name)!;
    return config.Dhcp4 ?? config.Dhcp6;
  };
  return {
    servers,
    labels: topology.relationships,
    dhcp,
    ha: (host, index = 0) => dhcp(host)["hooks-libraries"][0].parameters["high-availability"][index],
    subnet: (host, index = 0) => (dhcp(host).subnet4 ?? dhcp(host).subnet6)[index],
  };
}

/** What a sound fleet is rendered from. */
export function soundTopology(family: Family, kea: KeaVersion): Topology {
  const v4 = family === Family.V4;
  const host = (name: string, address: string) => ({
    name,
    where: `stack/dhcp/hosts/${name}`,
    kea,
    addresses: [address],
    interfaces: ["eth0"],
    settings: { [Family.V4]: {}, [Family.V6]: {} },
    control: {
      [Family.V4]: { type: "unix" as const, socket: "/run/kea/kea4-ctrl-socket" },
      [Family.V6]: { type: "unix" as const, socket: "/run/kea/kea6-ctrl-socket" },
    },
  });
  const relationship = (name: string, index: number) => ({
    name,
    where: `stack/dhcp/relationships/${name}`,
    family,
    mode: HaMode.HOT_STANDBY,
    members: [
      { host: name, name: `${name}.${name}`, role: Role.PRIMARY, url: `http://10.${index}.0.1:8000/` },
      { host: "hub", name: `${name}.hub`, role: Role.STANDBY, url: `http://10.0.0.1:${7999 + index}/` },
      { host: "backup", name: `${name}.backup`, role: Role.BACKUP, url: `http://10.0.0.9:${7999 + index}/` },
    ],
    settings: {},
    sharedNetworks: [],
    subnets: [
      v4
        ? {
            id: index,
            subnet: `10.${index}.0.0/24`,
            pools: [`10.${index}.0.10-10.${index}.0.250`],
            relay: [`10.${index}.255.1`],
          }
        : {
            id: index,
            subnet: `2001:db8:${index}::/64`,
            pools: [`2001:db8:${index}::1000-2001:db8:${index}::ffff`],
            relay: [`2001:db8:ff:${index}::1`],
          },
    ],
  });
  return {
    name: "dhcp",
    hosts: [
      host("hub", "10.0.0.1"),
      host("north", "10.1.0.1"),
      host("south", "10.2.0.1"),
      host("backup", "10.0.0.9"),
    ],
    relationships: [relationship("north", 1), relationship("south", 2)],
  };
}
