import type { Server, SubnetView } from "../../fleet/fleet";
import { labelOf, subnetLabel } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
import { relaysOf } from "../../fleet/relays";
import { formatPrefix, parsePrefix, type Range } from "../../ip";
import type { Path } from "../../json";
import { FAMILIES } from "../../model/family";
import { oncePer } from "../../remember";
import { few, plain, word } from "../../words";
import type { Rule } from "../rule";

export const relayInAnotherSubnet: Rule = {
  code: "KEAHA074",
  name: "relay-in-another-subnet",
  severity: "warning",
  reason:
    "A server that lacks the relay's subnet answers by the prefix around its address: with an address of the wrong subnet.",
  source: "measured on Kea 3.0.3 and later, with packets of a relay in another subnet's prefix",
  *server(server, { servers }) {
    const found = new Map<string, Found>();
    const { bits } = FAMILIES[server.family];
    for (const { owner, address, path, text } of relaysOf(server)) {
      if (address?.bits !== bits || owner.kind !== "subnet") continue;
      const own = nameOf({ id: owner.map.id, prefix: owner.map.subnet });
      for (const [other, subnet] of covering(prefixIndex(servers), server.family, address)) {
        if (nameOf(subnet) === own || namesOf(other).has(own)) continue;
        // One prefix with two ids, or one id with two prefixes, is another mistake.
        if (prefixOf(subnet.prefix) === prefixOf(owner.map.subnet)) continue;
        if (subnet.id !== undefined && subnet.id === owner.map.id) continue;
        const said = `in ${subnetLabel(subnet.map)}, which ${other.name} has without the other.`;
        const key = `${owner.path.join("/")} ${said}`;
        const before = found.get(key);
        if (before) before.relays.push(plain(text));
        else found.set(key, { owner, path, said, relays: [plain(text)] });
        break;
      }
    }
    for (const { owner, path, said, relays } of found.values()) {
      // In one order, so that members that have another one say the same.
      const one = relays.length === 1;
      yield {
        path,
        message: `${one ? "relay" : "relays"} ${few([...relays].sort())} of ${labelOf(owner)} ${one ? "is an address" : "are addresses"} ${said}`,
        remedy:
          "Use a relay address that is in no other subnet, or make sure that it does not reach that server.",
      };
    }
  },
};

/** The relays of a list whose addresses are in one subnet of another server. */
interface Found {
  readonly owner: Place;
  readonly path: Path;
  readonly said: string;
  readonly relays: string[];
}

function nameOf({ id, prefix }: { readonly id: unknown; readonly prefix: unknown }): string {
  return `${word(id)} ${prefixOf(prefix)}`;
}

/** A prefix in one spelling. */
function prefixOf(prefix: unknown): string {
  const range = typeof prefix === "string" ? parsePrefix(prefix) : undefined;
  return range === undefined ? word(prefix) : formatPrefix(range);
}

const namesOf = oncePer(({ subnets }: Server): ReadonlySet<string> => new Set(subnets.map(nameOf)));

/** Per server, one subnet that covers the same addresses: more of them say no more. */
type Entries = Map<Server, SubnetView>;
/** Subnets by family, length and first address: an address is looked up once per length. */
type PrefixIndex = Map<string, Map<bigint, Map<bigint, Entries>>>;

const prefixIndex = oncePer((servers: readonly Server[]): PrefixIndex => {
  const index: PrefixIndex = new Map();
  for (const server of servers) {
    for (const subnet of server.subnets) {
      const range = subnet.prefix === undefined ? undefined : parsePrefix(subnet.prefix);
      if (range?.bits !== FAMILIES[server.family].bits) continue;
      const size = range.last - range.first + 1n;
      const sizes = index.get(server.family) ?? new Map<bigint, Map<bigint, Entries>>();
      index.set(server.family, sizes);
      const starts = sizes.get(size) ?? new Map<bigint, Entries>();
      sizes.set(size, starts);
      const entries = starts.get(range.first) ?? new Map<Server, SubnetView>();
      starts.set(range.first, entries);
      if (!entries.has(server)) entries.set(server, subnet);
    }
  }
  return index;
});

function covering(index: PrefixIndex, family: string, { first }: Range): [Server, SubnetView][] {
  return [...(index.get(family) ?? [])].flatMap(([size, starts]) => [
    ...(starts.get(first - (first % size)) ?? []),
  ]);
}
