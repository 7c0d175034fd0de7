import { FAMILIES } from "../../family";
import type { Rule } from "../../rule";
import type { Server, SubnetView } from "../../fleet";
import { parsePrefix, type Range } from "../../ip";
import { plain } from "../ha/words";
import { judge, labelOf, subnetLabel } from "./maps";
import { relaysOf } from "./relays";

export const relayElsewhere: Rule = {
  code: "KEAHA074",
  name: "relay-in-another-subnet",
  severity: "warning",
  reason:
    "A server that lacks the relay's subnet answers by the prefix around its address: with an address of the wrong subnet.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *check(fleet) {
    const index = prefixIndex(fleet.servers);
    const has = new Map<Server, Set<string>>(
      fleet.servers.map((server) => [server, new Set(server.subnets.map(nameOf))]),
    );
    yield* judge(fleet, function* (server) {
      const { bits } = FAMILIES[server.family];
      for (const { owner, address, path, text } of relaysOf(server)) {
        if (address?.bits !== bits || owner.kind !== "subnet") continue;
        const own = nameOf({ id: owner.map.id, prefix: owner.map.subnet });
        for (const { subnet, server: other } of covering(index, server.family, address)) {
          if (nameOf(subnet) === own || has.get(other)!.has(own)) continue;
          yield {
            path,
            message: `relay ${plain(text)} of ${labelOf(owner)} is an address in ${subnetLabel(subnet.map)}, which ${other.name} has without the other.`,
            remedy:
              "Use a relay address that is in no other subnet, or make sure that it does not reach that server.",
          };
          break;
        }
      }
    });
  },
};

function nameOf({ id, prefix }: { readonly id: unknown; readonly prefix: unknown }): string {
  return `${String(id)} ${String(prefix)}`;
}

interface Entry {
  readonly range: Range;
  readonly subnet: SubnetView;
  readonly server: Server;
}
/** Subnets by family, length and first address: an address is looked up once per length. */
type PrefixIndex = Map<string, Map<bigint, Map<bigint, Entry[]>>>;

function prefixIndex(servers: readonly Server[]): PrefixIndex {
  const index: PrefixIndex = new Map();
  for (const server of servers) {
    for (const subnet of server.subnets) {
      const range = subnet.prefix === undefined ? undefined : parsePrefix(subnet.prefix);
      if (range?.bits !== FAMILIES[server.family].bits) continue;
      const size = range.last - range.first + 1n;
      const sizes = index.get(server.family) ?? new Map<bigint, Map<bigint, Entry[]>>();
      index.set(server.family, sizes);
      const starts = sizes.get(size) ?? new Map<bigint, Entry[]>();
      sizes.set(size, starts);
      const entries = starts.get(range.first);
      if (entries) entries.push({ range, subnet, server });
      else starts.set(range.first, [{ range, subnet, server }]);
    }
  }
  return index;
}

function covering(index: PrefixIndex, family: string, { first }: Range): Entry[] {
  return [...(index.get(family) ?? [])].flatMap(([size, starts]) => starts.get(first - (first % size)) ?? []);
}
