import type { SshControl } from "../../kea/model/manifest";

/** A socket on this machine that leads to a place on the host, or back. */
export type Forwarding =
  /** `to`: a socket's path, or `ADDRESS:PORT`, as the host sees it. */
  | { readonly socket: string; readonly to: string }
  /** A port on the host's loopback. Only one connection can have it. */
  | { readonly socket: string; readonly back: number };

/**
 * Arguments of the ssh that logs in and forwards.
 *
 * @param shared socket at which it takes further forwardings.
 */
export function sshArguments(control: SshControl, shared: string, forwarding: Forwarding): string[] {
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
    ...option("ControlMaster", "yes"),
    ...option("ControlPath", file(shared)),
    ...option("ControlPersist", "no"),
    ...option("ForkAfterAuthentication", "no"),
    // The user's configuration may silence the lines that tell why something failed.
    ...option("LogLevel", "INFO"),
    ...(control.identityFile === undefined
      ? []
      : [...option("IdentityFile", file(control.identityFile)), ...option("IdentitiesOnly", "yes")]),
    ...(control.knownHostsFile === undefined
      ? []
      : option("UserKnownHostsFile", file(control.knownHostsFile))),
    ...(control.port === undefined ? [] : ["-p", String(control.port)]),
    ...(control.user === undefined ? [] : ["-l", control.user]),
    ...forwardWords(forwarding),
    "--",
    control.address,
  ];
}

/** Arguments of the ssh that asks another one, at its socket, for one more forwarding. */
export function askArguments(control: SshControl, shared: string, forwarding: Forwarding): string[] {
  return ["-S", escapeTokens(shared), "-O", "forward", ...forwardWords(forwarding), "--", control.address];
}

function forwardWords(forwarding: Forwarding): string[] {
  const here = forwardPath(forwarding.socket);
  if ("back" in forwarding) return ["-R", `127.0.0.1:${forwarding.back}:${here}`];
  const { to } = forwarding;
  return ["-L", `${here}:${to.startsWith("/") ? forwardPath(to) : to}`];
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
