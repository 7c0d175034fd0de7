import type { JsonMap } from "../json";

/**
 * Keys without which Kea's parser refuses a map; of several in one entry, one is enough. What Kea's HA hook does
 * not work without says its own table ("needed:"), with what to write.
 */
const NEEDED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  subnet: [["id"], ["subnet"]],
  "shared-network": [["name"]],
  pool: [["pool"]],
  "pd-pool": [["prefix"], ["prefix-len"], ["delegated-len"]],
  relay: [["ip-addresses"]],
  "option-data": [["name", "code"]],
  "option-def": [["name"], ["code"], ["type"]],
  "client-class": [["name"]],
  reservation: [["hw-address", "duid", "client-id", "circuit-id", "flex-id"]],
  hook: [["library"]],
  "lease-database": [["type"]],
  "hosts-database": [["type"]],
  "config-database": [["type"]],
  "control-socket": [["socket-type"]],
  authentication: [["type"]],
  // A password-file may hold the user as well.
  client: [["user", "user-file", "password-file"]],
  "http-header": [["name"], ["value"]],
  logger: [["name"], ["severity"]],
  output: [["output"]],
  "multi-threading": [["enable-multi-threading"]],
  "server-id": [["type"]],
  "dhcp-ddns": [["enable-updates"]],
};

/** The keys that a map of a kind cannot do without. */
export function neededIn(kind: string, map: JsonMap): readonly (readonly string[])[] {
  const needed = NEEDED[kind] ?? [];
  return kind === "control-socket" && map["socket-type"] === "unix" ? [...needed, ["socket-name"]] : needed;
}
