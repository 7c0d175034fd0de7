import type { SshControl } from "../../kea/model/manifest";
import { ChannelError } from "./channel";
import { sentence } from "./sentence";
import { sshByHand } from "./ssh-arguments";
import { NOT_FOUND, type SshConnection } from "./ssh-connection";

/** What ssh says when the far end of the forwarding did not open. */
export const OPEN_FAILED = /open failed: (.*)/;

interface Explanation {
  readonly cause: string;
  readonly remedy: string;
}

type Explain = (control: SshControl, match: RegExpMatchArray, said: string) => Explanation;

/** ssh's own words and what they mean; the first that matches wins. */
const EXPLANATIONS: readonly (readonly [RegExp, Explain])[] = [
  [
    /Host key for .* has changed|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    (control, _match, said) => ({
      cause: `The host key of ${endpoint(control)} is not the one that ssh knows: the host was set up anew, or somebody sits in between.`,
      remedy: `Compare the new key's fingerprint on the host itself${quoted(said, /SHA256:\S+?(?=\.?\s)/, "ssh was offered")}, then replace the old key in ${knownHosts(control)}.`,
    }),
  ],
  [
    /Host key verification failed|host key is known for/i,
    (control) => ({
      cause: `The host key of ${endpoint(control)} is unknown: it is not in ${knownHosts(control)}.`,
      remedy: `Compare the key's fingerprint on the host itself and add it, for example by connecting once by hand: ${sshByHand(control)}.`,
    }),
  ],
  [
    /(?:(\S+)@\S+: )?Permission denied \(([^)]*)\)|Too many authentication failures/i,
    (control, match, said) => ({
      cause: `${endpoint(control)} refuses user ${match[1] ?? control.user ?? "(ssh's default)"} with ${keys(control)}.`,
      remedy: keyRemedy(control, said),
    }),
  ],
  [
    /Could not resolve hostname/i,
    (control) => ({
      cause: `The name ${control.address} does not resolve to an address.`,
      remedy: "Check the spelling of the control address and the name servers of this machine.",
    }),
  ],
  [
    /Connection refused/i,
    (control) => ({
      cause: `${endpoint(control)} refuses the connection.`,
      remedy: "Check that an ssh server runs on the host and listens on this port.",
    }),
  ],
  [
    /Timeout, server .* not responding/i,
    (control) => ({
      cause: `The ssh connection to ${endpoint(control)} was lost: the host does not answer any more.`,
      remedy: "Check that the host is up and the network between is whole, then run again.",
    }),
  ],
  [
    /connect to host .*timed out|Connection timed out|during banner exchange/i,
    (control) => ({
      cause: `${endpoint(control)} did not answer in time.`,
      remedy: "Check that the host is up and that no firewall drops the connection.",
    }),
  ],
  [
    /No route to host|Network is unreachable/i,
    (control) => ({
      cause: `There is no route to ${endpoint(control)}.`,
      remedy: "Check that the host is up and that this machine's network reaches it.",
    }),
  ],
  [
    /Could not request local forwarding|cannot listen to port|bind.*Address already in use/i,
    (control) => ({
      cause: `ssh to ${endpoint(control)} could not set up its forwardings.`,
      remedy: "Look for LocalForward or RemoteForward lines for this host in your ssh configuration.",
    }),
  ],
  [
    /administratively prohibited|forwarding (?:failed|refused|disabled)/i,
    (control) => ({
      cause: `The ssh server of ${endpoint(control)} refuses to forward unix sockets.`,
      remedy: "Set AllowStreamLocalForwarding yes in its sshd_config and check the options of the key.",
    }),
  ],
  [
    /(?:closed by|reset by) (?:remote host|peer)|Broken pipe|Connection closed/i,
    (control) => ({
      cause: `${endpoint(control)} closed the ssh connection.`,
      remedy: `Check that the host is up and look into the log of its ssh server; try by hand: ${sshByHand(control)}.`,
    }),
  ],
];

/**
 * The error for an ssh that ended, from what it said.
 *
 * @param command the command that was under way, if one was.
 */
export function sshEnded(
  host: string,
  control: SshControl,
  connection: Pick<SshConnection, "said" | "exitCode" | "gaveUp">,
  command?: string,
): ChannelError {
  const said = connection.said();
  const doubt = command === undefined ? "" : ` The command ${command} may have taken effect.`;
  if (connection.exitCode === NOT_FOUND) {
    return new ChannelError(
      host,
      "There is no ssh program on this machine.",
      "Install the OpenSSH client, or use another control channel.",
    );
  }
  if (connection.gaveUp) {
    return new ChannelError(
      host,
      `ssh to ${endpoint(control)} was not done with logging in after 30 s.`,
      `Try by hand: ${sshByHand(control)}.`,
    );
  }
  for (const [pattern, explain] of EXPLANATIONS) {
    const match = said.match(pattern);
    if (!match) continue;
    const { cause, remedy } = explain(control, match, said);
    return new ChannelError(host, cause, remedy + doubt);
  }
  const last = said.trim().split(/\r?\n/).at(-1);
  return new ChannelError(
    host,
    `ssh to ${endpoint(control)} ended with code ${connection.exitCode}${last ? `: ${sentence(last)}` : "."}`,
    `Try by hand: ${sshByHand(control)}.${doubt}`,
  );
}

/** The error for a host that was reached but whose control socket was not: sshd does not tell which of the causes. */
export function socketNotOpened(
  host: string,
  control: SshControl,
  daemon: string,
  reason: string,
): ChannelError {
  const prohibited = /prohibited/i.test(reason);
  return new ChannelError(
    host,
    `${endpoint(control)} was reached, but its ssh server did not open the control socket ${control.socket} (${reason}).`,
    prohibited
      ? "Set AllowStreamLocalForwarding yes in its sshd_config and check the options of the key."
      : `Check on the host that ${daemon} runs and made this socket, that ${whom(control)} may use it (on Debian: group _kea), and that sshd_config allows AllowStreamLocalForwarding.`,
    !prohibited,
  );
}

/** The ssh server as the user knows it. */
export function endpoint(control: SshControl): string {
  return control.port === undefined ? control.address : `${control.address} port ${control.port}`;
}

function whom(control: SshControl): string {
  return control.user === undefined ? "the user ssh logs in as" : `user ${control.user}`;
}

function knownHosts(control: SshControl): string {
  return control.knownHostsFile ?? "your known_hosts file";
}

function keys(control: SshControl): string {
  return control.identityFile === undefined
    ? "the keys that ssh found (agent, configuration, ~/.ssh)"
    : `the key ${control.identityFile}`;
}

function keyRemedy(control: SshControl, said: string): string {
  const key = control.identityFile;
  if (key !== undefined && /no such identity/i.test(said)) {
    return `There is no key file ${key} on this machine: correct the path.`;
  }
  if (key !== undefined && /are too open|bad permissions/i.test(said)) {
    return `Others may read the key file, so ssh ignores it: chmod 600 ${key}.`;
  }
  return (
    "Check the user, and that the public key is in the user's authorized_keys on the host; " +
    "a key with a passphrase must be in an ssh agent, since nobody is asked."
  );
}

function quoted(said: string, pattern: RegExp, label: string): string {
  const found = said.match(pattern)?.[0];
  return found ? ` (${label} ${found})` : "";
}
