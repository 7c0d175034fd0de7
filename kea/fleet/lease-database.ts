import { map, text, UNKNOWN } from "../json";
import { isLoopback } from "../url";
import type { Server } from "./fleet";

/** Where a server keeps its leases. */
export interface LeaseStore {
  readonly isFile: boolean;
  /** The database that others may use as well, by all that names it; undefined for one of its own. */
  readonly shared: string | undefined;
}

/** Where a server keeps its leases; undefined when that is not known. */
export function leaseStore({ root }: Server): LeaseStore | undefined {
  const database: unknown = root["lease-database"];
  const { type = "memfile", host = "", name, port }: { readonly [key: string]: unknown } = map(database);
  if ([database, type, host, name, port].includes(UNKNOWN)) return undefined;
  if (type === "memfile") return { isFile: true, shared: undefined };
  // Without a host, Kea asks its own.
  const isOwn = host === "" || host === "localhost" || isLoopback(text(host) ?? "");
  return { isFile: false, shared: isOwn ? undefined : JSON.stringify([type, host, name, port]) };
}

/** Whether servers are known not to keep their leases in one place. */
export function areStoredApart(servers: readonly Server[]): boolean {
  const stores = servers.map(leaseStore);
  return !stores.includes(undefined) && !areOne(stores);
}

/** Whether servers are known to keep their leases in one place. */
export function areStoredTogether(servers: readonly Server[]): boolean {
  return areOne(servers.map(leaseStore));
}

function areOne(stores: readonly (LeaseStore | undefined)[]): boolean {
  const shared = new Set(stores.map((store) => store?.shared));
  return shared.size === 1 && !shared.has(undefined);
}
