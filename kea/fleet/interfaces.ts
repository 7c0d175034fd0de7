import { isMap, list, UNKNOWN } from "../json";
import type { Server } from "./fleet";

/** The list of interfaces that a server listens on; undefined when it is absent or not known. */
export function interfacesOf({ root }: Server): readonly unknown[] | undefined {
  const config: unknown = root["interfaces-config"];
  if (!isMap(config)) return undefined;
  const interfaces: unknown = config.interfaces;
  return interfaces === UNKNOWN || !Array.isArray(interfaces) ? undefined : list(interfaces);
}
