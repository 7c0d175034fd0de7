import { Construct } from "constructs";
import { knownOnly } from "../kea/known-properties";
import { allocatePorts, sharedPort } from "../kea/model/ports";
import { KeaVersion } from "../kea/model/profiles";
import type { HaSettings } from "../kea/model/relationship";
import type { TlsFiles } from "../kea/model/settings";
import type { SharedNetworkProps, SubnetProps } from "../kea/model/subnet";
import type { HostProps, KeaHost } from "./kea-host";
import type { KeaRelationship } from "./kea-relationship";
import { BACKUP, HUB_AND_SPOKE, NAMED_HOST, refuseUnknown, SPOKE } from "./known-properties";
import { type CommonTopologyProps, KeaTopology } from "./kea-topology";
import { LockFile } from "./lock-file";

/** The hub, or the shared backup. */
export interface NamedHostProps extends HostProps {
  readonly name: string;
  /** Default: `["*"]`, every interface. */
  readonly interfaces?: string[];
}

/** The shared backup. */
export interface BackupProps extends NamedHostProps {
  /** It leaves: the relationships lose it, and its server serves nobody ({@link RetiredProps}). Default: false. */
  readonly retired?: boolean;
}

/** A spoke: a host, its relationship with the hub, and the subnets of its site. */
export interface SpokeProps extends NamedHostProps {
  /**
   * Port of the hub and of the backup in this spoke's relationship. Default: the one that
   * `kea-ha.lock.json` keeps for it, or else the first free one from `basePort` plus its position on,
   * which that file keeps from then on. So it stays the same when spokes come, go or change places.
   */
  readonly port?: number;
  /**
   * The site goes: its relationship and its subnets are no more, and its server serves nobody
   * ({@link RetiredProps}). Its port stays reserved. Default: false.
   */
  readonly retired?: boolean;
  readonly subnets?: SubnetProps[];
  readonly sharedNetworks?: SharedNetworkProps[];
  /** Timers and limits of its relationship. */
  readonly ha?: HaSettings;
}

/** A hub that backs up spokes. */
export interface HubAndSpokeProps extends CommonTopologyProps {
  readonly hub: NamedHostProps;
  readonly spokes: SpokeProps[];
  /** A host that records the leases of all spokes. Default: none. */
  readonly backup?: BackupProps;
  /** The release line that the hosts run. Default: 3.0. */
  readonly kea?: KeaVersion;
  /**
   * First port for relationships that have none yet, and the one on which all spokes listen. Default:
   * 8000. To move the ports that `kea-ha.lock.json` keeps, take them out of it.
   */
  readonly basePort?: number;
  /** Make the hub the primary and the spokes its standbys. Default: false. */
  readonly hubIsPrimary?: boolean;
  /** Certificate files, the same paths on every host. With it members talk TLS. */
  readonly tls?: TlsFiles;
}

/** The short form of a topology: a hub, its spokes, and perhaps a shared backup. */
export class HubAndSpoke extends Construct {
  readonly topology: KeaTopology;
  readonly hub: KeaHost;
  readonly backup?: KeaHost;
  /** The relationships, in the order of the spokes; each is named after its spoke. */
  readonly relationships: KeaRelationship[];

  constructor(scope: Construct, id: string, props: HubAndSpokeProps) {
    super(scope, id);
    refuseUnknown(this, "hub and spoke", HUB_AND_SPOKE, props);
    refuseUnknown(this, "hub", NAMED_HOST, props.hub);
    refuseUnknown(this, "backup", BACKUP, props.backup);
    for (const spoke of props.spokes ?? []) refuseUnknown(this, "spoke", SPOKE, spoke);
    const {
      hub,
      backup,
      spokes = [],
      kea = KeaVersion.V3_0,
      basePort = 8000,
      hubIsPrimary,
      tls,
      ...defaults
    } = knownOnly(HUB_AND_SPOKE, props);
    this.topology = new KeaTopology(this, id, { kea, ...defaults });
    const ports = this.allocate(spokes, basePort);
    this.hub = this.addHost(hub);
    this.backup = backup && this.addHost(backup, backup.retired ? [this.hub] : undefined);
    const backups = this.backup && !backup?.retired ? [{ host: this.backup }] : undefined;
    this.relationships = spokes.flatMap((spoke) => {
      const { port: _, subnets, sharedNetworks, ha, retired, ...host } = knownOnly(SPOKE, spoke);
      const leaves = retired ? [this.hub, ...(this.backup ? [this.backup] : [])] : undefined;
      // Each spoke is in one relationship, so all of them listen on the base port.
      const outer = { host: this.addHost(host, leaves), port: basePort };
      if (retired) return [];
      const inner = { host: this.hub };
      return this.topology.addRelationship(host.name, {
        primary: hubIsPrimary ? inner : outer,
        standby: hubIsPrimary ? outer : inner,
        backups,
        port: ports.get(host.name)!,
        tls,
        ha,
        subnets,
        sharedNetworks,
      });
    });
  }

  /** Gives every spoke its port, and keeps it for the next synth. */
  private allocate(spokes: readonly SpokeProps[], basePort: number): ReadonlyMap<string, number> {
    const { ports: kept } = this.topology._kept;
    const twins = sharedPort(spokes, kept);
    if (twins)
      throw new Error(
        `${LockFile.of(this).path} gives port ${kept[twins[0]]} to ${twins.join(" and to ")}: take the one out that is not deployed yet. Synth gives it another.`,
      );
    const ports = allocatePorts(spokes, basePort, kept);
    this.topology._newPorts = [...ports].filter(([name]) => !Object.keys(kept).includes(name));
    Object.assign(kept, Object.fromEntries(ports));
    return ports;
  }

  private addHost(host: BackupProps, leaves?: KeaHost[]): KeaHost {
    const { name, ...props } = knownOnly(BACKUP, host);
    const retired = leaves && { from: leaves };
    return this.topology.addHost(name, { interfaces: ["*"], ...props, retired });
  }
}
