/* eslint-disable @typescript-eslint/no-explicit-any -- JSON of any shape: whatever Kea supports stays in reach. */

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
  readonly extra?: { readonly [key: string]: any };
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
  readonly extra?: { readonly [key: string]: any };
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
  readonly extra?: { readonly [key: string]: any };
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
  readonly extra?: { readonly [key: string]: any };
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

/** Packet threads of a server (Kea manual, "Multi-Threading Settings"). */
export interface MultiThreadingProps {
  /** Default: true. Peers talk to each other through it, so a hub needs it. */
  readonly enableMultiThreading?: boolean;
  /** Threads; 0 lets Kea choose. */
  readonly threadPoolSize?: number;
  /** Packets queued per thread. */
  readonly packetQueueSize?: number;
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
  readonly extra?: { readonly [key: string]: any };
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
  readonly extra?: { readonly [key: string]: any };
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

/** Somebody who may use an HTTP control socket. New contents are declared with the host's `renewed`. */
export interface HttpClientProps {
  /** File name, in `directory`, that holds the user. */
  readonly userFile: string;
  /** File name, in `directory`, that holds the password. */
  readonly passwordFile: string;
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

/**
 * A further hook library. The HA and lease_cmds libraries are added where they are needed. A lease_cmds that is
 * listed here is used instead of the one that would be added; it, and every library listed before it, is loaded
 * before HA.
 */
export interface HookProps {
  /** File name, or full path. */
  readonly library: string;
  /** The library's own parameters, as Kea takes them. */
  readonly parameters?: { readonly [key: string]: any };
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
  readonly extra?: { readonly [key: string]: any };
}
