import { isIPv4 } from "node:net";
import type { HttpControl } from "../../kea/model/manifest";
import { ChannelError } from "./channel";

/** Refuses urls that carry secrets, lead nowhere, or send configurations readable over a network. */
export function refuseUnsafe(host: string, control: HttpControl): void {
  const url = URL.canParse(control.url) ? new URL(control.url) : undefined;
  if (url?.username || url?.password) {
    throw new ChannelError(
      host,
      `The url of the control channel to ${url.host} has a user or a password in it.`,
      "Give the user by itself and the password in a file or an environment variable: urls are shown and stored.",
    );
  }
  // What is no url may still hold a password.
  const shown = control.url.includes("@") ? "" : ` ${JSON.stringify(control.url)}`;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new ChannelError(
      host,
      `The control channel's url${shown} is not an http or https url.`,
      "Write it like https://192.0.2.1:8000/.",
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && control.allowPlain !== true) {
    throw new ChannelError(
      host,
      `The control channel ${control.url} would send ${
        control.user === undefined ? "configurations" : "a password and configurations"
      } over the network readable to anybody.`,
      "Use https, ssh or a unix socket, or allow plain HTTP by name (allowPlain).",
    );
  }
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || (isIPv4(hostname) && hostname.startsWith("127."))
  );
}
