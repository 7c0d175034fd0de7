import { Construct } from "constructs";
import { Family, familyProblem, likelyFamily } from "../kea/model/family";
import { databaseProblems, type ServerLayer, serverSettings } from "../kea/model/layers";
import type { Control } from "../kea/model/manifest";
import { declaredSocket } from "../kea/model/paths";
import type { KeaVersion } from "../kea/model/release-lines";
import type { ServerSettings } from "../kea/model/settings";
import type { Host, RenewedFiles } from "../kea/model/topology";
import { renderIdle } from "../kea/rendering/render";
import type { Looked } from "../kea/rendering/known-properties";
import { withoutBrackets } from "../kea/url";
import { interfacesFor } from "./addresses";
import { hasToken, isOpenList, jsonText, refusedText } from "./content";
import { ControlChannel } from "./control-channel";
import { refuse } from "./known-properties";
import { checkName } from "./names";

/** What every declaration of a host has. */
export interface HostProps {
  /** Its address: partners dial it, and ssh does. May be a Terraform token. */
  readonly address: string;
  /** Further addresses that its members may use. */
  readonly addresses?: string[];
  /** Default: the topology's. */
  readonly kea?: KeaVersion;
  /** Default: the topology's. */
  readonly control?: ControlChannel;
  /**
   * Settings of its servers; each replaces the topology's setting of that name. Maps, such as `multiThreading` and
   * `extra`, merge key by key.
   */
  readonly settings?: ServerSettings;
  /** Settings of its DHCPv4 server alone, laid over `settings` in the same way. */
  readonly dhcp4?: ServerSettings;
  /** Settings of its DHCPv6 server alone, laid over `settings` in the same way. */
  readonly dhcp6?: ServerSettings;
  /**
   * Certificate and password files of the host that have new contents under the same path: a serial, by
   * path. Kea reads such files with its configuration alone; another serial is a change like any other, so
   * that every server whose configuration names the file is set, without loss. Replaces the topology's,
   * file by file. May be Terraform tokens, such as the `id` of a `tls_locally_signed_cert`.
   *
   * Serials stay readable in plans, in the state and in the running configuration (`user-context`). Count
   * a password's (`"2"`): from its hash it could be guessed.
   */
  readonly renewed?: { readonly [file: string]: string };
  /**
   * How the rollout reached the host before: for one deploy that changes its control socket, its
   * credentials or the kind of channel. Used as long as `control` does not lead to the server.
   */
  readonly formerControl?: ControlChannel;
}

/** A machine that runs kea-dhcp4, kea-dhcp6 or both. */
export interface KeaHostProps extends HostProps {
  /**
   * Interfaces that its servers listen on (Kea manual, `interfaces-config`). An entry may name an address
   * (`eth0/10.0.0.1`): on a host of both families, the server of the other family does not get it. The address may be a token.
   */
  readonly interfaces: string[];
  /** The host leaves: see {@link RetiredProps}. Default: it stays. */
  readonly retired?: RetiredProps;
}

/**
 * A host that leaves the topology. It stays declared for one deploy, in no relationship: the rollout
 * lets others take over what it serves and gives its servers a configuration that serves nobody. After
 * that deploy the host's declaration can be removed.
 */
export interface RetiredProps {
  /**
   * The hosts that it leaves: its partners, and whoever takes its place. They are changed by one
   * rollout with it. Default: none, for a host whose partners are all retired too and name it.
   */
  readonly from?: KeaHost[];
  /** The servers that it ran: nothing else says so, since it is in no relationship. Default: v4. */
  readonly families?: Family[];
}

/** A channel of a host's own or of its topology, and where its model has it. @internal */
export interface HostChannel {
  readonly channel: ControlChannel;
  readonly isOwn: boolean;
  readonly of: (host: Host) => Readonly<Record<Family, Control>>;
}

/** What a host takes from its topology. @internal */
export interface HostDefaults {
  readonly kea: KeaVersion;
  readonly control: ControlChannel;
  readonly servers: ServerLayer;
  readonly renewed: RenewedFiles;
}

/** A host of a topology; see {@link KeaTopology.addHost}. */
export class KeaHost extends Construct {
  /** Its name in files, plans and messages. */
  readonly hostName: string;
  readonly address: string;
  /** @internal */
  readonly _model: Host;
  /** What it declares itself. @internal */
  readonly _renewed: RenewedFiles;
  /** The channels that lead to it. @internal */
  readonly _channels: readonly HostChannel[];

  /** @internal */
  static _create(
    scope: Construct,
    name: string,
    looked: Looked<KeaHostProps>,
    defaults: HostDefaults,
  ): KeaHost {
    return new KeaHost(scope, name, looked, defaults);
  }

  private constructor(
    scope: Construct,
    name: string,
    { value: props, problems }: Looked<KeaHostProps>,
    defaults: HostDefaults,
  ) {
    super(scope, checkName(scope, "host", name));
    this.hostName = name;
    refuse(this, problems);
    const { interfaces = ["*"] } = props;
    const address = withoutBrackets(props.address ?? refusedText());
    this.address = address;
    this._renewed = props.renewed ?? {};
    const control = props.control ?? defaults.control;
    this._channels = [
      { channel: control, isOwn: props.control !== undefined, of: ({ control }) => control },
      ...(props.formerControl
        ? [{ channel: props.formerControl, isOwn: true, of: (host: Host) => host.formerControl! }]
        : []),
    ];
    const layers = [defaults.servers, props];
    const settings = serverSettings(layers);
    refuse(this, databaseProblems(`host ${name}`, layers));
    const bind = (channel: ControlChannel) => (family: Family) =>
      channel._bind(address, family, declaredSocket(family, settings[family]));
    const { retired } = props;
    const ran = [retired?.families ?? Family.V4].flat();
    const unknown = [
      ...ran.flatMap((family) => familyProblem(family) ?? []),
      ...(ran.length > 0 ? [] : ["families is empty. Name the servers that it ran, v4, v6 or both."]),
    ];
    refuse(
      this,
      unknown.map((problem) => `host ${name}: retired: ${problem}`),
    );
    this._model = {
      name,
      where: this.node.path,
      kea: props.kea ?? defaults.kea,
      addresses: [address, ...(props.addresses ?? []).map(withoutBrackets)],
      interfaces,
      interfacesUnknown: isOpenList(interfaces),
      interfacesIn: hasToken(interfaces)
        ? perFamily(oncePerFamily((family) => interfacesFor(family, interfaces)))
        : undefined,
      settings,
      control: perFamily(bind(control)),
      formerControl: props.formerControl && perFamily(bind(props.formerControl)),
      renewed: { ...defaults.renewed, ...props.renewed },
      retired: retired && {
        from: (retired.from ?? []).map(({ hostName }) => hostName),
        families: unknown.length > 0 ? [likelyFamily(ran[0])] : ran,
      },
    };
  }

  /**
   * A configuration for the host's first boot, e.g. for cloud-init: its control socket and nothing
   * else. The rollout does the rest. With values that only Terraform knows, it is an expression of the text.
   *
   * @param family the server's family. Default: v4.
   * @throws when that is none.
   */
  bootstrapConfig(family: Family = Family.V4): string {
    const problem = familyProblem(family);
    if (problem) throw new Error(`bootstrapConfig of host ${this.hostName}: ${problem}`);
    return jsonText(renderIdle(this._model, family));
  }
}

/** Made once: a token for each look would remember where it was made. */
function oncePerFamily<T>(make: (family: Family) => T): (family: Family) => T {
  const made = new Map<Family, T>();
  return (family) => {
    const one = made.get(family) ?? make(family);
    made.set(family, one);
    return one;
  };
}

/** Bound when it is read: a host that runs one family needs no channel for the other. */
function perFamily<T>(bind: (family: Family) => T): Readonly<Record<Family, T>> {
  return {
    get [Family.V4]() {
      return bind(Family.V4);
    },
    get [Family.V6]() {
      return bind(Family.V6);
    },
  };
}
