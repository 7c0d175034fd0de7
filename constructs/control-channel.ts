import { FAMILIES, type Family } from "../kea/model/family";
import type { Control } from "../kea/model/manifest";
import { controlSocket } from "../kea/model/paths";
import type { DirectoryProps } from "../kea/model/settings";

/** How ssh reaches a host. What is left out, ssh takes from its own configuration. */
export interface SshChannelProps {
  /** Address to connect to. Default: the host's address. */
  readonly address?: string;
  readonly port?: number;
  readonly user?: string;
  /** Private key file on the machine that runs Terraform; an absolute path. */
  readonly identityFile?: string;
  /** File of known host keys; an absolute path. Unknown hosts are refused. */
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
export abstract class ControlChannel {
  /** ssh forwards the host's unix socket; nothing is installed on the host. */
  static ssh(props: SshChannelProps = {}): ControlChannel {
    return new SshChannel(props);
  }

  /** The server runs on the machine that runs Terraform. */
  static unix(): ControlChannel {
    return new UnixChannel();
  }

  /** HTTP(S), to Kea itself (3.0 and later) or to its control agent (2.6). */
  static http(props: HttpChannelProps): ControlChannel {
    return new HttpChannel(props);
  }

  /** @internal */
  abstract _bind(address: string, family: Family, directories?: DirectoryProps): Control;
}

class SshChannel extends ControlChannel {
  constructor(private readonly props: SshChannelProps) {
    super();
  }

  _bind(address: string, family: Family, directories?: DirectoryProps): Control {
    return {
      type: "ssh",
      ...this.props,
      address: this.props.address ?? address,
      socket: controlSocket(family, directories),
    };
  }
}

class UnixChannel extends ControlChannel {
  _bind(_address: string, family: Family, directories?: DirectoryProps): Control {
    return { type: "unix", socket: controlSocket(family, directories) };
  }
}

class HttpChannel extends ControlChannel {
  constructor(private readonly props: HttpChannelProps) {
    super();
  }

  _bind(address: string, family: Family): Control {
    const { dhcp4, dhcp6, ...rest } = this.props;
    const { service } = FAMILIES[family];
    const url = service === "dhcp4" ? dhcp4 : dhcp6;
    if (url === undefined)
      throw new Error(
        `The host at ${address} runs ${service}: its HTTP control channel needs a ${service} URL.`,
      );
    return { type: "http", url, ...rest };
  }
}
