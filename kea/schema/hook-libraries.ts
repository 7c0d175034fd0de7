/** The hook libraries of ISC for the two DHCP servers, of all release lines. Kea manual, Hook Libraries. */
export const HOOK_LIBRARIES: readonly string[] = [
  ...["bootp", "cb_cmds", "class_cmds", "ddns_tuning", "flex_id", "flex_option", "ha"],
  ...["host_cache", "host_cmds", "lease_cmds", "lease_query", "legal_log", "limits", "mysql", "mysql_cb"],
  ...[
    "perfmon",
    "pgsql",
    "pgsql_cb",
    "ping_check",
    "radius",
    "rbac",
    "run_script",
    "stat_cmds",
    "subnet_cmds",
  ],
  ...["user_chk"],
].map((name) => `libdhcp_${name}.so`);

export const HA_LIBRARY = "libdhcp_ha.so";
/** Answers a partner that syncs. */
export const LEASE_COMMANDS = "libdhcp_lease_cmds.so";

/** Libraries that add subnets, pools and reservations to those of the configuration. */
export const SUBNET_COMMANDS = "libdhcp_subnet_cmds.so";
export const HOST_COMMANDS = "libdhcp_host_cmds.so";
export const RADIUS = "libdhcp_radius.so";

/** The file name of a library, without directories and the blanks that Kea takes away; undefined where it is no text. */
export function libraryName(library: unknown): string | undefined {
  if (typeof library !== "string") return undefined;
  let [start, end] = [0, library.length];
  while (start < end && isBlank(library[start])) start++;
  while (start < end && isBlank(library[end - 1])) end--;
  return library.slice(Math.max(start, library.lastIndexOf("/", end - 1) + 1), end);
}

const isBlank = (sign: string | undefined) => sign === " " || sign === "\t" || sign === "\n";
