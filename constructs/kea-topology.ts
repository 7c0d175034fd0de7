import { Annotations, Aspects, type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { readFleet } from "../kea/fleet/read";
import { components } from "../kea/model/components";
import { Family } from "../kea/model/family";
import type { KeaVersion } from "../kea/model/profiles";
import type { HaSettings } from "../kea/model/relationship";
import type { ServerSettings } from "../kea/model/settings";
import type { Topology } from "../kea/model/topology";
import { render, type RenderedServer } from "../kea/render";
import { unusedRenewals } from "../kea/renewed";
import { describe, type Finding, findings } from "../kea/rules/findings";
import { cannotSilence } from "../kea/rules/silence";
import { markUnknown, tokensOf } from "./content";
import { ControlChannel } from "./control-channel";
import { KeaHost, type KeaHostProps } from "./kea-host";
import { KeaRelationship, type KeaRelationshipProps } from "./kea-relationship";
import { checkName } from "./names";
import { ensureProviders } from "./providers";
import { References } from "./references";
import { addRollout, rolloutAddress } from "./rollout";

/** Settings of a whole topology. */
export interface KeaTopologyProps {
  /** The release line that the hosts run; a host can differ. */
  readonly kea: KeaVersion;
  /** How the rollout reaches the hosts; a host can differ. Default: ssh to their addresses. */
  readonly control?: ControlChannel;
  /** Settings of every server. */
  readonly settings?: ServerSettings;
  /** Settings of every DHCPv4 server; each replaces the one in `settings`. */
  readonly dhcp4?: ServerSettings;
  /** Settings of every DHCPv6 server; each replaces the one in `settings`. */
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
}

/**
 * Hosts, relationships and subnets. Synth checks them, writes one Kea configuration per server and
 * one rollout per group of connected hosts.
 */
export class KeaTopology extends Construct {
  /** Its name in files, plans and addresses: the construct's id. */
  readonly topologyName: string;
  private readonly hostScope: Construct;
  private readonly relationshipScope: Construct;
  private readonly hosts: KeaHost[] = [];
  private readonly relationships: KeaRelationship[] = [];

  /**
   * @throws when it is not inside a TerraformStack, when its id cannot name files, or when the
   *   stack has a topology of that id already.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KeaTopologyProps,
  ) {
    super(scope, checkName("topology", id));
    this.topologyName = id;
    this.hostScope = new Construct(this, "hosts");
    this.relationshipScope = new Construct(this, "relationships");
    const stack = TerraformStack.of(this);
    const twin = stack.node
      .findAll()
      .find((node) => node !== this && isTopology(node) && node.node.id === id);
    if (twin)
      throw new Error(
        `${twin.node.path} is a topology called ${id} already: files and addresses are named after it.`,
      );
    // Components are known only when every relationship is: resources are added at synth.
    new References(this, "references", () => this.tokens());
    Aspects.of(this).add({ visit: (node) => (node === this ? this.build() : undefined) });
  }

  /**
   * Adds a host.
   *
   * @throws when the name is taken, or cannot name files.
   */
  addHost(name: string, props: KeaHostProps): KeaHost {
    const { kea, control = ControlChannel.ssh(), settings, dhcp4, dhcp6, renewed = {} } = this.props;
    const host = KeaHost._create(this.hostScope, name, props, {
      kea,
      control,
      settings: { [Family.V4]: { ...settings, ...dhcp4 }, [Family.V6]: { ...settings, ...dhcp6 } },
      renewed,
    });
    this.hosts.push(host);
    return host;
  }

  /**
   * Adds a relationship between hosts of this topology.
   *
   * @throws when the name is taken or cannot name files, or when a member's host belongs to another topology.
   */
  addRelationship(name: string, props: KeaRelationshipProps): KeaRelationship {
    for (const member of [props.primary, props.standby, props.secondary, ...(props.backups ?? [])]) {
      if (member === undefined || this.hosts.includes(member.host)) continue;
      throw new Error(
        `Relationship ${name}: host ${member.host.hostName} belongs to another topology (${member.host.node.path}), not to ${this.node.path}. Add it here with addHost.`,
      );
    }
    const address = () => rolloutAddress(this.topologyName, componentOf(this.model, name));
    const relationship = KeaRelationship._create(
      this.relationshipScope,
      name,
      props,
      this.props.ha ?? {},
      address,
    );
    this.relationships.push(relationship);
    return relationship;
  }

  /** The rollouts of all relationships declared so far, for `dependsOn` of whatever needs DHCP. */
  get rollouts(): ITerraformDependable[] {
    return this.relationships.map((relationship) => relationship.rollout);
  }

  private get model(): Topology {
    return {
      name: this.topologyName,
      hosts: this.hosts.map((host) => host._model),
      relationships: this.relationships.map((relationship) => relationship._model),
    };
  }

  /** Every token that ends up in resources. */
  private tokens(): unknown[] {
    const { hosts, relationships } = this.model;
    return tokensOf([
      hosts.map(({ addresses, interfaces, settings, renewed }) => [addresses, interfaces, settings, renewed]),
      relationships,
      relationships.flatMap(({ family, members }) =>
        members.flatMap(({ host }) => {
          const found = hosts.find(({ name }) => name === host);
          return [found?.control[family], found?.formerControl?.[family]];
        }),
      ),
    ]);
  }

  private build(): void {
    const topology = this.model;
    const servers = render(topology);
    this.report(
      findings(
        readFleet(
          servers.map(({ host, family, config }) => ({
            host: host.name,
            family,
            config: markUnknown(config),
            kea: host.kea,
            addresses: host.addresses.map(markUnknown),
            interfaces: host.interfaces.map(markUnknown),
            directories: host.settings[family].directories ?? {},
            where: host.where,
          })),
          topology.relationships,
        ),
      ),
    );
    this.reportUnused(servers);
    ensureProviders(TerraformStack.of(this));
    const { allowUnhealthy, allowInterruption } = this.props;
    const flags = [
      ...(allowUnhealthy ? ["--allow-unhealthy"] : []),
      ...(allowInterruption ? ["--allow-interruption"] : []),
    ];
    for (const component of components(topology.relationships))
      addRollout(this, topology, component, servers, flags);
  }

  /** A path that is mistyped would renew nothing, in silence. */
  private reportUnused(servers: readonly RenderedServer[]): void {
    const { renewed = {} } = this.props;
    const refuse = (node: Construct, problems: string[]) =>
      problems.length > 0 && node.node.addValidation({ validate: () => problems });
    refuse(this, unusedRenewals(`topology ${this.topologyName}`, renewed, servers));
    for (const host of this.hosts) {
      const own = servers.filter((server) => server.host.name === host.hostName);
      refuse(host, unusedRenewals(`host ${host.hostName}`, host._renewed, own));
    }
  }

  /** Shows every finding at the construct that it is about: errors end the synth, all at once. */
  private report(found: readonly Finding[]): void {
    const at = (where: string | undefined) =>
      [...this.hosts, ...this.relationships].find((node) => node.node.path === where) ?? this;
    const { silence = {} } = this.props;
    for (const [code, reason] of Object.entries(silence)) {
      const problem = cannotSilence(code, reason);
      if (problem) this.node.addValidation({ validate: () => [`silence ${code}: ${problem}`] });
    }
    for (const finding of found) {
      if (finding.severity === "warning" && finding.code in silence) continue;
      const node = at(finding.where);
      if (finding.severity === "warning") Annotations.of(node).addWarning(describe(finding));
      else node.node.addValidation({ validate: () => [describe(finding)] });
    }
  }
}

function isTopology(node: unknown): node is KeaTopology {
  return node instanceof KeaTopology;
}

function componentOf(topology: Topology, relationship: string): string {
  return components(topology.relationships).find((c) => c.relationships.some((r) => r.name === relationship))!
    .name;
}
