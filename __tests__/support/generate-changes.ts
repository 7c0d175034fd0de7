/** Random topologies, and what somebody may change about them. */
import * as fc from "fast-check";
import { readFleet } from "../../kea/fleet/read";
import type { JsonMap } from "../../kea/json";
import { Family, serverName } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import { HaMode, Role } from "../../kea/model/relationship";
import type { Relationship, Topology } from "../../kea/model/topology";
import { render, renderIdle } from "../../kea/rendering/render";
import type { DeclaredServer } from "../../rollout/plan/declaration";
import type { Survey } from "../../rollout/plan/survey";

/** A topology in short. */
export interface Spec {
  readonly family: Family;
  readonly pairs: readonly PairSpec[];
  /** Lease lifetimes of hosts. */
  readonly lifetimes: Readonly<Record<string, number>>;
}

/** A relationship in short. */
export interface PairSpec {
  readonly name: string;
  readonly mode: HaMode;
  readonly primary: string;
  readonly partner: string;
  readonly backup?: string;
  readonly port: number;
  /** Ends the names of its members. */
  readonly suffix: string;
  readonly subnets: readonly SubnetSpec[];
}

/** A subnet in short. */
export interface SubnetSpec {
  readonly id: number;
  readonly net: number;
  /** Last address of its pool; 0 for none. */
  readonly pool: number;
  readonly shared: boolean;
}

/** Something that somebody changes. */
export interface Change {
  readonly what: string;
  readonly to: Spec;
}

const hosts = (spec: Spec) => [
  ...new Set(spec.pairs.flatMap((p) => [p.primary, p.partner, ...(p.backup ? [p.backup] : [])])),
];
const addressOf = (family: Family, host: string) => {
  const n = 1 + Number(/\d+$/.exec(host)?.[0] ?? 0);
  return family === Family.V4 ? `10.200.${n >> 8}.${n & 255}` : `2001:db8:ffff::${n}`;
};

function relationship(family: Family, pair: PairSpec): Relationship {
  const at = (host: string) =>
    family === Family.V4
      ? `http://${addressOf(family, host)}:${pair.port}/`
      : `http://[${addressOf(family, host)}]:${pair.port}/`;
  const member = (host: string, role: Role) => ({
    host,
    name: `${pair.name}-${host}${pair.suffix}`,
    role,
    url: at(host),
  });
  const second = {
    [HaMode.HOT_STANDBY]: Role.STANDBY,
    [HaMode.LOAD_BALANCING]: Role.SECONDARY,
    [HaMode.PASSIVE_BACKUP]: Role.BACKUP,
  }[pair.mode];
  const pools = ({ net, pool }: SubnetSpec) => {
    if (pool === 0) return [];
    return family === Family.V4
      ? [`10.${net}.0.10-10.${net}.0.${pool}`]
      : [`2001:db8:${net}::10-2001:db8:${net}::${pool}`];
  };
  const subnet = (spec: SubnetSpec) => ({
    id: spec.id,
    subnet: family === Family.V4 ? `10.${spec.net}.0.0/24` : `2001:db8:${spec.net}::/64`,
    pools: pools(spec),
  });
  const shared = pair.subnets.filter((s) => s.shared);
  return {
    name: pair.name,
    where: pair.name,
    family,
    mode: pair.mode,
    members: [
      member(pair.primary, Role.PRIMARY),
      member(pair.partner, second),
      ...(pair.backup ? [member(pair.backup, Role.BACKUP)] : []),
    ],
    settings: {},
    subnets: pair.subnets.filter((s) => !s.shared).map(subnet),
    sharedNetworks: shared.length > 0 ? [{ name: `${pair.name}-net`, subnets: shared.map(subnet) }] : [],
  };
}

function topologyOf(spec: Spec): Topology {
  return {
    name: "topology",
    hosts: hosts(spec).map((name) => hostOf(spec, name)),
    relationships: spec.pairs.map((pair) => relationship(spec.family, pair)),
  };
}

function hostOf({ family, lifetimes }: Spec, name: string): Topology["hosts"][number] {
  const settings = { validLifetime: lifetimes[name] ?? 3600 };
  const control = { type: "unix" as const, socket: "/run/kea/socket" };
  return {
    name,
    where: name,
    kea: KeaVersion.V3_0,
    addresses: [addressOf(family, name)],
    interfaces: ["eth0"],
    settings: { [Family.V4]: settings, [Family.V6]: settings },
    control: { [Family.V4]: control, [Family.V6]: control },
  };
}

/** The configuration of every host; one that is in no relationship serves nobody. */
function configurationsOf(spec: Spec, all: readonly string[]): Map<string, JsonMap> {
  const rendered = new Map(render(topologyOf(spec)).map(({ host, config }) => [host.name, config]));
  return new Map(
    all.map((name) => [name, rendered.get(name) ?? renderIdle(hostOf(spec, name), spec.family)]),
  );
}

/** What `status-get` says on a healthy host. */
function statusOf(spec: Spec, host: string): JsonMap {
  const entries = spec.pairs.flatMap((pair) => {
    const isPartner = pair.partner === host;
    if (pair.primary !== host && !isPartner && pair.backup !== host) return [];
    const backup = pair.backup === host || (isPartner && pair.mode === HaMode.PASSIVE_BACKUP);
    const self = `${pair.name}-${host}${pair.suffix}`;
    const scopes = backup || (isPartner && pair.mode === HaMode.HOT_STANDBY) ? [] : [self];
    const local = { "server-name": self, state: backup ? "backup" : pair.mode, scopes };
    return [{ "ha-servers": { local } }];
  });
  return entries.length > 0 ? { "high-availability": entries } : {};
}

/** Servers that run one topology, and are declared as another. */
export function situation(from: Spec, to: Spec) {
  const all = [...new Set([...hosts(from), ...hosts(to)])];
  const [running, declared] = [configurationsOf(from, all), configurationsOf(to, all)];
  const servers = all.map((host): DeclaredServer => ({
    name: serverName(host, from.family),
    host,
    family: from.family,
    kea: KeaVersion.V3_0,
    where: host,
    addresses: [addressOf(from.family, host)],
    directories: {},
    config: "",
    control: { type: "unix", socket: "" },
    declared: declared.get(host)!,
  }));
  const surveys = new Map(
    servers.map(({ name, host }): [string, Survey] => {
      const status = statusOf(from, host);
      return [
        name,
        {
          version: "3.0.4",
          running: running.get(host)!,
          status,
          commands: status["high-availability"] ? ["ha-heartbeat"] : [],
          configured: undefined,
        },
      ];
    }),
  );
  const labels = to.pairs.map((pair) => ({
    name: pair.name,
    where: pair.name,
    family: to.family,
    members: relationship(to.family, pair).members.map(({ host, name }) => ({ host, name })),
  }));
  const fleet = readFleet(
    servers.map((server) => ({ ...server, config: server.declared })),
    labels,
  );
  return { servers, surveys, fleet };
}

// ------------------------------------------------------------------------------------ generation

/** A hub with spokes, each with one subnet. */
export function hub(spokes: number, family = Family.V4): Spec {
  return {
    family,
    lifetimes: {},
    pairs: Array.from({ length: spokes }, (_, index) => ({
      name: `r${index}`,
      mode: HaMode.HOT_STANDBY,
      primary: `h${index + 1}`,
      partner: "h0",
      backup: "h200",
      port: 8000 + index,
      suffix: "",
      subnets: [{ id: index + 1, net: index + 1, pool: 99, shared: false }],
    })),
  };
}

/** A hub and its one spoke, without a backup. */
export const PAIR: Spec = { ...hub(1), pairs: hub(1).pairs.map((pair) => ({ ...pair, backup: undefined })) };

/** Topologies of every shape. */
export const specs: fc.Arbitrary<Spec> = fc
  .record({
    family: fc.constantFrom(...Object.values(Family)),
    shape: fc.constantFrom("pair", "hub", "chain", "ring"),
    mode: fc.constantFrom(...Object.values(HaMode)),
    size: fc.integer({ min: 2, max: 4 }),
    backup: fc.boolean(),
    subnets: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 4, maxLength: 4 }),
    shared: fc.boolean(),
  })
  .map(({ family, shape, mode, size, backup, subnets, shared }) => {
    const count = shape === "pair" ? 1 : shape === "ring" ? Math.max(3, size) : size;
    const ends = (index: number): [string, string] =>
      shape === "hub" || shape === "pair"
        ? [`h${index + 1}`, "h0"]
        : [`h${index}`, `h${shape === "ring" ? (index + 1) % count : index + 1}`];
    return {
      family,
      lifetimes: {},
      pairs: Array.from({ length: count }, (_, index): PairSpec => {
        const [primary, partner] = ends(index);
        const first = 1 + index * 4;
        return {
          name: `r${index}`,
          mode: shape === "pair" ? mode : HaMode.HOT_STANDBY,
          primary,
          partner,
          backup: backup ? "h99" : undefined,
          port: 8000 + index,
          suffix: "",
          subnets: Array.from({ length: subnets[index % 4]! }, (__, n) => ({
            id: first + n,
            net: first + n,
            pool: 99,
            shared: shared && index % 2 === 0,
          })),
        };
      }),
    };
  });

const with_ = (spec: Spec, index: number, change: (pair: PairSpec) => PairSpec): Spec => ({
  ...spec,
  pairs: spec.pairs.map((pair, at) => (at === index ? change(pair) : pair)),
});

/** What somebody may change, by name; undefined where it does not apply. */
const CHANGES: Readonly<Record<string, (spec: Spec, pick: number) => Spec | undefined>> = {
  "a lifetime everywhere": (spec) => ({
    ...spec,
    lifetimes: Object.fromEntries(hosts(spec).map((host) => [host, 3700])),
  }),
  "a lifetime on one host": (spec, pick) => ({
    ...spec,
    lifetimes: { [hosts(spec)[pick % hosts(spec).length]!]: 3800 },
  }),
  "a pool": (spec, pick) =>
    with_(spec, pick, (pair) => ({ ...pair, subnets: pair.subnets.map((s) => ({ ...s, pool: 98 })) })),
  "subnets added everywhere": (spec) => ({
    ...spec,
    pairs: spec.pairs.map((pair, index) => ({
      ...pair,
      subnets: [
        ...pair.subnets,
        { id: 60 + index, net: 60 + index, pool: 99, shared: pair.subnets[0]!.shared },
      ],
    })),
  }),
  "a subnet added": (spec, pick) =>
    with_(spec, pick, (pair) => ({
      ...pair,
      subnets: [...pair.subnets, { id: 50, net: 50, pool: 99, shared: pair.subnets[0]!.shared }],
    })),
  "a subnet removed": (spec, pick) =>
    spec.pairs[pick]!.subnets.length < 2
      ? undefined
      : with_(spec, pick, (pair) => ({ ...pair, subnets: pair.subnets.slice(1) })),
  "a subnet replaced": (spec, pick) =>
    with_(spec, pick, (pair) => ({
      ...pair,
      subnets: [{ ...pair.subnets[0]!, id: 51, net: 51 }, ...pair.subnets.slice(1)],
    })),
  "subnets removed everywhere": (spec) =>
    spec.pairs.some((pair) => pair.subnets.length < 2)
      ? undefined
      : { ...spec, pairs: spec.pairs.map((pair) => ({ ...pair, subnets: pair.subnets.slice(1) })) },
  "a subnet moved": (spec, pick) => {
    const [from, to] = [spec.pairs[pick]!, spec.pairs[(pick + 1) % spec.pairs.length]!];
    if (from === to || from.subnets.length < 2) return undefined;
    const moved = { ...from.subnets[0]!, shared: false };
    return {
      ...spec,
      pairs: spec.pairs.map((pair) =>
        pair === from
          ? { ...pair, subnets: pair.subnets.slice(1) }
          : pair === to
            ? { ...pair, subnets: [...pair.subnets, moved] }
            : pair,
      ),
    };
  },
  "another id": (spec, pick) =>
    with_(spec, pick, (pair) => ({
      ...pair,
      subnets: [{ ...pair.subnets[0]!, id: 52 }, ...pair.subnets.slice(1)],
    })),
  "another prefix": (spec, pick) =>
    with_(spec, pick, (pair) => ({
      ...pair,
      subnets: [{ ...pair.subnets[0]!, net: 53 }, ...pair.subnets.slice(1)],
    })),
  "members renamed": (spec, pick) => with_(spec, pick, (pair) => ({ ...pair, suffix: "x" })),
  "another port": (spec, pick) => with_(spec, pick, (pair) => ({ ...pair, port: 8100 })),
  "roles swapped": (spec, pick) =>
    spec.pairs[pick]!.mode === HaMode.PASSIVE_BACKUP
      ? undefined
      : with_(spec, pick, (pair) => ({ ...pair, primary: pair.partner, partner: pair.primary })),
  "another mode": (spec, pick) =>
    spec.pairs.length > 1
      ? undefined
      : with_(spec, pick, (pair) => ({
          ...pair,
          mode: pair.mode === HaMode.HOT_STANDBY ? HaMode.LOAD_BALANCING : HaMode.HOT_STANDBY,
        })),
  "a backup": (spec, pick) =>
    with_(spec, pick, (pair) => ({ ...pair, backup: pair.backup ? undefined : "h98" })),
  "a site added": (spec) =>
    spec.pairs[0]!.mode !== HaMode.HOT_STANDBY
      ? undefined
      : {
          ...spec,
          pairs: [
            ...spec.pairs,
            {
              ...spec.pairs[0]!,
              name: "new",
              primary: "h90",
              partner: spec.pairs[0]!.partner,
              port: 8200,
              subnets: [{ id: 70, net: 70, pool: 99, shared: false }],
            },
          ],
        },
  "a site removed": (spec, pick) =>
    spec.pairs.length < 2 ? undefined : { ...spec, pairs: spec.pairs.filter((_, index) => index !== pick) },
  "another partner": (spec, pick) => with_(spec, pick, (pair) => ({ ...pair, partner: "h91" })),
  "another primary": (spec, pick) => with_(spec, pick, (pair) => ({ ...pair, primary: "h92" })),
};

/** Hubs of many spokes; their subnets are none that changes bring. */
export const hubs: fc.Arbitrary<Spec> = fc.integer({ min: 10, max: 95 }).map((spokes) => {
  const spec = hub(spokes);
  const apart = (one: SubnetSpec) => ({ ...one, id: one.id + 155, net: one.net + 155 });
  return { ...spec, pairs: spec.pairs.map((pair) => ({ ...pair, subnets: pair.subnets.map(apart) })) };
});

interface Changed {
  readonly from: Spec;
  readonly to: Spec;
  readonly what: string;
}

/** A topology, and one or two changes of it. */
export const changesOf = (from: fc.Arbitrary<Spec>): fc.Arbitrary<Changed> =>
  fc
    .record({
      from,
      whats: fc.uniqueArray(fc.constantFrom(...Object.keys(CHANGES)), { minLength: 1, maxLength: 2 }),
      pick: fc.nat({ max: 11 }),
    })
    .map(({ from, whats, pick }) => {
      let to = from;
      const done: string[] = [];
      for (const what of whats) {
        const next = CHANGES[what]!(to, pick % to.pairs.length);
        if (!next) continue;
        to = next;
        done.push(what);
      }
      return { from, to, what: done.join(" and ") || "nothing" };
    });

export const changes = changesOf(specs);
