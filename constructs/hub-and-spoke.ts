import { Token } from "cdktf";
import { Construct } from "constructs";
import { allocatePorts, sharedPort } from "../kea/model/ports";
import { KeaVersion } from "../kea/model/release-lines";
import type { HaSettings } from "../kea/model/relationship";
import type { TlsFiles } from "../kea/model/settings";
import type { SharedNetworkProps, SubnetProps } from "../kea/model/subnet";
import { SHAPES } from "../kea/rendering/shapes";
import { count, few, plain } from "../kea/words";
import { refusedNumber } from "./content";
import type { HostProps, KeaHost } from "./kea-host";
import type { KeaRelationship } from "./kea-relationship";
import { HUB_AND_SPOKE, lookInto, refuse } from "./known-properties";
import { type CommonTopologyProps, KeaTopology } from "./kea-topology";
import { LockFile } from "./lock-file";
import { readable, tellProblems } from "./telling";

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
   * Port of the hub and of the backup in this spoke's relationship, 1 to 65535. Default: the one that
   * `kea-ha.lock.json` keeps for it; else the first that is free, beginning at `basePort` plus the spoke's position,
   * and the file keeps it from then on: it stays when spokes come, go or change places. A Terraform token is allowed;
   * the file does not keep it.
   */
  readonly port?: number;
  /**
   * The site goes: its relationship and its subnets are no more, and its server serves nobody
   * ({@link RetiredProps}). Its port stays reserved. With the last of them the hub and the backup serve nobody,
   * unless they are in other relationships of the topology. Default: false.
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
  /** At least one. */
  readonly spokes: SpokeProps[];
  /** A host that records the leases of all spokes. Default: none. */
  readonly backup?: BackupProps;
  /** The release line that the hosts run. Default: 3.0. */
  readonly kea?: KeaVersion;
  /**
   * First port for relationships that have none yet, and the one on which all spokes listen, 1 to 65535.
   * Ports are counted from it, so it has to be known at synth. Default: 8000. To move the ports that
   * `kea-ha.lock.json` keeps, take them out of it.
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

  /** @throws when there is no hub, or it has no name: what else is wrong is told with it. */
  constructor(scope: Construct, id: string, props: HubAndSpokeProps) {
    super(scope, id);
    const { value, problems } = lookInto("hub and spoke", HUB_AND_SPOKE, props);
    const { hub, backup, spokes = [], kea, basePort = 8000, hubIsPrimary, tls, ...defaults } = value;
    // Everything else has a name from the hub, or goes without.
    if (hub === undefined)
      throw new Error(problems.map((one) => `${this.node.path}: ${readable(this, one)}`).join("\n"));
    refuse(this, problems);
    this.topology = new KeaTopology(this, id, { ...defaults, kea: kea ?? KeaVersion.V3_0 });
    if (value.spokes?.length === 0) tellProblems(this, () => this.emptiness());
    const ports = this.allocate(spokes, basePort);
    this.hub = this.addHost(hub);
    this.backup = backup && this.addHost(backup, backup.retired ? [this.hub] : undefined);
    const backups = this.backup && !backup?.retired ? [{ host: this.backup }] : undefined;
    if (spokes.length > 0 && spokes.every(({ retired }) => retired)) this.leaveWithSpokes();
    this.relationships = spokes.flatMap((spoke) => {
      const { port: _, subnets, sharedNetworks, ha, retired, ...host } = spoke;
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
    const beyond = [...ports].filter(
      ([name, port]) =>
        !SHAPES.port.fits(port) && spokes.some((spoke) => spoke.name === name && spoke.port === undefined),
    );
    if (beyond.length > 0) {
      const names = few(beyond.map(([name]) => plain(name)));
      const problem = `hub and spoke: from basePort ${basePort} on there are too few ports for ${count(spokes.length, "spoke")}: none is left for ${names}. Choose a lower one.`;
      refuse(this, [problem]);
      for (const [name] of beyond) ports.set(name, refusedNumber());
    }
    // What only Terraform knows cannot be kept, and need not be: it is chosen.
    const known = [...ports].filter(([, port]) => !Token.isUnresolved(port));
    this.topology._newPorts = known.filter(([name]) => !Object.keys(kept).includes(name));
    Object.assign(kept, Object.fromEntries(known));
    return ports;
  }

  /** With the last site, nobody is left whom the hub and the backup could serve. */
  private leaveWithSpokes(): void {
    this.topology._leaveWhenAlone.set(this.hub, []);
    if (this.backup) this.topology._leaveWhenAlone.set(this.backup, [this.hub]);
  }

  private emptiness(): string[] {
    if (this.topology.rollouts.length > 0) return [];
    return [
      "hub and spoke: spokes is an empty list, and a hub serves nobody without spokes. Give it at least one. A site that goes is declared with retired: true for one deploy; after the last one take the hub and spoke out of the code.",
    ];
  }

  private addHost({ name, retired: _, ...props }: BackupProps, leaves?: KeaHost[]): KeaHost {
    const retired = leaves && { from: leaves };
    return this.topology.addHost(name, { ...props, interfaces: props.interfaces ?? ["*"], retired });
  }
}
