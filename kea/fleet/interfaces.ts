import { isMap, list, map, text, UNKNOWN } from "../json";
import { Family } from "../model/family";
import { interfaceName } from "../model/selectors";
import { defaultOf } from "../schema/defaults";
import type { Server } from "./fleet";

/** The list of interfaces that a server listens on; undefined when it is absent or not known. */
export function interfacesOf({ root }: Server): readonly unknown[] | undefined {
  const config: unknown = root["interfaces-config"];
  if (!isMap(config)) return undefined;
  const interfaces: unknown = config.interfaces;
  return interfaces === UNKNOWN || !Array.isArray(interfaces) ? undefined : list(interfaces);
}

/** The names of the interfaces that a server listens on, in the order of its list; undefined when they may be any. */
export function namesListened(server: Server): readonly string[] | undefined {
  const names = interfacesOf(server)?.map((entry) => (typeof entry === "string" ? interfaceName(entry) : ""));
  // No interface at all, and one without a name, are errors of their own.
  return names === undefined || names.length === 0 || names.includes("*") || names.includes("")
    ? undefined
    : names;
}

/** The kind of a server's sockets for clients, which DHCPv6 does not choose; undefined when that is not known. */
export function socketType(server: Server): string | undefined {
  const config: unknown = server.root["interfaces-config"];
  if (server.family === Family.V6 || config === UNKNOWN) return undefined;
  const key = "dhcp-socket-type";
  const type: unknown = map(config)[key];
  return text(type === undefined ? defaultOf("interfaces-config", key, server) : type);
}
