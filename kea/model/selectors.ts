import { parseAddress, type Range } from "../ip";
import { enumerate, meant, plain } from "../words";
import { FAMILIES } from "./family";
import type { SelectorProps } from "./subnet";
import type { Host, Relationship } from "./topology";

/** What has selectors: a subnet or a shared network. */
export type Selected = SelectorProps & {
  readonly selectors?: Readonly<Record<string, SelectorProps>>;
};

/** The selectors of one host alone. */
export function ownSelector({ selectors = {} }: Selected, host: string): SelectorProps | undefined {
  return Object.keys(selectors).includes(host) ? selectors[host] : undefined;
}

/** The interface of an entry of a host's list: `eth0/10.0.0.1` names one address of it. */
export function interfaceName(entry: string): string {
  return entry.split("/")[0]!.trim();
}

/** The address of such an entry; undefined where it has none. */
export function interfaceAddress(entry: string): Range | undefined {
  return entry.includes("/") ? parseAddress(entry.slice(entry.indexOf("/") + 1).trim()) : undefined;
}

/** Whether an interface is in a host's list by its name. */
export function isListed(name: string, interfaces: readonly string[]): boolean {
  return interfaces.some((entry) => interfaceName(entry) === name);
}

/**
 * Sentences about selectors that no member has: of a name that no host has, and an interface on which nobody
 * listens, which rendering leaves out on all. Those of a host that is no member wait for it, or outlast it.
 *
 * @param hosts those of the topology.
 * @param isOpen whether Terraform alone knows a text.
 */
export function selectorProblems(
  { members, subnets, sharedNetworks, family }: Relationship,
  hosts: readonly Host[],
  isOpen: (text: string) => boolean,
): string[] {
  const names = new Set(members.map(({ host }) => host));
  const own = hosts.filter(({ name }) => names.has(name));
  const known = new Set(hosts.map(({ name }) => name));
  const all = [
    ...sharedNetworks.flatMap((network) => [
      { label: `shared network ${plain(String(network.name))}`, declared: network as Selected },
      ...network.subnets.map(ofSubnet),
    ]),
    ...subnets.map(ofSubnet),
  ];
  return all.flatMap(({ label, declared }) =>
    [...strangers(declared, names, known), ...unheard(declared, own, isOpen, FAMILIES[family].daemon)].map(
      (problem) => `${label}: ${problem}`,
    ),
  );
}

const ofSubnet = (subnet: Selected & { readonly subnet: string }) => ({
  label: `subnet ${plain(String(subnet.subnet))}`,
  declared: subnet as Selected,
});

function strangers(
  { selectors = {} }: Selected,
  members: ReadonlySet<string>,
  known: ReadonlySet<string>,
): string[] {
  return Object.keys(selectors)
    .filter((host) => !known.has(host))
    .map((host) => {
      const guess = nearest(host, members) ?? nearest(host, known);
      const remedy = guess
        ? `Did you mean ${plain(guess)}?`
        : `The members here are ${enumerate([...members].map(plain))}.`;
      return `selectors has ${plain(host)}, which is no host of the topology. ${remedy}`;
    });
}

function unheard(
  declared: Selected,
  hosts: readonly Host[],
  isOpen: (text: string) => boolean,
  daemon: string,
): string[] {
  const { interface: on } = declared;
  if (typeof on !== "string" || isOpen(on)) return [];
  // Whoever has selectors of its own has no use for this one.
  const users = hosts.filter(({ name }) => ownSelector(declared, name) === undefined);
  const listed = new Set<string>();
  for (const { interfaces, interfacesUnknown } of users) {
    if (interfacesUnknown || !Array.isArray(interfaces)) return [];
    for (const entry of interfaces as readonly unknown[]) {
      if (typeof entry !== "string" || isOpen(entry)) return [];
      const name = interfaceName(entry);
      if (name === "*" || name === on) return [];
      listed.add(name);
    }
  }
  // Hosts that listen on nothing at all are a rule's.
  if (listed.size === 0) return [];
  const guess = nearest(on, listed);
  const there = enumerate([...listed].map(plain));
  return [
    `interface is ${plain(on)}, and no ${daemon} of the relationship listens on it, but on ${there}. ${guess ? `Did you mean ${plain(guess)}?` : "Use one of these, add it to the interfaces of a host, or leave it out."}`,
  ];
}

/** The known name that was probably meant, whatever its letters' case. */
function nearest(name: string, known: ReadonlySet<string>): string | undefined {
  return [...known].find((one) => one.toLowerCase() === name.toLowerCase()) ?? meant(name, known);
}
