import { type JsonMap, map, text } from "../json";
import { FAMILIES } from "../model/family";
import { socketFile } from "../model/paths";
import { KeaVersion } from "../model/release-lines";
import { oncePer } from "../remember";
import { lacksUnixSocket, socketsOf, unixPath } from "./control-sockets";
import type { Server } from "./fleet";
import type { Place } from "./places";

/** The keys of the control agent that an HTTP control socket has by other names. */
const AS_SOCKET = { "http-host": "socket-address", "http-port": "socket-port" } as const;

/**
 * The control agent of a server's host, in the words of an HTTP control socket; undefined: not known, or a
 * release line without one. Kea manual, "The Kea Control Agent"; gone since 3.2.
 */
export const agentOf = oncePer(({ agent, kea }: Server): Place | undefined => {
  if (agent === undefined || kea === KeaVersion.V3_2) return undefined;
  const tls = ![undefined, ""].includes(text(agent["trust-anchor"]));
  const renamed = Object.entries(agent).map(([key, value]) => [
    AS_SOCKET[key as keyof typeof AS_SOCKET] ?? key,
    value,
  ]);
  const as: JsonMap = { ...Object.fromEntries(renamed), "socket-type": tls ? "https" : "http" };
  return { kind: "control-agent", map: as, path: ["Control-agent"], above: undefined };
});

/** Why the control agent does not pass on what comes for a server; undefined: it does, or that is not known. */
export function notForwarded(server: Server): string | undefined {
  const { service, daemon } = FAMILIES[server.family];
  const socket = map(map(server.agent?.["control-sockets"])[service]);
  const name = text(socket["socket-name"]);
  if (name === undefined) return `has no control socket of ${daemon} to pass it to`;
  const paths = socketsOf(server).flatMap((place) => unixPath(place) ?? []);
  const known =
    lacksUnixSocket(server) || (paths.length > 0 && paths.length === socketsOf(server).filter(isUnix).length);
  const path = socketFile(name);
  if (!known || paths.some((one) => real(one) === real(path))) return undefined;
  return `passes it to ${path}, which is no control socket of ${daemon}`;
}

function isUnix({ map: socket }: Place): boolean {
  return socket["socket-type"] === "unix";
}

/** `/var/run` is a link to `/run`. */
function real(path: string): string {
  return path.replace(/^\/var\/run\//, "/run/");
}
