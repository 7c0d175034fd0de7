import { hasCopyFor } from "../../fleet/copied-relationships";
import { type Server, subnetsOf, type SubnetView } from "../../fleet/fleet";
import { absentHome, intruders } from "../../fleet/subnet-homes";
import { subnetLabel } from "../../fleet/labels";
import { namesOfPartners } from "../../fleet/partner-names";
import { misplaced } from "../../fleet/unlisted-servers";
import { text } from "../../json";
import { plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const untaggedSubnet: Rule = {
  code: "KEAHA034",
  name: "untagged-subnet",
  severity: "error",
  reason:
    "Where some subnets belong to a relationship by ha-server-name, Kea drops or does not sync the others.",
  source:
    "Kea manual, Hub and Spoke Configuration; the drop measured on Kea 3.0.4, the sync read in LeaseSyncFilter",
  *tag(subnet, server, byName, fleet) {
    const { haServerTag: tag, haServerName, map, path } = subnet;
    const { host, sides } = server;
    // Of several relationships, a wrong name is told as that.
    if (sides.length > 1 && tag !== undefined) return;
    // What is in two relationships is told as that, and that a server belongs to another one.
    if (intruders(fleet).has(subnet) || (sides.length === 1 && misplaced(fleet).has(sides[0]!))) return;
    // So are names that only a partner lists, and a copy in the place of a relationship.
    if (haServerName !== undefined && namesOfPartners(fleet, server).has(haServerName)) return;
    const absent = sides.length === 1 ? absentHome(fleet, server, subnet) : undefined;
    if (haServerName && hasCopyFor(fleet, server, absent)) return;
    if (absent) {
      yield {
        path: [...path, "user-context", "ha-server-name"],
        message: `ha-server-name of ${subnetLabel(map)} is ${plain(haServerName!)}, a member of relationship ${absent.name}, which ${host} does not have: both serve it.`,
        remedy: "Add that relationship, or take the subnet off.",
      };
      return;
    }
    const network = tag === undefined ? bareNetwork(subnet, server) : undefined;
    if (network && network[0] !== subnet) return;
    const [what, it] = network
      ? [`shared network ${plain(text(subnet.network!.map.name) ?? "without name")}`, "it"]
      : [subnetLabel(map), "that subnet"];
    const problem = (message: string): Problem => ({
      path: [...(network ? subnet.network!.path : path), "user-context", "ha-server-name"],
      message: `${what} ${message}`,
      remedy: network
        ? "Put ha-server-name, with the name of a member, into its user-context; or take it off, if it is in another server's relationship."
        : "Put ha-server-name, with the name of a member, into its user-context or its shared network's; or take it off, if it is in another server's relationship.",
    });
    if (sides.length > 1) {
      yield problem(
        `has no ha-server-name, and ${host} is in ${sides.length} relationships: it drops every packet for ${it}.`,
      );
      return;
    }
    // With one relationship and no subnet tagged, all leases are synced.
    if (sides[0]!.map["sync-leases"] === false) return;
    const foreign = haServerName === undefined || !byName.has(haServerName);
    const others = subnetsOf(sides[0]!).some(
      (other) => other.haServerName !== undefined && byName.has(other.haServerName),
    );
    if (foreign && others)
      yield problem(
        `has no member in ha-server-name, and other subnets of ${host} have one: its leases are left out when ${host} syncs.`,
      );
  },
};

/** The subnets of a subnet's shared network, where it has several and none has a name: one name mends them. */
function bareNetwork({ network }: SubnetView, { subnets }: Server): SubnetView[] | undefined {
  if (network === undefined) return undefined;
  const all = subnets.filter((one) => one.network?.map === network.map);
  return all.length > 1 && all.every(({ haServerTag }) => haServerTag === undefined) ? all : undefined;
}
