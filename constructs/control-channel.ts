import { FAMILIES, type Family } from "../kea/model/family";
import type { Control } from "../kea/model/manifest";
import { withoutBrackets } from "../kea/url";
import { refusedText } from "./content";
import { HTTP_CHANNEL, lookInto, SSH_CHANNEL, UNIX_CHANNEL } from "./known-properties";

/** Where the control sockets are on the host. */
export interface UnixChannelProps {
  /** Path of kea-dhcp4's. Default: the one that its configuration declares. */
  readonly dhcp4?: string;
  /** Path of kea-dhcp6's. Default: the one that its configuration declares. */
  readonly dhcp6?: string;
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

/** How the rollout reaches the control sockets of a host's servers. */
export class ControlChannel {
  /** ssh forwards the host's unix socket; nothing is installed on the host. */
  static ssh(props: SshChannelProps = {}): ControlChannel {
    const { value, problems } = lookInto("ControlChannel.ssh", SSH_CHANNEL, props);
    const { dhcp4: _4, dhcp6: _6, ...ssh } = value;
    return new ControlChannel(problems, (address, family, socket) => ({
      type: "ssh",
      ...ssh,
      address: withoutBrackets(ssh.address ?? address),
      socket: own(value, family) ?? socket,
    }));
  }

  /** The server runs on the machine that runs Terraform. */
  static unix(props: UnixChannelProps = {}): ControlChannel {
    const { value, problems } = lookInto("ControlChannel.unix", UNIX_CHANNEL, props);
    return new ControlChannel(problems, (_, family, socket) => ({
      type: "unix",
      socket: own(value, family) ?? socket,
    }));
  }

  /** HTTP(S), to Kea itself (3.0 and later) or to its control agent (2.6). */
  static http(props: HttpChannelProps): ControlChannel {
    const { value, problems } = lookInto("ControlChannel.http", HTTP_CHANNEL, props);
    const { dhcp4: _4, dhcp6: _6, ...http } = value;
    return new ControlChannel(problems, (_, family) => {
      const url = own(value, family);
      return url === undefined ? undefined : { type: "http", url, ...http };
    });
  }

  private constructor(
    /** What is wrong with what it was given. @internal */
    readonly _problems: readonly string[],
    private readonly bind: (address: string, family: Family, socket: string) => Control | undefined,
  ) {}

  /** To the server of a host, by its address and the socket that it declares. @internal */
  _bind(address: string, family: Family, socket: string): Control {
    return this.bind(address, family, socket) ?? { type: "http", url: refusedText() };
  }

  /** Whether it leads to a host's server of a family. @internal */
  _leadsTo(family: Family): boolean {
    return this.bind("", family, "") !== undefined;
  }
}

/** What props say for a family. */
function own(props: UnixChannelProps, family: Family): string | undefined {
  return FAMILIES[family].service === "dhcp4" ? props.dhcp4 : props.dhcp6;
}
