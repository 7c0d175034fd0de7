import {
  Annotations,
  App,
  Aspects,
  dependable,
  type ITerraformDependable,
  type ISynthesisSession,
  TerraformDataSource,
  type TerraformElement,
  TerraformModule,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import { Construct, type IConstruct } from "constructs";
import type { Fleet } from "../kea/fleet/fleet";
import { clashesOfHosts } from "../kea/fleet/listeners";
import { readFleet } from "../kea/fleet/read";
import { relationshipOf } from "../kea/fleet/sides";
import { type Component, components } from "../kea/model/components";
import { controlProblems } from "../kea/model/control";
import { FAMILIES, Family } from "../kea/model/family";
import { databaseProblems } from "../kea/model/layers";
import { KeaVersion } from "../kea/model/release-lines";
import type { Control } from "../kea/model/manifest";
import type { HaSettings } from "../kea/model/relationship";
import { policyProblems, type RolloutPolicy } from "../kea/model/rollout-policy";
import { selectorProblems } from "../kea/model/selectors";
import type { ServerSettings } from "../kea/model/settings";
import {
  type Families,
  familiesOf,
  type Host,
  hostsWithoutPart,
  type Retired,
  type Topology,
} from "../kea/model/topology";
import { withPropertyNames } from "../kea/rendering/property-names";
import { render, type RenderedServer } from "../kea/rendering/render";
import { unusedRenewals } from "../kea/rendering/renewed";
import { withFamilies } from "../kea/rendering/shared-settings";
import { emptyOption } from "../kea/rules/dhcp/empty-option";
import { linkSelectionNeeded } from "../kea/rules/dhcp/link-selection-needed";
import { describe, type Finding, findings } from "../kea/rules/findings";
import { clashWords } from "../kea/rules/clash-words";
import { portClash } from "../kea/rules/ha/port-clash";
import { sharedUrl } from "../kea/rules/ha/shared-url";
import { cannotSilence } from "../kea/rules/silence";
import { few } from "../kea/words";
import { hasToken, isLater, markUnknown, tokensOf } from "./content";
import { ControlChannel } from "./control-channel";
import { KeaHost, type KeaHostProps } from "./kea-host";
import { KeaRelationship, type KeaRelationshipProps } from "./kea-relationship";
import { HOST, lookInto, refuse, TOPOLOGY } from "./known-properties";
import { type Kept, LockFile } from "./lock-file";
import { checkName } from "./names";
import { ensureProviders } from "./providers";
import { References } from "./references";
import { addRollout, rolloutAddress } from "./rollout";
import { readable, tellProblems } from "./telling";
import { isOfTwins, placeIn, type Reached, reached, twinsAmong } from "./twins";

/** What a topology and its short form have in common: defaults of its hosts, and how it is rolled out. */
export interface CommonTopologyProps {
  /** How the rollout reaches the hosts; a host can differ. Default: ssh to their addresses. */
  readonly control?: ControlChannel;
  /** Settings of every server. */
  readonly settings?: ServerSettings;
  /** Settings of every DHCPv4 server; each replaces the one in `settings`, and maps merge key by key. */
  readonly dhcp4?: ServerSettings;
  /** Settings of every DHCPv6 server; each replaces the one in `settings`, and maps merge key by key. */
  readonly dhcp6?: ServerSettings;
  /** Timers and limits of every relationship. */
  readonly ha?: HaSettings;
  /** Files of that path on every host that have new contents; see the host's `renewed`. */
  readonly renewed?: { readonly [file: string]: string };
  /** Warnings that are known and meant: the reason by code. Errors cannot be silenced. */
  readonly silence?: { readonly [code: string]: string };
  /** Roll out although a relationship is not healthy. Default: false. */
  readonly allowUnhealthy?: boolean;
  /** Roll out where no partner can serve clients meanwhile. Default: false. */
  readonly allowInterruption?: boolean;
  /**
   * `terraform destroy` gives every server a configuration that serves nobody, in its start-up file too, as
   * a retired host gets. Taking the topology out of the code does not. Default: false, they go on serving.
   */
  readonly retireOnDestroy?: boolean;
  /**
   * How many hosts that do not answer, or which ones, may be pending without failing the apply: what is
   * declared for them waits for the next one. Default: none.
   */
  readonly mayBePending?: number | string[];
  /** Sites that change at the same time, at most. Default: 10. */
  readonly width?: number;
  /** A first site of each family changes before the others. Default: when more than ten servers change. */
  readonly canary?: boolean;
  /**
   * Share of the sites, from 0 to 1, whose change may fail, and be undone, before no other one is begun.
   * Default: 0, which is the first failure.
   */
  readonly mayFail?: number;
}

/** Settings of a whole topology. */
export interface KeaTopologyProps extends CommonTopologyProps {
  /** The release line that the hosts run; a host can differ. */
  readonly kea: KeaVersion;
}

/**
 * Hosts, relationships and subnets. Synth checks them, writes one Kea configuration per server and
 * one rollout per group of connected hosts.
 */
export class KeaTopology extends Construct {
  /** The topologies of each app, in the order in which synth built them. */
  private static readonly ofApp = new WeakMap<IConstruct, KeaTopology[]>();
  /** Its name in files, plans and addresses: the construct's id. */
  readonly topologyName: string;
  private readonly props: Partial<KeaTopologyProps>;
  private readonly hostScope: Construct;
  private readonly relationshipScope: Construct;
  private readonly hosts: KeaHost[] = [];
  private readonly relationships: KeaRelationship[] = [];
  /** What an earlier synth gave it. @internal */
  readonly _kept: Kept;
  /** What is wrong, by the construct that it is about, whose validation reports it. */
  private readonly problems = new Map<IConstruct, string[]>();
  /** What it became when it was last built. */
  private became: BuiltTopology | undefined;
  /** The constructs that synth added. */
  private built: IConstruct[] = [];
  /** What was added since it was last built, in words. */
  private addedSince: string[] = [];
  /** Hosts that are retired, with whom they leave, unless they are in a relationship at synth. @internal */
  readonly _leaveWhenAlone = new Map<KeaHost, readonly KeaHost[]>();
  /** Ports that its relationships were given just now. @internal */
  _newPorts: readonly (readonly [string, number])[] = [];

  /**
   * @throws when it is not inside a TerraformStack, when its id cannot name files, or when the
   *   stack has a topology of that id already.
   */
  constructor(scope: Construct, id: string, props: KeaTopologyProps) {
    super(scope, checkName(scope, "topology", id));
    this.topologyName = id;
    const { value, problems } = lookInto(`topology ${id}`, TOPOLOGY, props);
    this.props = value;
    refuse(this, [
      ...problems,
      ...(value.control?._problems ?? []),
      ...databaseProblems(`topology ${id}`, [value]),
    ]);
    this.hostScope = new Construct(this, "hosts");
    this.relationshipScope = new Construct(this, "relationships");
    const stack = TerraformStack.of(this);
    const twin = [...KeaTopology.within(stack)].find((one) => one !== this && one.topologyName === id);
    if (twin)
      throw new Error(
        `${twin.node.path} is a topology called ${id} already: files and addresses are named after it.`,
      );
    const lock = LockFile.of(this);
    this._kept = lock.kept(keyOf(stack, id));
    this.tellProblemsOf(this);
    tellProblems(this, () => this.tooLate());
    // Components are known only when every relationship is: resources are added at synth.
    new References(this, "references", () => this.tokens());
    Aspects.of(this).add({ visit: (node) => (node === this ? this.build() : undefined) });
    addCustomSynthesis(this, {
      onSynthesize: ({ outdir }: ISynthesisSession) => {
        const problem = lock.isKeptBy(outdir) && !lock.waits ? lock.write() : undefined;
        if (problem !== undefined) this.warn(this, problem);
      },
    });
  }

  /**
   * Adds a host. It gets a configuration once a relationship has it for a member: synth warns where none has.
   *
   * @throws when the name is taken or cannot name files, or when it leaves hosts of another topology.
   */
  addHost(name: string, props: KeaHostProps): KeaHost {
    const { kea = KeaVersion.V3_0, renewed = {} } = this.props;
    const { control = ControlChannel.ssh() } = this.props;
    const looked = lookInto(`host ${name}`, HOST, props);
    for (const other of looked.value.retired?.from ?? []) this.refuseForeign(`Retired host ${name}`, other);
    const host = KeaHost._create(this.hostScope, name, looked, {
      kea,
      control,
      servers: this.props,
      renewed,
    });
    this.tellProblemsOf(host);
    this.hosts.push(host);
    this.addedSince.push(`host ${name}`);
    return host;
  }

  /**
   * Adds a relationship between hosts of this topology.
   *
   * @throws when the name is taken or cannot name files, or when a member's host is retired or belongs to
   *   another topology.
   */
  addRelationship(name: string, props: KeaRelationshipProps): KeaRelationship {
    const looked = KeaRelationship._look(name, props);
    const { primary, standby, secondary, backups = [], formerMembers = [] } = looked.value;
    for (const member of [primary, standby, secondary, ...backups]) {
      if (member === undefined) continue;
      this.refuseForeign(`Relationship ${name}`, member.host);
      if (member.host._model.retired === undefined) continue;
      throw new Error(
        `Relationship ${name}: host ${member.host.hostName} is retired, and a host that leaves is in no relationship. Give its part to another host, or let it stay: take retired off it.`,
      );
    }
    for (const host of formerMembers) this.refuseForeign(`Relationship ${name}`, host);
    const address = () =>
      rolloutAddress(
        this.topologyName,
        this.components.find((component) => component.relationships.some((r) => r.name === name))!.name,
      );
    const relationship = KeaRelationship._create(
      this.relationshipScope,
      name,
      looked,
      this.props.ha ?? {},
      address,
      (what) => this.addedSince.push(what),
    );
    this.tellProblemsOf(relationship);
    this.relationships.push(relationship);
    this.addedSince.push(`relationship ${name}`);
    return relationship;
  }

  /** The rollouts of all relationships declared so far, for `dependsOn` of whatever needs DHCP. */
  get rollouts(): ITerraformDependable[] {
    return this.relationships.map((relationship) => relationship.rollout);
  }

  /** The topologies of a stack. Hosts and relationships are most of it, and have none. @internal */
  private static *within(scope: IConstruct): Generator<KeaTopology> {
    for (const child of scope.node.children) {
      if (child instanceof KeaTopology) yield child;
      const hasNone =
        TerraformStack.isStack(child) ||
        (scope instanceof KeaTopology &&
          [scope.hostScope, scope.relationshipScope].includes(child as Construct));
      if (!hasNone) yield* KeaTopology.within(child);
    }
  }

  private refuseForeign(user: string, host: KeaHost): void {
    if (this.hosts.includes(host)) return;
    throw new Error(
      `${user}: host ${host.hostName} belongs to another topology (${host.node.path}), not to ${this.node.path}. Add it here with addHost.`,
    );
  }

  private get components(): Component[] {
    return components(this.model, this._kept.rollouts);
  }

  private get model(): Topology {
    const relationships = this.relationships.map((relationship) => relationship._model);
    const hosts = this.hosts.map((host) => host._model);
    if (this._leaveWhenAlone.size === 0) return { name: this.topologyName, hosts, relationships };
    const busy = new Set(
      relationships.flatMap(({ members, former = [] }) => [...members.map(({ host }) => host), ...former]),
    );
    const left = new Map([...this._leaveWhenAlone].map(([host, from]) => [host.hostName, from]));
    const retired = (host: Host): Retired | undefined => {
      const from = busy.has(host.name) ? undefined : left.get(host.name);
      return from && { from: from.map(({ hostName }) => hostName), families: [Family.V4] };
    };
    return {
      name: this.topologyName,
      hosts: hosts.map((host) => ({ ...host, retired: host.retired ?? retired(host) })),
      relationships,
    };
  }

  /** Every token that ends up in resources. */
  private tokens(): unknown[] {
    const topology = this.model;
    const { hosts, relationships } = topology;
    const families = familiesOf(topology);
    return tokensOf([
      hosts.map(({ addresses, interfaces, settings, renewed }) => [addresses, interfaces, settings, renewed]),
      relationships,
      hosts.map(({ name, control, formerControl }) =>
        families.get(name)!.map((family) => [control[family], formerControl?.[family]]),
      ),
    ]);
  }

  /** Aspects that run after it is built, at what is inside of it, would add in vain. */
  private tooLate(): string[] {
    if (this.became === undefined || this.addedSince.length === 0) return [];
    return [
      `topology ${this.topologyName}: ${few(this.addedSince)} came when it was built already. An aspect may add to it while it visits the topology's stack; better, add before synth.`,
    ];
  }

  /** Adds what the topology becomes; what an earlier synth added goes. */
  private build(): void {
    this.addedSince = [];
    for (const { node } of this.built) this.node.tryRemoveChild(node.id);
    this.built = [];
    this.problems.clear();
    const before = this.node.children;
    const checked = this.check();
    const { fleet, controls } = checked;
    const became = { fleet, controls, addresses: this.addResources(checked) };
    this.became = became;
    const others = this.builtBefore();
    this.refuseServersOf(became, others);
    this.refuseListenersOf(became, others);
    const inStack = others.filter((one) => TerraformStack.of(one) === TerraformStack.of(this));
    this.refuseAddressesOf(became, inStack);
    this.built = this.node.children.filter((child) => !before.includes(child));
  }

  /**
   * What the user declared a component to depend on, by `node.addDependency` of what it has or of constructs around
   * it, as Terraform's addresses. @param known what is made in constructs that were looked into already.
   */
  private dependenciesOf(
    { name, hosts, relationships }: Component,
    known: Map<IConstruct, readonly Made[]>,
  ): string[] {
    const names = new Set(relationships.map(({ name }) => name));
    const stack = TerraformStack.of(this);
    const { scopes } = this.node;
    const own: readonly IConstruct[] = [
      ...scopes.slice(scopes.indexOf(stack) + 1),
      ...this.hosts.filter(({ hostName }) => hosts.includes(hostName)),
      ...this.relationships.filter(({ relationshipName }) => names.has(relationshipName)),
    ];
    const found = [...new Set(own.flatMap(({ node }) => node.dependencies))].flatMap((one) => {
      const made = known.get(one) ?? [...KeaTopology.madeIn(one)];
      known.set(one, made);
      const isForeign = [one, ...made.map(({ by }) => by)].some(
        ({ node }) => [...node.scopes].reverse().find((scope) => TerraformStack.isStack(scope)) !== stack,
      );
      const problem = isForeign
        ? "Terraform cannot wait for a resource of another stack. Deploy the stacks in order: addDependency of the stack."
        : "Terraform makes nothing there to wait for. Take it out, or give a resource, a data source, a module or a construct that has one inside, or a topology, a host or a relationship that is rolled out.";
      if (isForeign || made.length === 0)
        this.refuse(this, `topology ${this.topologyName}: it depends on ${one.node.path}, and ${problem}`);
      if (isForeign) return [];
      // Topologies that wait for what is around them would wait for each other.
      return scopes.includes(one) ? made.filter(({ by }) => !(by instanceof KeaTopology)) : made;
    });
    const itself = rolloutAddress(this.topologyName, name);
    return [...new Set(found.map(({ address }) => address))].filter((address) => address !== itself);
  }

  /** What Terraform makes in a construct. Rollouts of topologies are known before they are built. */
  private static *madeIn(one: IConstruct, topology?: KeaTopology): Generator<Made> {
    const made = (by: KeaTopology, isMeant: (component: Component) => boolean = () => true) =>
      by.components
        .filter(isMeant)
        .map(({ name }) => ({ by, address: rolloutAddress(by.topologyName, name) }));
    const its = topology ?? [...one.node.scopes].reverse().find((scope) => scope instanceof KeaTopology);
    if (one instanceof KeaTopology) yield* made(one);
    else if (its && !topology && one instanceof KeaHost)
      yield* made(its, ({ hosts }) => hosts.includes(one.hostName));
    else if (its && !topology && one instanceof KeaRelationship)
      yield* made(its, ({ relationships }) =>
        relationships.some(({ name }) => name === one.relationshipName),
      );
    else if (isWaitedFor(one)) yield { by: one, address: dependable(one) };
    const inside = one instanceof KeaTopology ? one : topology;
    for (const child of one.node.children)
      if (!inside?.built.includes(child)) yield* KeaTopology.madeIn(child, inside);
  }

  private addResources({ topology, servers, parts }: CheckedTopology): Map<string, string> {
    ensureProviders(TerraformStack.of(this));
    const { retireOnDestroy = false } = this.props;
    const targets = { topology, servers, policy: this.policy, retireOnDestroy };
    // Before what is made for one of them is found in the topology.
    const known = new Map<IConstruct, readonly Made[]>();
    const all = parts.map((part) => [part, this.dependenciesOf(part, known)] as const);
    const addresses = new Map(
      all.flatMap(([part, dependencies]) => [...addRollout(this, targets, part, dependencies)]),
    );
    this.keep(parts);
    return addresses;
  }

  private get policy(): RolloutPolicy {
    const { allowUnhealthy, allowInterruption, mayBePending, width, canary, mayFail } = this.props;
    return { allowUnhealthy, allowInterruption, mayBePending, width, canary, mayFail };
  }

  /** Finds what is wrong with it, and what it becomes. */
  private check(): CheckedTopology {
    const topology = this.model;
    const families = familiesOf(topology);
    const servers = render(topology);
    const controls = this.hosts.flatMap((host) =>
      families.get(host.hostName)!.map((family) => reached(host, family)),
    );
    const twins = twinsAmong(this.topologyName, controls);
    for (const { host = this, problem } of twins.problems) this.refuse(host, problem);
    const fleet = readFleet(
      servers.map(({ host, family, config }) => ({
        host: host.name,
        family,
        config: markUnknown(config),
        kea: host.kea,
        addresses: host.addresses.map(markUnknown),
        interfaces: host.interfaces.map(markUnknown),
        directories: host.settings[family].directories ?? {},
        where: host.where,
        control: host.control[family],
      })),
      topology.relationships,
    );
    const found = withFamilies(findings(fleet), topology.hosts, families).map(withPropertyNames);
    this.report(
      // What follows from twins is no mistake of its own.
      found.filter((finding) => finding.code !== sharedUrl.code || !isOfTwins(finding, topology, twins)),
    );
    this.reportRefused(servers);
    const listening = hostsByFamily(topology, servers);
    for (const relationship of topology.relationships)
      for (const problem of selectorProblems(relationship, listening[relationship.family], hasToken))
        this.refuse(this.declaredAt(relationship.where), problem);
    this.reportUnused(servers);
    for (const { name, where } of hostsWithoutPart(topology, families))
      this.warn(
        this.declaredAt(where),
        `host ${name} is in no relationship: it gets no configuration, and no rollout changes it. Make it a member of one; declare it as retired where it was one and leaves; or take it out.`,
      );
    this.reportChannels(families);
    const hosts = topology.hosts.map(({ name }) => name);
    const known = Object.fromEntries(Object.entries(this.policy).filter(([, value]) => !isLater(value)));
    for (const problem of policyProblems(known, hosts))
      this.refuse(this, `topology ${this.topologyName}: ${problem}`);
    const parts = components(topology, this._kept.rollouts);
    return { topology, servers, fleet, controls, parts };
  }

  /** What members copy is told once, and what all hosts have of the topology there. */
  private reportRefused(servers: readonly RenderedServer[]): void {
    const told = new Map<string, Set<string>>();
    for (const { where, problem } of servers.flatMap(({ refused }) => refused))
      told.set(problem, (told.get(problem) ?? new Set()).add(where));
    for (const [problem, places] of told) {
      const isOfAll = this.hosts.every(({ node }) => places.has(node.path));
      for (const where of isOfAll ? [undefined] : places) this.refuse(this.declaredAt(where), problem);
    }
  }

  private declaredAt(where: string | undefined): IConstruct {
    return [...this.hosts, ...this.relationships].find(({ node }) => node.path === where) ?? this;
  }

  /** A path that is mistyped would renew nothing, in silence. */
  private reportUnused(servers: readonly RenderedServer[]): void {
    const { renewed = {} } = this.props;
    const refuse = (node: IConstruct, problems: readonly string[]) =>
      problems.forEach((problem) => this.refuse(node, problem));
    refuse(this, unusedRenewals(`topology ${this.topologyName}`, renewed, servers));
    for (const host of this.hosts) {
      const own = servers.filter((server) => server.host.name === host.hostName);
      refuse(host, unusedRenewals(`host ${host.hostName}`, host._renewed, own));
    }
  }

  /** What is wrong with a control channel, and what the rollout would refuse of it: once for all its hosts. */
  private reportChannels(families: Families): void {
    const shared = new Map<string, Set<KeaHost>>();
    const told = new Map<ControlChannel, Set<string>>();
    const tell = (host: KeaHost, problem: string) => this.refuse(host, `host ${host.hostName}: ${problem}`);
    const tellOf = (channel: ControlChannel, host: KeaHost, problem: string) => {
      const before = told.get(channel) ?? new Set();
      if (!before.has(problem)) tell(host, problem);
      told.set(channel, before.add(problem));
    };
    for (const host of this.hosts)
      for (const { channel, isOwn, of } of host._channels) {
        if (isOwn) for (const problem of channel._problems) tellOf(channel, host, problem);
        for (const family of families.get(host.hostName)!)
          for (const problem of channelProblems(channel, family, () => of(host._model)[family]))
            if (isOwn) tellOf(channel, host, problem);
            else shared.set(problem, (shared.get(problem) ?? new Set()).add(host));
      }
    for (const [problem, hosts] of shared)
      if (hosts.size > 1) this.refuse(this, `topology ${this.topologyName}: ${problem}`);
      else hosts.forEach((host) => tell(host, problem));
  }

  /** Shows every finding at the construct that it is about: errors end the synth, all at once. */
  private report(found: readonly Finding[]): void {
    const { silence = {} } = this.props;
    for (const [code, reason] of Object.entries(silence)) {
      const problem = cannotSilence(code, reason);
      if (problem) this.refuse(this, `silence ${code}: ${problem}`);
    }
    for (const finding of found) {
      const at = this.declaredAt(finding.where);
      if (finding.severity === "warning" && finding.code in silence) continue;
      if (finding.severity === "warning" && !UNINTENDED.has(finding.code)) this.warn(at, describe(finding));
      else this.refuse(at, describe({ ...finding, severity: "error" }));
    }
  }

  private refuse(node: IConstruct, problem: string): void {
    const told = this.problems.get(node) ?? [];
    if (!told.includes(problem)) this.problems.set(node, [...told, problem]);
  }

  private tellProblemsOf(node: IConstruct): void {
    tellProblems(node, () => this.problems.get(node) ?? []);
  }

  /** Warns once, however often there is a synth. */
  private warn(node: IConstruct, warning: string): void {
    const text = readable(node, warning);
    if (!node.node.metadata.some(({ data }) => data === text)) Annotations.of(node).addWarning(text);
  }

  /** The topologies of the app that were built before this one. */
  private builtBefore(): readonly KeaTopology[] {
    const { root } = this.node;
    const built = KeaTopology.ofApp.get(root) ?? [];
    KeaTopology.ofApp.set(root, built);
    if (!built.includes(this)) built.push(this);
    return built.slice(0, built.indexOf(this));
  }

  /** A server has one configuration: topologies that share one would take it from each other. */
  private refuseServersOf({ controls }: BuiltTopology, others: readonly KeaTopology[]): void {
    const theirs = new Map(
      others.flatMap((one) => one.became!.controls.map(({ target, host }) => [target, host])),
    );
    for (const one of controls) {
      const other = theirs.get(one.target);
      if (other === undefined) continue;
      this.refuse(
        one.host,
        `host ${one.host.hostName} is reached where host ${other.hostName} of another topology, ${other.node.path}, is${placeIn(one)}: they are one server, and each topology would undo what the other sets. Declare it in one topology only, or correct the address or the control channel of one of the two.`,
      );
    }
  }

  /** The servers of both families of a machine may be in two topologies, and cannot have one port. */
  private refuseListenersOf({ fleet }: BuiltTopology, others: readonly KeaTopology[]): void {
    const theirs = others.flatMap(({ became }) => became!.fleet.servers);
    for (const clash of clashesOfHosts([...theirs, ...fleet.servers])) {
      const { server, side } = clash.listener;
      if (!fleet.servers.includes(server) || fleet.servers.includes(clash.other.server!)) continue;
      const relationship = side && relationshipOf(fleet).get(side);
      this.refuse(
        this.declaredAt(relationship?.where ?? server.where),
        describe({
          ...{ ...portClash, rule: portClash.name, relationship: relationship?.name, server: server.name },
          ...clashWords(clash, ({ name, where }) => `${name} of another topology, ${where}`),
        }),
      );
    }
  }

  /** Parts of names are joined by _, which they may have in themselves: two can end up the same. */
  private refuseAddressesOf({ addresses }: BuiltTopology, others: readonly KeaTopology[]): void {
    for (const other of others)
      for (const [address, what] of addresses) {
        const theirs = other.became!.addresses.get(address);
        if (theirs === undefined) continue;
        this.refuse(
          this,
          `${what} would have the Terraform address ${address}, which ${theirs} of ${other.node.path} has. Rename one of the two topologies, or what is named after them.`,
        );
      }
  }

  /** Keeps what was given by position, and says so where it is new. */
  private keep(parts: readonly Component[]): void {
    const lock = LockFile.of(this);
    const known = new Set(Object.values(this._kept.rollouts));
    const isNew = parts.some(({ name }) => !known.has(name)) || this._newPorts.length > 0;
    this._kept.rollouts = Object.fromEntries(
      parts.flatMap(({ name, hosts }) => hosts.map((host) => [host, name])),
    );
    if (!isNew) return;
    const what = [
      ...parts.filter(({ name }) => !known.has(name)).map(({ name }) => `rollout ${name}`),
      ...this._newPorts.map(([spoke, port]) => `port ${port} of ${spoke}`),
    ].join(", ");
    this.warn(
      this,
      lock.isKeptBy(App.of(this).outdir)
        ? `${lock.path} keeps from now on: ${what}. Commit it with your code: with it, they stay when other hosts come or go.`
        : `${lock.path} does not keep yet: ${what}. They may shift when other hosts come or go. Synthesize into that directory (cdktf.out), and commit the file with your code.`,
    );
  }
}

/** A topology as it was checked. */
interface CheckedTopology {
  readonly topology: Topology;
  readonly servers: readonly RenderedServer[];
  readonly fleet: Fleet;
  readonly parts: readonly Component[];
  /** How each of its servers is reached, in one spelling. */
  readonly controls: readonly Reached[];
}

/** What Terraform makes, and others can wait for. */
interface Made {
  readonly by: IConstruct;
  readonly address: string;
}

/** What later topologies ask of one that is built. */
interface BuiltTopology extends Pick<CheckedTopology, "fleet" | "controls"> {
  /** What it has, by its Terraform address. */
  readonly addresses: ReadonlyMap<string, string>;
}

/**
 * What working servers may have, and is in code most often a mistake, as with a variable that is not set; who means it
 * says so, by a silence.
 */
const UNINTENDED: ReadonlySet<string> = new Set([emptyOption.code, linkSelectionNeeded.code]);

/** The hosts of a topology, each with the interfaces that its server of a family has. */
function hostsByFamily({ hosts }: Topology, servers: readonly RenderedServer[]): Record<Family, Host[]> {
  const of = (family: Family) => {
    const own = new Map(servers.flatMap((one) => (one.family === family ? [[one.host.name, one.host]] : [])));
    return hosts.map((host) => own.get(host.name) ?? host);
  };
  return { [Family.V4]: of(Family.V4), [Family.V6]: of(Family.V6) };
}

/** What Terraform makes, and something else can wait for. */
function isWaitedFor(one: IConstruct): one is TerraformElement {
  return (
    TerraformResource.isTerraformResource(one) ||
    TerraformDataSource.isTerraformDataSource(one) ||
    one instanceof TerraformModule
  );
}

/** A topology's name in the lock file: what its files and addresses are named after, too. */
function keyOf(stack: TerraformStack, id: string): string {
  return `${stack.node.path}/${id}`;
}

/** What is wrong with the way to a server of a family. */
function channelProblems(channel: ControlChannel, family: Family, control: () => Control): string[] {
  const { service } = FAMILIES[family];
  if (!channel._leadsTo(family))
    return [
      `its HTTP control channel needs a ${service} URL. Give one: ControlChannel.http({ ${service}: "https://..." }).`,
    ];
  return controlProblems(markUnknown(control()) as Control).map(({ cause, remedy }) => `${cause} ${remedy}`);
}
