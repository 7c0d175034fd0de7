import type { Loose, SoundFleet } from "../sound";

type Host = Parameters<SoundFleet["ha"]>[0];

/** The files of TLS, as a relationship or a member has them. */
export const TLS = {
  "trust-anchor": "/etc/kea/ca.pem",
  "cert-file": "/etc/kea/cert.pem",
  "key-file": "/etc/kea/key.pem",
};

/** What the three members of a relationship of the sound fleet say of it: spoke, hub, backup. */
export function said({ ha }: SoundFleet, relationship: "north" | "south"): Loose[] {
  const index = relationship === "north" ? 0 : 1;
  return [ha(relationship), ha("hub", index), ha("backup", index)];
}

/** Every copy of a member's entry. */
export function entries(fleet: SoundFleet, name: string): Loose[] {
  const relationship = name.startsWith("north") ? "north" : "south";
  return said(fleet, relationship).map(({ peers }) => peers.find((peer: Loose) => peer.name === name));
}

/** Sets keys of a relationship on all its members. */
export function everywhere(fleet: SoundFleet, relationship: "north" | "south", values: object): void {
  for (const side of said(fleet, relationship)) Object.assign(side, values);
}

/** Sets keys of a member's entry, wherever it is listed. */
export function onMember(fleet: SoundFleet, name: string, values: object): void {
  for (const peer of entries(fleet, name)) Object.assign(peer, values);
}

/** Leaves only some hosts: what the others say is not known. */
export function only(fleet: SoundFleet, ...hosts: Host[]): void {
  const kept = fleet.servers.filter(({ host }) => hosts.includes(host as Host));
  fleet.servers.splice(0, fleet.servers.length, ...kept);
}

/** As somebody else's configurations are read: nothing is known but the files. */
export function undeclared(fleet: SoundFleet): void {
  (fleet.labels as unknown[]).length = 0;
  for (const [index, { host, family, config }] of fleet.servers.entries())
    fleet.servers[index] = { host, family, config } as SoundFleet["servers"][number];
}

/** A pair of its own that nobody backs up, taken from the north relationship: the hub keeps only that. */
export function pair(fleet: SoundFleet): void {
  only(fleet, "hub", "north");
  undeclared(fleet);
  for (const host of ["hub", "north"] as const) {
    const dhcp = fleet.dhcp(host);
    const list = dhcp["hooks-libraries"][0].parameters["high-availability"];
    list.length = 1;
    list[0].peers.length = 2;
    (dhcp.subnet4 ?? dhcp.subnet6).length = 1;
  }
}

/** That pair with names as each of them sees it. */
export function localAndRemote(fleet: SoundFleet): void {
  pair(fleet);
  for (const [host, own] of [["north", 0] as const, ["hub", 1] as const]) {
    const { peers } = fleet.ha(host);
    fleet.ha(host)["this-server-name"] = peers[own].name = "local";
    peers[1 - own].name = "remote";
  }
}

/** That pair where each listens at one URL and is dialled at another, as behind a proxy or in a container. */
export function dialledElsewhere(
  fleet: SoundFleet,
  listens: readonly [string, string],
  dialled: readonly [string, string],
): void {
  pair(fleet);
  for (const [host, own] of [["north", 0] as const, ["hub", 1] as const]) {
    const { peers } = fleet.ha(host);
    peers[own].url = listens[own];
    peers[1 - own].url = dialled[1 - own];
  }
}

/** That pair in mode passive-backup, with the hub as backup. */
export function primaryAndBackup(fleet: SoundFleet): void {
  pair(fleet);
  for (const host of ["north", "hub"] as const) {
    const ha = fleet.ha(host);
    ha.mode = "passive-backup";
    ha.peers[1].role = "backup";
  }
}
