/** Relationships and subnets that give nothing to anybody, as far as their configurations say. */
import { has, list, UNKNOWN } from "../json";
import { FAMILIES } from "../model/family";
import { defaultOf } from "../schema/defaults";
import { HOST_COMMANDS, RADIUS, SUBNET_COMMANDS } from "../schema/hook-libraries";
import { type RelationshipView, type Server, subnetsOf, type SubnetView } from "./fleet";
import { hooksOf, loadsOnlyKeas } from "./hooks";
import { relationshipsKnown } from "./sides";
import { foreignSubnets } from "./wrong-root";

/** Whether a relationship is known to have no subnets on any of its servers. */
export function isWithoutSubnets({ sides }: RelationshipView): boolean {
  return sides.length > 0 && sides.every((side) => subnetsOf(side).length === 0 && isClear(side.server));
}

/** Whether commands can give a relationship its subnets, on all its servers. */
export function takesSubnetCommands({ sides }: RelationshipView): boolean {
  return sides.every(({ server }) => loads(server, SUBNET_COMMANDS));
}

/** What a client gets of a subnet without a lease of it, besides options. */
const BOOT_KEYS = ["next-server", "boot-file-name", "server-hostname"];

/**
 * Whether no client gets anything from a subnet: it has no pools, options or words for booting of its own, and
 * nothing is reserved in it, nor can be.
 */
export function givesNothing(server: Server, { map, network }: SubnetView): boolean {
  const { root } = server;
  const isEmpty = (value: unknown) => value !== UNKNOWN && list(value).length === 0;
  const elsewhere = [root.reservations, root["hosts-databases"]];
  return (
    // Clients that it selects get leases of the other subnets of a network.
    network === undefined &&
    [map.pools, map["pd-pools"], map.reservations, map["option-data"], ...elsewhere].every(isEmpty) &&
    BOOT_KEYS.every((key) => [undefined, defaultOf("global", key, server)].includes(map[key])) &&
    !["hosts-database", "config-control"].some((key) => has(root, key)) &&
    loadsOnlyKeas(server) &&
    ![HOST_COMMANDS, SUBNET_COMMANDS, RADIUS].some((library) => loads(server, library))
  );
}

function loads(server: Server, library: string): boolean {
  return hooksOf(server)?.some((hook) => hook.library === library) ?? false;
}

/** Whether a server's configuration says whose its subnets are. */
function isClear(server: Server): boolean {
  const { root, family, sides, subnets } = server;
  if (!relationshipsKnown(server)) return false;
  // Subnets can come from a database, or be wrong in a way that other rules tell.
  if (root["config-control"] !== undefined || foreignSubnets(server)) return false;
  const written: unknown = root[FAMILIES[family].subnets];
  if (written !== undefined && !Array.isArray(written)) return false;
  // A subnet of nobody may be the one that is missing.
  return sides.reduce((sum, side) => sum + subnetsOf(side).length, 0) === subnets.length;
}
