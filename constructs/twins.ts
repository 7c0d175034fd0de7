import type { Family } from "../kea/model/family";
import type { Control } from "../kea/model/manifest";
import { placeOf, showPlace } from "../kea/model/server-places";
import type { Topology } from "../kea/model/topology";
import type { Finding } from "../kea/rules/findings";
import { few } from "../kea/words";
import { hasToken } from "./content";
import type { HostChannel, KeaHost } from "./kea-host";

/** How a server of a host is reached. */
export interface Reached {
  readonly host: KeaHost;
  readonly family: Family;
  readonly control: Control;
  /** Where that leads to, in one spelling. */
  readonly target: string;
  /** Whether the topology's channel alone says so, and leads to one place for all hosts. */
  readonly isOfTopology: boolean;
}

export function reached(host: KeaHost, family: Family): Reached {
  const control = host._model.control[family];
  const target = placeOf(control, family);
  const [{ channel, isOwn }] = host._channels as [HostChannel];
  const socket = "socket" in control ? control.socket : "";
  const isOfTopology = !isOwn && placeOf(channel._bind("", family, socket), family) === target;
  return { host, family, control, target, isOfTopology };
}

/** The place in a message; nothing where only Terraform knows it. */
export function placeIn({ control, family }: Reached): string {
  return hasToken(control) ? "" : ` (${showPlace(control, family)})`;
}

/** Hosts of a topology that are one server: they would take its configuration from each other. */
export interface Twins {
  /** Sentences, and the host that each is about; none: the topology. */
  readonly problems: readonly { readonly host?: KeaHost; readonly problem: string }[];
  /** Whether two hosts, by their names, are one server. */
  readonly are: (a: string, b: string) => boolean;
}

export function twinsAmong(topology: string, controls: readonly Reached[]): Twins {
  const first = new Map<string, Reached>();
  const firstOf = new Map<string, string>();
  const twins = new Map<KeaHost, { readonly one: Reached; readonly other: Reached }>();
  const together = new Map<string, Set<KeaHost>>();
  for (const one of controls) {
    const other = first.get(one.target);
    if (other === undefined) first.set(one.target, one);
    if (other === undefined || other.host === one.host) continue;
    firstOf.set(one.host.hostName, firstOf.get(other.host.hostName) ?? other.host.hostName);
    if (one.isOfTopology && other.isOfTopology)
      together.set(one.target, (together.get(one.target) ?? new Set([other.host])).add(one.host));
    else if (!twins.has(one.host)) twins.set(one.host, { one, other });
  }
  const [target, hosts] = [...together][0] ?? [];
  const firstTwin = (host: string) => firstOf.get(host) ?? host;
  return {
    problems: [
      ...(target === undefined ? [] : [{ problem: oneForAll(topology, first.get(target)!, hosts!) }]),
      ...[...twins].map(([host, { one, other }]) => ({
        host,
        problem: `host ${host.hostName} is reached where host ${other.host.hostName} is${placeIn(one)}: they are one server, and each would undo what the other sets. Declare one host for both, which may be in any number of relationships, or correct the address or the control channel of one of the two.`,
      })),
    ],
    are: (a, b) => a !== b && firstTwin(a) === firstTwin(b),
  };
}

/** What is wrong with a channel of the topology that leads to one place, whatever the host. */
function oneForAll(topology: string, reached: Reached, hosts: ReadonlySet<KeaHost>): string {
  const names = few([...hosts].map(({ hostName }) => hostName));
  const jump =
    reached.control.type === "ssh" ? " A jump host goes into ssh's own configuration (ProxyJump)." : "";
  return `topology ${topology}: control leads to one place for hosts ${names}${placeIn(reached)}: they would be one server, and each would undo what the other sets. Give each host a control of its own.${jump}`;
}

/** Whether a finding is that a member's URL is another's because their hosts are one server. */
export function isOfTwins({ relationship, path = [] }: Finding, topology: Topology, twins: Twins): boolean {
  const own = topology.relationships.find(({ name }) => name === relationship);
  const member = own?.members[Number(path.at(-2))];
  if (member === undefined) return false;
  return topology.relationships.some(
    (other) =>
      other !== own &&
      other.members.some(({ host, url }) => url === member.url && twins.are(host, member.host)),
  );
}
