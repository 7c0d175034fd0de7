import { map, text, UNKNOWN } from "../json";
import { leaseFile } from "../model/paths";
import type { DirectoryProps } from "../model/settings";
import { DATABASE_PORTS } from "../schema/databases";
import { isLoopback } from "../url";
import type { Server } from "./fleet";

/** Where a server keeps its leases. */
export interface LeaseStore {
  readonly isFile: boolean;
  /** Which one it is, as its own host names it; undefined for memory alone. */
  readonly name: string | undefined;
  /** The database that others may use as well, by all that names it; undefined for one of its own. */
  readonly shared: string | undefined;
}

/** Where a server keeps its leases; undefined when that is not known. */
export function leaseStore(
  { root, family }: Pick<Server, "root" | "family">,
  directories?: DirectoryProps,
): LeaseStore | undefined {
  const database: unknown = root["lease-database"];
  const said: { readonly [key: string]: unknown } = map(database);
  const { type = "memfile", host = "", name, persist } = said;
  const port = said.port === 0 ? undefined : said.port;
  if ([database, type, host, name, port].includes(UNKNOWN)) return undefined;
  if (type === "memfile") {
    const file = `memfile ${leaseFile(family, directories, text(name))}`;
    return { isFile: true, name: persist === false ? undefined : file, shared: undefined };
  }
  // Without a host, Kea asks its own; a path is that of a socket there.
  const at = text(host) ?? "";
  const isOwn = at === "" || at === "localhost" || at.startsWith("/") || isLoopback(at);
  const kind = text(type) ?? "";
  const usual = DATABASE_PORTS[kind];
  const other = typeof port === "number" && port !== usual ? ` port ${port}` : "";
  return {
    isFile: false,
    name: `${kind} ${text(name) ?? ""}${isOwn ? "" : ` at ${at}`}${other}`,
    shared: isOwn ? undefined : JSON.stringify([type, host, name, port ?? usual]),
  };
}

/** Whether servers are known not to keep their leases in one place. */
export function areStoredApart(servers: readonly Server[]): boolean {
  const stores = servers.map((server) => leaseStore(server));
  return !stores.includes(undefined) && !areOne(stores);
}

/** Whether servers are known to keep their leases in one place. */
export function areStoredTogether(servers: readonly Server[]): boolean {
  return areOne(servers.map((server) => leaseStore(server)));
}

function areOne(stores: readonly (LeaseStore | undefined)[]): boolean {
  const shared = new Set(stores.map((store) => store?.shared));
  return shared.size === 1 && !shared.has(undefined);
}
