// cdktf-kea-ha

/** The shared backup. */
export interface BackupProps extends NamedHostProps {
    /** It leaves: the relationships lose it, and its server serves nobody ({@link RetiredProps}). Default: false. */
    readonly retired?: boolean;
}

/** Credentials by file (Kea manual, `basic-auth-password-file`). */
export interface BasicAuth {
    readonly user: string;
    /**
     * A file on every member, readable by the daemon; its first line is the password. A new password under
     * the same path is declared with the hosts' `renewed`.
     */
    readonly passwordFile: string;
}

/** A client class (Kea manual, "Client Classification"). */
export interface ClientClassProps {
    readonly name: string;
    /** Expression that decides membership. */
    readonly test?: string;
    readonly options?: OptionProps[];
    /** Evaluate it only where a subnet, pool or network lists it. Default: false. */
    readonly onlyInAdditionalList?: boolean;
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

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
    readonly renewed?: {
        readonly [file: string]: string;
    };
    /** Warnings that are known and meant: the reason by code. Errors cannot be silenced. */
    readonly silence?: {
        readonly [code: string]: string;
    };
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

/** How the rollout reaches the control sockets of a host's servers. */
export declare class ControlChannel {
    private readonly bind;
    /** ssh forwards the host's unix socket; nothing is installed on the host. */
    static ssh(props?: SshChannelProps): ControlChannel;
    /** The server runs on the machine that runs Terraform. */
    static unix(props?: UnixChannelProps): ControlChannel;
    /** HTTP(S), to Kea itself (3.0 and later) or to its control agent (2.6). */
    static http(props: HttpChannelProps): ControlChannel;
    private constructor();
}

/** Directories of a Kea installation. Kea refuses paths elsewhere (kea 2.6.3 and later). */
export interface DirectoryProps {
    /** Control sockets. Default: /run/kea. */
    readonly run?: string;
    /** Lease files. Default: /var/lib/kea. */
    readonly data?: string;
    /** Log files. Default: /var/log/kea. */
    readonly log?: string;
    /** Scripts that hook libraries run (since 3.0). Default: /usr/share/kea/scripts. */
    readonly scripts?: string;
    /** Hook libraries. Default: none, so that Kea looks in its own directory. */
    readonly hooks?: string;
}

/** The two DHCP families. A *server* is one daemon of one family on a host. */
export declare enum Family {
    /** DHCPv4, served by kea-dhcp4. */
    V4 = "v4",
    /** DHCPv6, served by kea-dhcp6. */
    V6 = "v6"
}

/** How the members of a relationship share the work (Kea manual, "HA Modes"). */
export declare enum HaMode {
    /** The primary serves, the standby takes over. The only mode for servers in several relationships. */
    HOT_STANDBY = "hot-standby",
    /** Primary and secondary share the clients. */
    LOAD_BALANCING = "load-balancing",
    /** The primary serves, backups only record. Nobody takes over by itself. */
    PASSIVE_BACKUP = "passive-backup"
}

/** HA's own threads (Kea manual, "Multi-Threaded Configuration (HA+MT)"). */
export interface HaMultiThreadingProps {
    /** Kea's default: true. */
    readonly enableMultiThreading?: boolean;
    /** Listen on the member's own URL. Kea's default: true. */
    readonly httpDedicatedListener?: boolean;
    /** 0: as many as packet threads. */
    readonly httpListenerThreads?: number;
    /** 0: as many as packet threads. */
    readonly httpClientThreads?: number;
}

/** Settings of a relationship; rendered alike on every member (Kea manual, "High Availability"). */
export interface HaSettings {
    /** Milliseconds between heartbeats, 1 to 65535. Kea's default: 10000. */
    readonly heartbeatDelay?: number;
    /** Milliseconds without an answer until communication counts as interrupted. Kea's default: 60000. */
    readonly maxResponseDelay?: number;
    /** Milliseconds a client may wait before it counts as unserved. Kea's default: 10000. */
    readonly maxAckDelay?: number;
    /** Unserved clients before the standby takes over; 0 takes over on silence alone. Kea's default: 10. */
    readonly maxUnackedClients?: number;
    /** Conflicting lease updates before the relationship terminates; 0: never. Kea's default: 10. */
    readonly maxRejectedLeaseUpdates?: number;
    /** passive-backup only: answer the client after the backups have. Kea's default: false. */
    readonly waitBackupAck?: boolean;
    /** Kea's default: true. */
    readonly sendLeaseUpdates?: boolean;
    /** Kea's default: true. */
    readonly syncLeases?: boolean;
    /** Milliseconds. Kea's default: 60000. */
    readonly syncTimeout?: number;
    /** Leases per page of a sync, at least 1. Kea's default: 10000. */
    readonly syncPageLimit?: number;
    /** load-balancing only: updates kept while communication recovers. Kea's default: 100. */
    readonly delayedUpdatesLimit?: number;
    /** Let peers send HA commands only. Default: true, also where Kea's own is false (2.6). */
    readonly restrictCommands?: boolean;
    /** With TLS: demand certificates from peers. Kea's default: true. */
    readonly requireClientCerts?: boolean;
    readonly multiThreading?: HaMultiThreadingProps;
    /** Pauses of the state machine. */
    readonly statePauses?: StatePauseProps[];
    /** Further Kea keys of the relationship, those that no property says; merged in as they are, `peers` by `name`. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/**
 * A further hook library. The HA and lease_cmds libraries are added where they are needed. A lease_cmds that is
 * listed here is used instead of the one that would be added; it, and every library listed before it, is loaded
 * before HA.
 */
export interface HookProps {
    /** File name, or full path. */
    readonly library: string;
    /** The library's own parameters, as Kea takes them. */
    readonly parameters?: {
        readonly [key: string]: any;
    };
}

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
    readonly renewed?: {
        readonly [file: string]: string;
    };
    /**
     * How the rollout reached the host before: for one deploy that changes its control socket, its
     * credentials or the kind of channel. Used as long as `control` does not lead to the server.
     */
    readonly formerControl?: ControlChannel;
}

/** How HTTP(S) reaches a server, or the control agent of Kea 2.6. */
export interface HttpChannelProps {
    /** URL for kea-dhcp4. */
    readonly dhcp4?: string;
    /** URL for kea-dhcp6. */
    readonly dhcp6?: string;
    /** User of basic authentication. */
    readonly user?: string;
    /** File, on the machine that runs Terraform, whose first line is the password. */
    readonly passwordFile?: string;
    /** Environment variable that holds the password when Terraform runs. */
    readonly passwordEnv?: string;
    /** CA certificates to check the server with. Default: the list of Node.js, and NODE_EXTRA_CA_CERTS. */
    readonly caFile?: string;
    /** Client certificate, for servers that ask for one. */
    readonly certFile?: string;
    readonly keyFile?: string;
    /** Allow plain HTTP to another machine. Default: false. */
    readonly allowPlain?: boolean;
}

/** Somebody who may use an HTTP control socket. New contents are declared with the host's `renewed`. */
export interface HttpClientProps {
    /** File name, in `directory`, that holds the user. */
    readonly userFile: string;
    /** File name, in `directory`, that holds the password. */
    readonly passwordFile: string;
}

/** An HTTP(S) control socket of the daemon itself (Kea 3.0 and later). */
export interface HttpControlSocketProps {
    /** Listen address. Default: 127.0.0.1. */
    readonly address?: string;
    /** 1 to 65535. */
    readonly port: number;
    /** Basic authentication, by files that the daemon reads. */
    readonly clients?: HttpClientProps[];
    /** Directory of the files that `clients` name. */
    readonly directory?: string;
    /** TLS: turns the socket into `https`. */
    readonly tls?: TlsFiles;
    /** Demand client certificates. Kea's default: true. */
    readonly certRequired?: boolean;
}

/** The short form of a topology: a hub, its spokes, and perhaps a shared backup. */
export declare class HubAndSpoke extends Construct {
    readonly topology: KeaTopology;
    readonly hub: KeaHost;
    readonly backup?: KeaHost;
    /** The relationships, in the order of the spokes; each is named after its spoke. */
    readonly relationships: KeaRelationship[];
    /** @throws when there is no hub, or it has no name: what else is wrong is told with it. */
    constructor(scope: Construct, id: string, props: HubAndSpokeProps);
    /** Gives every spoke its port, and keeps it for the next synth. */
    private allocate;
    /** With the last site, nobody is left whom the hub and the backup could serve. */
    private leaveWithSpokes;
    private emptiness;
    private addHost;
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

/** A host of a topology; see {@link KeaTopology.addHost}. */
export declare class KeaHost extends Construct {
    /** Its name in files, plans and messages. */
    readonly hostName: string;
    readonly address: string;
    private constructor();
    /**
     * A configuration for the host's first boot, e.g. for cloud-init: its control socket and nothing
     * else. The rollout does the rest. With values that only Terraform knows, it is an expression of the text.
     *
     * @param family the server's family. Default: v4.
     * @throws when that is none.
     */
    bootstrapConfig(family?: Family): string;
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

/** A relationship of a topology; see {@link KeaTopology.addRelationship}. */
export declare class KeaRelationship extends Construct {
    private readonly defaults;
    private readonly added;
    /** Its name in plans, messages and the status view. */
    readonly relationshipName: string;
    readonly family: Family;
    /** The rollout that brings it live, for `dependsOn` of whatever needs DHCP. */
    readonly rollout: ITerraformDependable;
    private readonly props;
    private readonly subnets;
    private readonly sharedNetworks;
    private readonly inUrls;
    private constructor();
    /** Adds a subnet. It belongs to this relationship alone. */
    addSubnet(props: SubnetProps): void;
    /** Adds a shared network with its subnets. */
    addSharedNetwork(props: SharedNetworkProps): void;
    private look;
    /** An address as it stands in a URL, made once: a token for each look would remember where it was made. */
    private inUrl;
    private member;
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

/**
 * Hosts, relationships and subnets. Synth checks them, writes one Kea configuration per server and
 * one rollout per group of connected hosts.
 */
export declare class KeaTopology extends Construct {
    /** The topologies of each app, in the order in which synth built them. */
    private static readonly ofApp;
    /** Its name in files, plans and addresses: the construct's id. */
    readonly topologyName: string;
    private readonly props;
    private readonly hostScope;
    private readonly relationshipScope;
    private readonly hosts;
    private readonly relationships;
    /** What is wrong, by the construct that it is about, whose validation reports it. */
    private readonly problems;
    /** What it became when it was last built. */
    private became;
    /** The constructs that synth added. */
    private built;
    /** What was added since it was last built, in words. */
    private addedSince;
    /**
     * @throws when it is not inside a TerraformStack, when its id cannot name files, or when the
     *   stack has a topology of that id already.
     */
    constructor(scope: Construct, id: string, props: KeaTopologyProps);
    /**
     * Adds a host. It gets a configuration once a relationship has it for a member: synth warns where none has.
     *
     * @throws when the name is taken or cannot name files, or when it leaves hosts of another topology.
     */
    addHost(name: string, props: KeaHostProps): KeaHost;
    /**
     * Adds a relationship between hosts of this topology.
     *
     * @throws when the name is taken or cannot name files, or when a member's host is retired or belongs to
     *   another topology.
     */
    addRelationship(name: string, props: KeaRelationshipProps): KeaRelationship;
    /** The rollouts of all relationships declared so far, for `dependsOn` of whatever needs DHCP. */
    get rollouts(): ITerraformDependable[];
    private refuseForeign;
    private get components();
    private get model();
    /** Every token that ends up in resources. */
    private tokens;
    /** Aspects that run after it is built, at what is inside of it, would add in vain. */
    private tooLate;
    /** Adds what the topology becomes; what an earlier synth added goes. */
    private build;
    /**
     * What the user declared a component to depend on, by `node.addDependency` of what it has or of constructs around
     * it, as Terraform's addresses. @param known what is made in constructs that were looked into already.
     */
    private dependenciesOf;
    /** What Terraform makes in a construct. Rollouts of topologies are known before they are built. */
    private static madeIn;
    private addResources;
    private get policy();
    /** Finds what is wrong with it, and what it becomes. */
    private check;
    /** What members copy is told once, and what all hosts have of the topology there. */
    private reportRefused;
    private declaredAt;
    /** A path that is mistyped would renew nothing, in silence. */
    private reportUnused;
    /** What is wrong with a control channel, and what the rollout would refuse of it: once for all its hosts. */
    private reportChannels;
    /** Shows every finding at the construct that it is about: errors end the synth, all at once. */
    private report;
    private refuse;
    private tellProblemsOf;
    /** Warns once, however often there is a synth. */
    private warn;
    /** The topologies of the app that were built before this one. */
    private builtBefore;
    /** A server has one configuration: topologies that share one would take it from each other. */
    private refuseServersOf;
    /** The servers of both families of a machine may be in two topologies, and cannot have one port. */
    private refuseListenersOf;
    /** Parts of names are joined by _, which they may have in themselves: two can end up the same. */
    private refuseAddressesOf;
    /** Keeps what was given by position, and says so where it is new. */
    private keep;
}

/** Settings of a whole topology. */
export interface KeaTopologyProps extends CommonTopologyProps {
    /** The release line that the hosts run; a host can differ. */
    readonly kea: KeaVersion;
}

/** The Kea release lines that configurations are rendered for. */
export declare enum KeaVersion {
    /** 2.6.3 and later 2.6 releases. */
    V2_6 = "2.6",
    /** 3.0 (long-term support). */
    V3_0 = "3.0",
    /** 3.2. */
    V3_2 = "3.2"
}

/** Where leases are kept (Kea manual, "Lease Storage"). */
export interface LeaseDatabaseProps {
    /** `memfile`, `mysql` or `postgresql`. Default: the outer layer's, else memfile. */
    readonly type?: string;
    /** memfile: the file, a path in the data directory. Other types: name of the database. */
    readonly name?: string;
    /** memfile: write leases to disk. Default: true. */
    readonly persist?: boolean;
    /** memfile: seconds between clean-ups of the file. Kea's default: 3600. */
    readonly lfcInterval?: number;
    /** Other types: where the database is. Kea's default: localhost. */
    readonly host?: string;
    /** Other types: 1 to 65535. Kea's default: the port that is usual for the type. */
    readonly port?: number;
    /** Other types: who opens the database. */
    readonly user?: string;
    /**
     * Further Kea keys, those that no property says; merged in as they are. A password here ends up in files
     * and plans.
     */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/** Lease times of a server, network or subnet; all in seconds. */
export interface LeaseTimes {
    /** Lease lifetime, s. Kea's default: 7200. */
    readonly validLifetime?: number;
    /** The least that a client which asks for a lifetime gets, s. Default: `validLifetime`. */
    readonly minValidLifetime?: number;
    /** The most that a client which asks for a lifetime gets, s. Default: `validLifetime`. */
    readonly maxValidLifetime?: number;
    /** v6: preferred lifetime, s. Kea's default: 3600. */
    readonly preferredLifetime?: number;
    /**
     * T1, s: how long until a client asks its server to renew. Default: computed with `calculateTeeTimes`; else v4 sends
     * none and clients take half of the lifetime, v6 sends 0 and they choose.
     */
    readonly renewTimer?: number;
    /** T2, s: how long until a client asks any server. Default: as of `renewTimer`; v4 clients take 7/8 of the lifetime. */
    readonly rebindTimer?: number;
    /** Compute T1 and T2 where none is given: half of the lifetime, and 7/8 (v4) or 0.8 (v6). Kea's default: v6 alone. */
    readonly calculateTeeTimes?: boolean;
    /**
     * Share of the lifetime in which a renewal is answered from the cache, less than 1; 0 turns that off.
     * Kea's default: 0.25, and 0 up to 2.6. Kea keeps 6 digits. Kea 2.6 cannot turn off by 0 what a network or the
     * server turns on: there, 0.0001 is written for 0, and for what only Terraform knows.
     */
    readonly cacheThreshold?: number;
}

/** A logger (Kea manual, "Logging"). */
export interface LoggerProps {
    /** Default: the daemon's root logger. */
    readonly name?: string;
    /** `FATAL`, `ERROR`, `WARN`, `INFO` or `DEBUG`. Default: INFO. */
    readonly severity?: string;
    /** 0 to 99, for severity DEBUG. */
    readonly debuglevel?: number;
    /** `stdout`, `stderr`, `syslog`, or a file in the log directory. Default: `["stdout"]`. */
    readonly outputs?: string[];
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

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

/** Packet threads of a server (Kea manual, "Multi-Threading Settings"). */
export interface MultiThreadingProps {
    /** Default: true. Peers talk to each other through it, so a hub needs it. */
    readonly enableMultiThreading?: boolean;
    /** Threads; 0 lets Kea choose. */
    readonly threadPoolSize?: number;
    /** Packets queued per thread. */
    readonly packetQueueSize?: number;
}

/** The hub, or the shared backup. */
export interface NamedHostProps extends HostProps {
    readonly name: string;
    /** Default: `["*"]`, every interface. */
    readonly interfaces?: string[];
}

/** Definition of a custom option (Kea manual, "Custom DHCPv4 Options"). */
export interface OptionDefinitionProps {
    readonly name: string;
    /** 1 to 254 (v4) or 1 to 65535 (v6). */
    readonly code: number;
    /** Kea's type name: `uint8`, `string`, `ipv4-address`, `record`, ... */
    readonly type: string;
    /** It holds several values of its type. Default: false. */
    readonly array?: boolean;
    /** For `type: "record"`: comma-separated types of the fields. */
    readonly recordTypes?: string;
    /** Option space that it is in. Default: the family's own space. */
    readonly space?: string;
    /** Option space of the options that it holds. Default: it holds none. */
    readonly encapsulate?: string;
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/** An option to send to clients (Kea manual, "Standard DHCPv4 Options"). Give `name` or `code`. */
export interface OptionProps {
    /** Kea's name of the option, e.g. `domain-name-servers`. */
    readonly name?: string;
    /** Code of the option, 1 to 254 (v4) or 1 to 65535 (v6). */
    readonly code?: number;
    /** Value: comma-separated text, or hexadecimal digits when `csvFormat` is false. */
    readonly data?: string;
    /** Option space. Default: the family's own space. */
    readonly space?: string;
    /** Whether `data` is comma-separated text. Default: true. */
    readonly csvFormat?: boolean;
    /** Send it even to clients that do not ask for it. Default: false. */
    readonly alwaysSend?: boolean;
    /** Never send it. Default: false. */
    readonly neverSend?: boolean;
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/** When a state machine waits for `ha-continue` (Kea manual, "Pausing the HA State Machine"). */
export declare enum Pause {
    ALWAYS = "always",
    NEVER = "never",
    ONCE = "once"
}

/** v6: a pool of prefixes to delegate. */
export interface PdPoolProps {
    /** Prefix that all delegated ones are in, without its length: `2001:db8:8000::`. */
    readonly prefix: string;
    /** Length of `prefix`, 1 to 128 bits. */
    readonly prefixLen: number;
    /** Length of each delegated prefix in bits, `prefixLen` to 128. */
    readonly delegatedLen: number;
    /** Prefix that is left out of each delegated one (RFC 6603), without its length. Default: none. */
    readonly excludedPrefix?: string;
    /** Its length in bits, more than `delegatedLen`. */
    readonly excludedPrefixLen?: number;
    /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
    readonly clientClasses?: string[];
    readonly options?: OptionProps[];
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/** A pool with settings of its own. */
export interface PoolProps {
    /** `first-last`, or a prefix. */
    readonly pool: string;
    /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
    readonly clientClasses?: string[];
    readonly options?: OptionProps[];
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/** A host reservation (Kea manual, "Host Reservations"). Give exactly one identifier. */
export interface ReservationProps {
    /** Hardware address: `aa:bb:cc:dd:ee:ff`. */
    readonly hwAddress?: string;
    /** DHCP unique identifier, in hexadecimal digits: `01:02:03:04:05:06`. */
    readonly duid?: string;
    /** v4: option 61, in hexadecimal digits (`01:aa:bb:cc:dd:ee:ff`), or text in single quotes (`'machine-1'`). */
    readonly clientId?: string;
    /** v4: the relay's circuit-id (option 82), in hexadecimal digits, or text in single quotes. */
    readonly circuitId?: string;
    /** What the flex_id hook library computes, in hexadecimal digits, or text in single quotes. */
    readonly flexId?: string;
    /** v4: the reserved address. */
    readonly ipAddress?: string;
    /** v6: the reserved addresses. */
    readonly ipAddresses?: string[];
    /** v6: the reserved prefixes. */
    readonly prefixes?: string[];
    /** Name that the client is given, and with which DNS is updated. */
    readonly hostname?: string;
    /** Classes that the client is in. */
    readonly clientClasses?: string[];
    readonly options?: OptionProps[];
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
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

/** What a member does in its relationship. */
export declare enum Role {
    PRIMARY = "primary",
    SECONDARY = "secondary",
    STANDBY = "standby",
    BACKUP = "backup"
}

/** Which packets lead to a subnet; may differ from host to host. */
export interface SelectorProps {
    /** Interface on which the clients are. Left out on members that do not listen on it, and refused where none does. */
    readonly interface?: string;
    /** Addresses of the relays that forward for this subnet. */
    readonly relay?: string[];
    /** v6: the relays' interface-id option. */
    readonly interfaceId?: string;
}

/** Settings of a server: for a whole topology, a host, or one family of either. */
export interface ServerSettings extends LeaseTimes {
    readonly options?: OptionProps[];
    readonly optionDefinitions?: OptionDefinitionProps[];
    readonly clientClasses?: ClientClassProps[];
    /** Global reservations. */
    readonly reservations?: ReservationProps[];
    /** How long an address that a client declined stays out of use, s. Kea's default: 86400. */
    readonly declineProbationPeriod?: number;
    readonly multiThreading?: MultiThreadingProps;
    readonly leaseDatabase?: LeaseDatabaseProps;
    /** Default: the daemon's root logger, INFO, to stdout. */
    readonly loggers?: LoggerProps[];
    /** HTTP(S) control sockets, beside the unix socket. Kea 2.6 has none of its own: synth refuses them there. */
    readonly httpControlSockets?: HttpControlSocketProps[];
    /** Further hook libraries. */
    readonly hooks?: HookProps[];
    readonly directories?: DirectoryProps;
    /** Further Kea keys of the `Dhcp4` or `Dhcp6` map, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/** Subnets that share one link. All belong to the same relationship. */
export interface SharedNetworkProps extends LeaseTimes, SelectorProps {
    readonly name: string;
    readonly subnets: SubnetProps[];
    readonly options?: OptionProps[];
    /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
    readonly clientClasses?: string[];
    /** Selectors of single hosts of the topology, by host name; they replace the network's own there. */
    readonly selectors?: {
        readonly [host: string]: SelectorProps;
    };
    readonly userContext?: {
        readonly [key: string]: any;
    };
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
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

/** How ssh reaches a host. What is left out, ssh takes from its own configuration. */
export interface SshChannelProps extends UnixChannelProps {
    /** Address to connect to. Default: the host's address. */
    readonly address?: string;
    readonly port?: number;
    readonly user?: string;
    /** Private key file on the machine that runs Terraform; an absolute path, which may begin with `~` or `${HOME}`. */
    readonly identityFile?: string;
    /** File of known host keys; a path of the same kind. Unknown hosts are refused. */
    readonly knownHostsFile?: string;
}

/** A pause of the state machine. */
export interface StatePauseProps {
    /** Kea's name of the state, e.g. `partner-down`. */
    readonly state: string;
    readonly pause: Pause;
}

/** A subnet. It belongs to one relationship and is the same on all its members. */
export interface SubnetProps extends LeaseTimes, SelectorProps {
    /** 1 to 4294967294. Leases refer to it: never reuse or renumber. */
    readonly id: number;
    /** Prefix, e.g. `10.1.0.0/24` or `2001:db8:1::/64`. */
    readonly subnet: string;
    /** `first-last`, or a prefix. */
    readonly pools?: string[];
    /** Pools with settings of their own. */
    readonly poolDetails?: PoolProps[];
    /** v6: pools of prefixes to delegate. */
    readonly pdPools?: PdPoolProps[];
    /** v4: the default gateways (option `routers`). */
    readonly routers?: string[];
    readonly options?: OptionProps[];
    readonly reservations?: ReservationProps[];
    /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
    readonly clientClasses?: string[];
    /** Classes that are evaluated only here. */
    readonly evaluateAdditionalClasses?: string[];
    /** v6: allow the two-message exchange. */
    readonly rapidCommit?: boolean;
    /**
     * Selectors of single hosts of the topology, by host name; they replace the subnet's own there. Those of a
     * host that is no member are of no use yet, or no more.
     */
    readonly selectors?: {
        readonly [host: string]: SelectorProps;
    };
    /** Kept by Kea as it is; `ha-server-name` is added. */
    readonly userContext?: {
        readonly [key: string]: any;
    };
    /** Further Kea keys, those that no property says; merged in as they are. */
    readonly extra?: {
        readonly [key: string]: any;
    };
}

/** Certificate files on a host. New contents under the same paths are declared with the host's `renewed`. */
export interface TlsFiles {
    /** CA certificate file or directory, path on the host. */
    readonly trustAnchor: string;
    /** Certificate in PEM, path on the host. */
    readonly certFile: string;
    /** Private key in PEM without a password, path on the host. */
    readonly keyFile: string;
}

/** Where the control sockets are on the host. */
export interface UnixChannelProps {
    /** Path of kea-dhcp4's. Default: the one that its configuration declares. */
    readonly dhcp4?: string;
    /** Path of kea-dhcp6's. Default: the one that its configuration declares. */
    readonly dhcp6?: string;
}

// cdktf-kea-ha/stacks

/** A stack that holds one {@link HubAndSpoke}, called `dhcp`. */
export declare class HubAndSpokeStack extends KeaStack {
    readonly dhcp: HubAndSpoke;
    constructor(scope: Construct, id: string, props: HubAndSpokeProps);
}

/**
 * An app that prints what is wrong with it as it is told, without the stack of the program that found it,
 * and ends with exit code 1. Anything else that goes wrong is thrown, as ever. Warnings are printed as well, to
 * stderr, unless cdktf's command line runs the app and does so. The lock file is written when all stacks are right.
 */
export declare class KeaApp extends App {
    constructor(options?: AppConfig);
    synth(): void;
    /** cdktf looks at one stack after the other, and writes each that is right before it comes to the next. */
    private tell;
    private warnings;
}

/**
 * A stack whose state lies beside cdktf.out, by a relative path, so that checkouts can move. A backend
 * that is added to it, such as `new S3Backend(stack, { ... })`, takes the place of that.
 */
export declare class KeaStack extends TerraformStack {
    /** Called by synth, when all backends that users want are there. */
    ensureBackendExists(): TerraformBackend;
}
