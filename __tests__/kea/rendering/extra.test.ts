import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import type { HaSettings } from "../../../kea/model/relationship";
import type { ServerSettings } from "../../../kea/model/settings";
import type { SharedNetworkProps, SubnetProps } from "../../../kea/model/subnet";
import { render } from "../../../kea/rendering/render";
import { soundTopology } from "../rules/sound";

interface Declared {
  readonly kea?: KeaVersion;
  readonly settings?: ServerSettings;
  readonly ha?: HaSettings;
  readonly subnet?: Partial<SubnetProps>;
  readonly networks?: SharedNetworkProps[];
}

const SUBNET: SubnetProps = {
  ...{ id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"], routers: ["10.1.0.1"] },
  userContext: { site: "north" },
};

/** A pair's first server as it is rendered, and what could not be. */
function rendered({ kea = KeaVersion.V3_0, settings = {}, ha = {}, subnet, networks = [] }: Declared) {
  const sound = soundTopology(Family.V4, kea);
  const [relationship] = sound.relationships;
  const members = new Set(relationship!.members.map(({ host }) => host));
  const [first] = render({
    ...sound,
    hosts: sound.hosts
      .filter(({ name }) => members.has(name))
      .map((host) => ({ ...host, settings: { [Family.V4]: settings, [Family.V6]: {} } })),
    relationships: [
      {
        ...relationship!,
        settings: ha,
        subnets: subnet ? [{ ...SUBNET, ...subnet }] : [],
        sharedNetworks: networks,
      },
    ],
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
  const root = first!.config.Dhcp4 as any;
  return { root, problems: [...new Set(first!.refused.map(({ problem }) => problem))] };
}
const problems = (declared: Declared) => rendered(declared).problems;

describe("extra takes nothing away that is declared", () => {
  const rest = ": extra is for what no property says.";

  test("HA stays, whatever hook libraries extra has", () => {
    const extra = { "hooks-libraries": [{ library: "libdhcp_stat_cmds.so" }] };
    const { root, problems } = rendered({ settings: { extra } });
    expect(problems).toEqual([
      `settings: extra has hooks-libraries, which would take the place of all that is declared there. Add libraries to hooks${rest}`,
    ]);
    expect(JSON.stringify(root["hooks-libraries"])).toContain("libdhcp_ha.so");
  });

  test("subnets, networks and interfaces stay", () => {
    const network = { name: "floor", subnets: [{ ...SUBNET, id: 2, subnet: "10.2.0.0/24", pools: [] }] };
    const extra = {
      subnet4: [{ id: 9, subnet: "10.9.0.0/24" }],
      "shared-networks": [],
      "interfaces-config": { interfaces: ["*"], "dhcp-socket-type": "udp" },
    };
    const { root, problems } = rendered({ settings: { extra }, subnet: {}, networks: [network] });
    expect(problems).toEqual([
      `settings: extra has subnet4, which would take the place of all that is declared there. Use subnets of the relationship${rest}`,
      `settings: extra has shared-networks, which would take the place of all that is declared there. Use sharedNetworks of the relationship${rest}`,
      `settings: extra has interfaces-config.interfaces, which would take the place of all that is declared there. Use interfaces of the host${rest}`,
    ]);
    expect(root.subnet4).toHaveLength(1);
    expect(root["interfaces-config"]["dhcp-socket-type"]).toBe("udp");
  });

  test("a subnet keeps its number, its pools, its options and its context", () => {
    const extra = {
      id: 7,
      pools: [],
      "option-data": [{ name: "domain-name-servers", data: "10.0.0.53" }],
      "user-context": { site: "south", floor: 2, "ha-server-name": "other" },
    };
    const { root, problems } = rendered({ subnet: { extra } });
    const all = "which would take the place of all that is declared there.";
    expect(problems).toEqual([
      `subnet 10.1.0.0/24: extra has id 7, where 1 is declared. Use id${rest}`,
      `subnet 10.1.0.0/24: extra has pools, ${all} Use pools, or poolDetails${rest}`,
      `subnet 10.1.0.0/24: extra has option-data, ${all} Use options${rest}`,
      `subnet 10.1.0.0/24: extra has user-context.site "south", where "north" is declared. Use userContext${rest}`,
      expect.stringMatching(
        /^subnet 10.1.0.0\/24: extra has user-context.ha-server-name "other", where "\S+" is declared. It is the member's name, which rendering writes: /,
      ),
    ]);
    expect(root.subnet4[0]["option-data"]).toEqual([{ name: "routers", data: "10.1.0.1" }]);
    expect(root.subnet4[0]["user-context"]).toMatchObject({ site: "north", floor: 2 });
  });

  test("a relationship keeps its mode, its members and its timers", () => {
    const extra = { mode: "load-balancing", peers: [], "heartbeat-delay": 1, "multi-threading": "none" };
    expect(problems({ ha: { heartbeatDelay: 5000, multiThreading: {}, extra } })).toEqual([
      `HA settings: extra has mode "load-balancing", where "hot-standby" is declared. Use mode of the relationship${rest}`,
      expect.stringMatching(
        /^HA settings: extra has peers, .* Use primary, standby, secondary and backups of/,
      ),
      `HA settings: extra has heartbeat-delay 1, where 5000 is declared. Use heartbeatDelay${rest}`,
      expect.stringMatching(/^HA settings: extra has multi-threading, .* Use multiThreading: /),
    ]);
  });

  test("what is wrong deep inside is told with all that it is in, by the name of the property", () => {
    const option = { name: "routers", data: "10.1.0.1", extra: { data: "10.1.0.2" } };
    const poolDetails = [{ pool: "10.1.0.1", clientClasses: ["KNOWN"], options: [option] }];
    const pool = { ...poolDetails[0]!, extra: { "client-classes": ["UNKNOWN"] } };
    const threads = { "multi-threading": { "thread-pool-size": 4, "new-in-3.4": true } };
    expect(
      problems({
        settings: { multiThreading: { threadPoolSize: 2 }, extra: threads },
        networks: [{ name: "floor", subnets: [{ ...SUBNET, poolDetails: [pool] }] }],
      }),
    ).toEqual([
      `shared network floor: subnet 10.1.0.0/24: pool 10.1.0.1: option routers: extra has data "10.1.0.2", where "10.1.0.1" is declared. Use data${rest}`,
      expect.stringMatching(
        /^shared network floor: subnet 10.1.0.0\/24: pool 10.1.0.1: extra has client-classes, .* Use clientClasses: /,
      ),
      `settings: extra has multi-threading.thread-pool-size 4, where 2 is declared. Use multiThreading.threadPoolSize${rest}`,
    ]);
  });
});

describe("extra still says", () => {
  test("what else Kea takes of a peer, by its name, on every member", () => {
    const [first, second] = rendered({}).root["hooks-libraries"][0].parameters["high-availability"][0].peers;
    const peers = [
      { name: second.name, "trust-anchor": "/etc/kea/other-ca.pem" },
      { ...first, "user-context": { rack: 2 } },
    ];
    const { root, problems } = rendered({ ha: { extra: { peers } } });
    expect(problems).toEqual([]);
    const ha = root["hooks-libraries"][0].parameters["high-availability"][0];
    expect(ha.peers.slice(0, 2)).toEqual([
      { ...first, "user-context": { rack: 2 } },
      { ...second, "trust-anchor": "/etc/kea/other-ca.pem" },
    ]);
  });

  test("nothing else of a peer than the member does, and no further peer", () => {
    const { name } = rendered({}).root["hooks-libraries"][0].parameters["high-availability"][0].peers[0];
    const peers = [
      { name, url: "http://192.0.2.9:1/", role: "backup" },
      { name: "other", role: "backup" },
    ];
    expect(problems({ ha: { extra: { peers } } })).toEqual([
      expect.stringMatching(
        `^HA settings: peer ${name}: extra has peers.url "http://192.0.2.9:1/", where "http\\S+" is declared. Use address and port of the member: `,
      ),
      expect.stringMatching(
        `^HA settings: peer ${name}: extra has peers.role "backup", where "\\S+" is declared. Use primary, standby, `,
      ),
      expect.stringMatching(
        `^HA settings: extra has peer other, which is no member: they are ${name}(, \\S+)* and \\S+. Further members `,
      ),
    ]);
  });

  test("how a file is rotated, where outputs are left out", () => {
    const extra = { "output-options": [{ output: "kea.log", maxver: 8 }] };
    expect(problems({ settings: { loggers: [{ extra }] } })).toEqual([]);
    expect(problems({ settings: { loggers: [{ outputs: ["kea.log"], extra }] } })).toEqual([
      expect.stringMatching(/ Leave outputs out where extra has output-options: /),
    ]);
  });

  test("the same as a property that is rendered as another value, which messages do not show", () => {
    expect(problems({ subnet: { cacheThreshold: 0, extra: { "cache-threshold": 0 } } })).toEqual([]);
    expect(problems({ subnet: { cacheThreshold: 0, extra: { "cache-threshold": 0.3 } } })).toEqual([
      `subnet 10.1.0.0/24: extra has cache-threshold 0.3, where 0 is declared. Use cacheThreshold${": extra is for what no property says."}`,
    ]);
  });

  test("options of a subnet that declares none, and all that no property says", () => {
    const data = [{ name: "domain-name-servers", data: "10.0.0.53" }];
    const extra = { "option-data": data, "store-extended-info": true, "valid-lifetime": undefined };
    const { root, problems } = rendered({ subnet: { routers: undefined, validLifetime: 60, extra } });
    expect(problems).toEqual([]);
    expect(root.subnet4[0]).toMatchObject({
      ...{ "option-data": data, "store-extended-info": true, "valid-lifetime": 60 },
    });
  });

  test("the same as a property does", () => {
    expect(problems({ subnet: { extra: { id: 1, "user-context": { site: "north" } } } })).toEqual([]);
  });

  test("subnets where no relationship has any", () => {
    const subnet4 = [{ id: 9, subnet: "10.9.0.0/24" }];
    const { root, problems } = rendered({ settings: { extra: { subnet4 } } });
    expect([problems, root.subnet4]).toEqual([[], subnet4]);
  });

  test("what takes the place of a default: loggers and their outputs, the lease database, the control socket", () => {
    const socket = { "socket-type": "unix", "socket-name": "/run/kea/other" };
    const extra = {
      loggers: [{ name: "kea-dhcp4.ha-hooks", severity: "DEBUG" }],
      "lease-database": { type: "postgresql", name: "kea", persist: null },
      "control-sockets": [socket],
    };
    const { root, problems } = rendered({ settings: { leaseDatabase: { lfcInterval: 60 }, extra } });
    expect(problems).toEqual([]);
    expect(root).toMatchObject({
      ...extra,
      "lease-database": { ...extra["lease-database"], "lfc-interval": 60 },
    });
    const output = [{ output: "/var/log/kea/x.log", maxver: 9 }];
    const logger = { severity: "WARN", extra: { "output-options": output } };
    const logs = rendered({ settings: { loggers: [logger] } });
    expect(logs.problems).toEqual([]);
    expect(logs.root.loggers).toEqual([{ name: "kea-dhcp4", severity: "WARN", "output-options": output }]);
    const old = rendered({
      kea: KeaVersion.V2_6,
      ha: { extra: { "restrict-commands": false } },
      settings: { extra: { "control-socket": socket } },
    });
    expect([old.problems, old.root["control-socket"]]).toEqual([[], socket]);
  });

  test("nothing of those once they are declared", () => {
    const extra = {
      loggers: [],
      "lease-database": { type: "postgresql" },
      "control-sockets": [],
    };
    const settings: ServerSettings = {
      ...{ loggers: [{}], leaseDatabase: { type: "mysql" }, httpControlSockets: [{ port: 8080 }], extra },
    };
    expect(problems({ settings })).toEqual([
      expect.stringMatching(/^settings: extra has loggers, .* Use loggers: /),
      'settings: extra has lease-database.type "postgresql", where "mysql" is declared. Use leaseDatabase.type: extra is for what no property says.',
      expect.stringMatching(
        /^settings: extra has control-sockets, .* Use httpControlSockets for what is HTTP/,
      ),
    ]);
  });
});
