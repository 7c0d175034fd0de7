/** The configuration with which a host starts: a control channel, and no DHCP service yet. */
import type { KeaRelease } from "../image/recipes";

/**
 * - `unix`: the unix control socket alone.
 * - `http`: also commands over HTTP with basic auth: by the daemon itself from Kea 3 on, by kea-ctrl-agent before.
 */
export type Control = "unix" | "http";

/** How to reach a host's commands over HTTP. */
export interface HttpAccess {
  readonly user: string;
  readonly password: string;
  /** Name of the file in /etc/kea that holds the password on the host. */
  readonly passwordFile: string;
}

/** TCP port of commands over HTTP, by what listens; none of the article's HA ports. */
export const HTTP_PORTS = { dhcp4: 8100, dhcp6: 8101, "ctrl-agent": 8100 } as const;

export const hasAgent = (kea: KeaRelease) => kea.startsWith("2.");

export function firstConfiguration(
  service: keyof typeof HTTP_PORTS,
  kea: KeaRelease,
  control: Control,
  address: string,
  access?: HttpAccess,
): object {
  const unix = (family: 4 | 6) => ({
    "socket-type": "unix",
    "socket-name": `/run/kea/kea${family}-ctrl-socket`,
  });
  const authentication = access && {
    type: "basic",
    realm: "kea",
    directory: "/etc/kea",
    // Kea 2.2 knows files for passwords too.
    clients: [{ user: access.user, "password-file": access.passwordFile }],
  };
  if (service === "ctrl-agent") {
    return {
      "Control-agent": {
        "http-host": address,
        "http-port": HTTP_PORTS[service],
        authentication,
        "control-sockets": { dhcp4: unix(4), dhcp6: unix(6) },
      },
    };
  }
  const socket = unix(service === "dhcp4" ? 4 : 6);
  const http = {
    "socket-type": "http",
    "socket-address": address,
    "socket-port": HTTP_PORTS[service],
    authentication,
  };
  const channel = hasAgent(kea)
    ? { "control-socket": socket }
    : { "control-sockets": control === "http" ? [socket, http] : [socket] };
  return {
    [service === "dhcp4" ? "Dhcp4" : "Dhcp6"]: {
      ...channel,
      "interfaces-config": { interfaces: [] },
    },
  };
}
