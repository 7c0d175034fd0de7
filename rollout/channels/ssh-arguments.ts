import type { SshControl } from "../../kea/model/manifest";

/** Words that cannot be given to ssh without changing their meaning; undefined when all are fine. */
export function unfitForSsh(control: SshControl): string | undefined {
  const words: [string, string | undefined, RegExp][] = [
    ["address", control.address, /^[^-\s"'\\@/]\S*$/],
    ["user", control.user, /^[^-\s"'\\]\S*$/],
    ["socket path", control.socket, /^\/[^\p{Cc}]+$/u],
    ["key file", control.identityFile, /^[^"\p{Cc}]+$/u],
    ["known hosts file", control.knownHostsFile, /^[^"\p{Cc}]+$/u],
  ];
  const bad = words.find(([, value, fit]) => value !== undefined && !fit.test(value));
  return bad && `The ${bad[0]} ${JSON.stringify(bad[1])}`;
}

/** What one ssh forwards. */
export interface Forwarding {
  /** Far end of the local socket: a socket's path, or `ADDRESS:PORT`, on the host. Default: the control socket. */
  readonly to?: string;
  /** A port on the host's loopback that leads back to a local socket. Only one ssh can have it. */
  readonly back?: { readonly port: number; readonly socket: string };
}

/** Arguments of the ssh that forwards `localSocket` to the host. */
export function sshArguments(
  control: SshControl,
  localSocket: string,
  { to, back }: Forwarding = {},
): string[] {
  const option = (name: string, value: string) => ["-o", `${name}=${value}`];
  const file = (path: string) => `"${escapeTokens(path)}"`;
  return [
    "-N",
    "-T",
    "-a",
    "-x",
    ...option("BatchMode", "yes"),
    ...option("StrictHostKeyChecking", "yes"),
    ...option("UpdateHostKeys", "no"),
    ...option("ExitOnForwardFailure", "yes"),
    ...option("ConnectTimeout", "10"),
    ...option("ServerAliveInterval", "5"),
    ...option("ServerAliveCountMax", "3"),
    // A shared connection of the user's would keep the forwarding after our ssh has ended.
    ...option("ControlMaster", "no"),
    ...option("ControlPath", "none"),
    ...option("ForkAfterAuthentication", "no"),
    // The user's configuration may silence the lines that tell why something failed; whether a port on
    // the host could be had is told to debuggers only.
    ...option("LogLevel", back === undefined ? "INFO" : "DEBUG1"),
    ...(control.identityFile === undefined
      ? []
      : [...option("IdentityFile", file(control.identityFile)), ...option("IdentitiesOnly", "yes")]),
    ...(control.knownHostsFile === undefined
      ? []
      : option("UserKnownHostsFile", file(control.knownHostsFile))),
    ...(control.port === undefined ? [] : ["-p", String(control.port)]),
    ...(control.user === undefined ? [] : ["-l", control.user]),
    ...(back === undefined ? [] : ["-R", `127.0.0.1:${back.port}:${forwardPath(back.socket)}`]),
    "-L",
    `${forwardPath(localSocket)}:${to ?? forwardPath(control.socket)}`,
    "--",
    control.address,
  ];
}

/** The command with which a user tries the same connection by hand. */
export function sshByHand(control: SshControl): string {
  return [
    "ssh",
    ...(control.identityFile === undefined ? [] : ["-i", control.identityFile]),
    ...(control.port === undefined ? [] : ["-p", String(control.port)]),
    control.user === undefined ? control.address : `${control.user}@${control.address}`,
  ].join(" ");
}

/** ssh expands %-tokens in file names. */
function escapeTokens(path: string): string {
  return path.replaceAll("%", "%%");
}

/** Colons separate the two ends of a forwarding. */
function forwardPath(path: string): string {
  return escapeTokens(path).replaceAll(/[\\:]/g, "\\$&");
}
