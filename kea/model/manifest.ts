import type { Family } from "./family";
import type { RelationshipLabel } from "./label";
import type { KeaVersion } from "./release-lines";
import type { RolloutPolicy } from "./rollout-policy";
import type { DirectoryProps } from "./settings";

/**
 * What synth hands to the rollout program, as JSON: the servers of one component, where their
 * declared configurations are and how to talk to them. Holds no secret, only where to find one.
 */
export interface Manifest {
  readonly format: 1;
  /** Name of the component, for progress lines and reports. */
  readonly component: string;
  readonly servers: readonly ManifestServer[];
  /** The declared relationships between them. */
  readonly relationships: readonly RelationshipLabel[];
  /** How it goes through them, where that was declared. */
  readonly policy?: RolloutPolicy;
}

/** One server: one daemon of one family on a host. */
export interface ManifestServer {
  readonly host: string;
  readonly family: Family;
  readonly kea: KeaVersion;
  /** Where in the user's code the host is declared (construct path). */
  readonly where: string;
  /** The host's own addresses: its member URLs must use one of them. */
  readonly addresses: readonly string[];
  /** Where Kea may have its files; the rest is Kea's default. */
  readonly directories: DirectoryProps;
  /** Path of the declared configuration, relative to the manifest. */
  readonly config: string;
  readonly control: Control;
  /** How the server was reached before; used as long as `control` does not lead to it. */
  readonly formerControl?: Control;
  /** Its host leaves: the declared configuration serves nobody. Default: false. */
  readonly retired?: boolean;
}

/** How the rollout program reaches a server's control socket. */
export type Control = UnixControl | SshControl | HttpControl;

/** The socket is on this machine. */
export interface UnixControl {
  readonly type: "unix";
  readonly socket: string;
}

/** The system's ssh forwards the remote unix socket; nothing is installed on the host. */
export interface SshControl {
  readonly type: "ssh";
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  /** Path of the socket on the host. */
  readonly socket: string;
  /** Private key file on the machine that runs Terraform; default: what ssh would use. */
  readonly identityFile?: string;
  /** File of known host keys; default: what ssh would use. */
  readonly knownHostsFile?: string;
}

/** Kea's own HTTP control socket (3.0 and later), or the control agent (2.6). */
export interface HttpControl {
  readonly type: "http";
  readonly url: string;
  /** Accept plain HTTP to another machine: passwords and configurations then cross the network readable. */
  readonly allowPlain?: boolean;
  /** User of basic authentication. */
  readonly user?: string;
  /** File whose first line is the password. */
  readonly passwordFile?: string;
  /** Environment variable that holds the password. */
  readonly passwordEnv?: string;
  /** Certificates that the server is checked against. Default: the list of Node.js, and NODE_EXTRA_CA_CERTS. */
  readonly caFile?: string;
  /** Client certificate, for servers that ask for one. */
  readonly certFile?: string;
  readonly keyFile?: string;
}
