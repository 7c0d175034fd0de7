import { type IResolveContext, type ITerraformDependable, Lazy, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import type { Looked } from "../kea/rendering/known-properties";
import { Family, familyProblem, likelyFamily } from "../kea/model/family";
import { haSettings } from "../kea/model/layers";
import { HaMode, type HaSettings, Role } from "../kea/model/relationship";
import type { TlsFiles } from "../kea/model/settings";
import type { SharedNetworkProps, SubnetProps } from "../kea/model/subnet";
import type { BasicAuth, Member, Relationship } from "../kea/model/topology";
import { missing, SHAPES } from "../kea/rendering/shapes";
import { memberUrl } from "../kea/url";
import { few, plain } from "../kea/words";
import { inUrl } from "./addresses";
import { refusedNumber } from "./content";
import type { KeaHost } from "./kea-host";
import { lookInto, refuse, RELATIONSHIP } from "./known-properties";
import { checkName } from "./names";

/** A host's identity inside one relationship (Kea: peer). */
export interface MemberProps {
  readonly host: KeaHost;
  /** Its name, unique over all relationships. Default: `RELATIONSHIP.HOST`. */
  readonly name?: string;
  /** Its address in this relationship. Default: the host's. */
  readonly address?: string;
  /** Its port in this relationship, 1 to 65535; may be a Terraform token. Default: the relationship's. */
  readonly port?: number;
  /**
   * False: it does not take over by itself when its partner is down, and waits for `ha-scopes` (Kea manual,
   * `auto-failover`). Of use for a standby, and for both members of load-balancing: a primary of hot-standby has
   * nothing to take over. Default: true.
   */
  readonly autoFailover?: boolean;
  /** Certificate files on its host. Default: the relationship's. */
  readonly tls?: TlsFiles;
  /** Credentials that its partners send to it. */
  readonly basicAuth?: BasicAuth;
}

/** One HA relationship. */
export interface KeaRelationshipProps {
  /** Default: v4. */
  readonly family?: Family;
  /** Default: hot-standby, the only mode for hosts in several relationships. */
  readonly mode?: HaMode;
  readonly primary: MemberProps;
  /** Takes over (hot-standby). */
  readonly standby?: MemberProps;
  /** Shares the clients (load-balancing). */
  readonly secondary?: MemberProps;
  /** Record leases, and serve only when told to. */
  readonly backups?: MemberProps[];
  /**
   * Hosts that were members and stay in the topology: for one deploy, which lets them leave together with
   * what the members change. A host that leaves the topology is retired instead. Default: none.
   */
  readonly formerMembers?: KeaHost[];
  /**
   * Port of every member that names none, 1 to 65535; may be a Terraform token. Default: none, and every member
   * names its own.
   */
  readonly port?: number;
  /** Certificate files, the same paths on every host. With it members talk TLS. */
  readonly tls?: TlsFiles;
  /** Timers and limits; each replaces the topology's setting of that name, and maps merge key by key. */
  readonly ha?: HaSettings;
  readonly subnets?: SubnetProps[];
  readonly sharedNetworks?: SharedNetworkProps[];
}

/** A relationship of a topology; see {@link KeaTopology.addRelationship}. */
export class KeaRelationship extends Construct {
  /** Its name in plans, messages and the status view. */
  readonly relationshipName: string;
  readonly family: Family;
  /** The rollout that brings it live, for `dependsOn` of whatever needs DHCP. */
  readonly rollout: ITerraformDependable;
  private readonly props: Partial<KeaRelationshipProps>;
  private readonly subnets: SubnetProps[];
  private readonly sharedNetworks: SharedNetworkProps[];
  private readonly inUrls = new Map<string, string>();

  /** The properties of a relationship as they can be used. @internal */
  static _look(name: string, declared: KeaRelationshipProps): Looked<KeaRelationshipProps> {
    const called = `relationship ${name}`;
    const looked = lookInto(called, RELATIONSHIP, declared);
    const { primary, standby, secondary, backups = [], port } = looked.value;
    const members = [primary, standby, secondary, ...backups].filter((member) => member !== undefined);
    const also: string[] = [];
    if (members.length === 0 && looked.problems.length === 0)
      also.push(`${called} has no members. Give it primary: { host: ... }, and those that its mode takes.`);
    const without = members.filter((member) => member.port === undefined);
    if (port === undefined && (declared?.port ?? undefined) === undefined && without.length > 0)
      also.push(portProblem(called, declared, without));
    return also.length > 0 ? { ...looked, problems: [...looked.problems, ...also] } : looked;
  }

  /** @internal */
  static _create(
    scope: Construct,
    name: string,
    looked: Looked<KeaRelationshipProps>,
    defaults: HaSettings,
    rolloutAddress: () => string,
    added: (what: string) => void,
  ): KeaRelationship {
    return new KeaRelationship(scope, name, looked, defaults, rolloutAddress, added);
  }

  private constructor(
    scope: Construct,
    name: string,
    { value: props, problems }: Looked<KeaRelationshipProps>,
    private readonly defaults: HaSettings,
    rolloutAddress: () => string,
    private readonly added: (what: string) => void,
  ) {
    super(scope, checkName(scope, "relationship", name));
    this.relationshipName = name;
    this.props = props;
    refuse(this, problems);
    const { family = Family.V4 } = props;
    const problem = familyProblem(family);
    refuse(this, problem ? [`relationship ${name}: ${problem}`] : []);
    this.family = problem ? likelyFamily(family) : family;
    this.subnets = [...(props.subnets ?? [])];
    this.sharedNetworks = [...(props.sharedNetworks ?? [])];
    // Which rollout it belongs to is known only when all relationships are.
    const stack = TerraformStack.of(this);
    const refused = new Set<TerraformStack>();
    const produce = ({ scope: user }: IResolveContext) => {
      const theirs = TerraformStack.of(user);
      if (theirs !== stack && !refused.has(theirs)) {
        refused.add(theirs);
        const problem = `dependsOn on the rollout of ${this.node.path}: Terraform cannot wait for a resource of another stack. Deploy the stacks in order: addDependency instead of dependsOn.`;
        theirs.node.addValidation({ validate: () => [problem] });
      }
      return rolloutAddress();
    };
    this.rollout = {
      get fqn() {
        return Lazy.stringValue({ produce });
      },
    };
  }

  /** Adds a subnet. It belongs to this relationship alone. */
  addSubnet(props: SubnetProps): void {
    this.subnets.push(...(this.look({ subnets: [props] }).subnets ?? []));
    this.added(`a subnet of ${this.relationshipName}`);
  }

  /** Adds a shared network with its subnets. */
  addSharedNetwork(props: SharedNetworkProps): void {
    this.sharedNetworks.push(...(this.look({ sharedNetworks: [props] }).sharedNetworks ?? []));
    this.added(`a shared network of ${this.relationshipName}`);
  }

  private look(added: Partial<KeaRelationshipProps>): Partial<KeaRelationshipProps> {
    const { value, problems } = lookInto(`relationship ${this.relationshipName}`, RELATIONSHIP, added);
    refuse(this, problems);
    return value;
  }

  /** @internal */
  get _model(): Relationship {
    const { primary, standby, secondary, backups = [], mode = HaMode.HOT_STANDBY } = this.props;
    const members = [
      ...(primary ? [this.member(primary, Role.PRIMARY)] : []),
      ...(secondary ? [this.member(secondary, Role.SECONDARY)] : []),
      ...(standby ? [this.member(standby, Role.STANDBY)] : []),
      ...backups.map((backup) => this.member(backup, Role.BACKUP)),
    ];
    return {
      name: this.relationshipName,
      where: this.node.path,
      family: this.family,
      mode,
      members,
      former: (this.props.formerMembers ?? []).map(({ hostName }) => hostName),
      settings: haSettings(this.defaults, this.props.ha),
      subnets: this.subnets,
      sharedNetworks: this.sharedNetworks,
    };
  }

  /** An address as it stands in a URL, made once: a token for each look would remember where it was made. */
  private inUrl(address: string): string {
    const known = this.inUrls.get(address) ?? inUrl(address);
    this.inUrls.set(address, known);
    return known;
  }

  private member(props: MemberProps, role: Role): Member {
    const tls = props.tls ?? this.props.tls;
    const address = this.inUrl(props.address ?? props.host.address);
    const declared = props.port ?? this.props.port ?? refusedNumber();
    const port = Token.isUnresolved(declared) ? Token.asString(declared) : declared;
    return {
      host: props.host.hostName,
      name: props.name ?? `${this.relationshipName}.${props.host.hostName}`,
      role,
      url: memberUrl({ scheme: tls ? "https" : "http", address, port }),
      autoFailover: props.autoFailover,
      tls,
      basicAuth: props.basicAuth,
    };
  }
}

/** What to say where members have no port: one that is given as undefined comes from somewhere. */
function portProblem(
  called: string,
  declared: KeaRelationshipProps,
  without: readonly MemberProps[],
): string {
  if ("port" in declared) return missing(`${called}: port`, declared, "port", SHAPES.port);
  const names = few(without.map(({ host }) => plain(host.hostName)));
  const members = without.length === 1 ? `member ${names} names` : `members ${names} name`;
  return `${called}: port is missing, and ${members} none. Give one to the relationship or to each member: ${SHAPES.port.takes}.`;
}
