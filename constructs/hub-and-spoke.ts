import { Construct } from "constructs";
import { KeaVersion } from "../kea/model/profiles";
import type { HaSettings } from "../kea/model/relationship";
import type { ServerSettings, TlsFiles } from "../kea/model/settings";
import type { SharedNetworkProps, SubnetProps } from "../kea/model/subnet";
import type { ControlChannel } from "./control-channel";
import type { HostProps, KeaHost } from "./kea-host";
import type { KeaRelationship } from "./kea-relationship";
import { KeaTopology } from "./kea-topology";

/** The hub, or the shared backup. */
export interface NamedHostProps extends HostProps {
  readonly name: string;
  /** Default: `["*"]`, every interface. */
  readonly interfaces?: string[];
}

/** A spoke: a host, its relationship with the hub, and the subnets of its site. */
export interface SpokeProps extends NamedHostProps {
  /**
   * Port of the hub and of the backup in this spoke's relationship. Default: `basePort` plus the
   * spoke's position. Pin it before you remove or insert a spoke ahead of others: a port that
   * changes interrupts its relationship.
   */
  readonly port?: number;
  readonly subnets?: SubnetProps[];
  readonly sharedNetworks?: SharedNetworkProps[];
  /** Timers and limits of its relationship. */
  readonly ha?: HaSettings;
}

/** A hub that backs up spokes. */
export interface HubAndSpokeProps {
  readonly hub: NamedHostProps;
  readonly spokes: SpokeProps[];
  /** A host that records the leases of all spokes. Default: none. */
  readonly backup?: NamedHostProps;
  /** The release line that the hosts run. Default: 3.0. */
  readonly kea?: KeaVersion;
  /** First port. Default: 8000. */
  readonly basePort?: number;
  /** Make the hub the primary and the spokes its standbys. Default: false. */
  readonly hubIsPrimary?: boolean;
  /** How the rollout reaches the hosts. Default: ssh to their addresses. */
  readonly control?: ControlChannel;
  /** Certificate files, the same paths on every host. With it members talk TLS. */
  readonly tls?: TlsFiles;
  readonly settings?: ServerSettings;
  readonly dhcp4?: ServerSettings;
  readonly dhcp6?: ServerSettings;
  /** Timers and limits of every relationship. */
  readonly ha?: HaSettings;
  /** Files of that path on every host that have new contents; see a host's `renewed`. */
  readonly renewed?: { readonly [file: string]: string };
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
    const {
      hub,
      backup,
      spokes,
      kea = KeaVersion.V3_0,
      basePort = 8000,
      hubIsPrimary,
      tls,
      ...defaults
    } = props;
    this.topology = new KeaTopology(this, id, { kea, ...defaults });
    this.hub = this.addHost(hub);
    this.backup = backup && this.addHost(backup);
    this.relationships = spokes.map((spoke, index) => {
      const { port = basePort + index, subnets, sharedNetworks, ha, ...host } = spoke;
      // Each spoke is in one relationship, so all of them listen on the base port.
      const outer = { host: this.addHost(host), port: basePort };
      const inner = { host: this.hub };
      return this.topology.addRelationship(spoke.name, {
        primary: hubIsPrimary ? inner : outer,
        standby: hubIsPrimary ? outer : inner,
        backups: this.backup && [{ host: this.backup }],
        port,
        tls,
        ha,
        subnets,
        sharedNetworks,
      });
    });
  }

  private addHost({ name, ...props }: NamedHostProps): KeaHost {
    return this.topology.addHost(name, { interfaces: ["*"], ...props });
  }
}
