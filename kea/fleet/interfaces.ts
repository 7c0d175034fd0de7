import { isMap, list, UNKNOWN } from "../json";
import type { Server } from "./fleet";

/** The list of interfaces that a server listens on; undefined when it is absent or not known. */
export function interfacesOf({ root }: Server): readonly unknown[] | undefined {
  const config: unknown = root["interfaces-config"];
  if (!isMap(config)) return undefined;
  const interfaces: unknown = config.interfaces;
  return interfaces === UNKNOWN || !Array.isArray(interfaces) ? undefined : list(interfaces);
}

/** The interface of an entry: `eth0/10.0.0.1` names one address of it. */
export function interfaceName(entry: string): string {
  return entry.split("/")[0]!.trim();
}
