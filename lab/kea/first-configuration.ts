/** The configuration with which a host starts: a control channel, and no DHCP service yet. */
import { FAMILIES, Family } from "../../kea/model/family";
import { controlSocket } from "../../kea/model/paths";
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
  const unix = (family: Family) => ({ "socket-type": "unix", "socket-name": controlSocket(family) });
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
        "control-sockets": { dhcp4: unix(Family.V4), dhcp6: unix(Family.V6) },
      },
    };
  }
  const family = service === FAMILIES[Family.V4].service ? Family.V4 : Family.V6;
  const socket = unix(family);
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
    [FAMILIES[family].root]: {
      ...channel,
      "interfaces-config": { interfaces: [] },
    },
  };
}
