/** Set-up of the damage suite: three small Kea hosts with quick timers, and clients beside them. */
import { readFileSync } from "node:fs";
import { readFleet } from "../../kea/fleet/read";
import { FAMILIES, Family } from "../../kea/model/family";
import { controlSocket, DEFAULT_DIRECTORIES } from "../../kea/model/paths";
import { KeaVersion } from "../../kea/model/release-lines";
import { findings } from "../../kea/rules/findings";
import { configFile } from "../../lab/kea/daemon";
import type { Severity } from "../../kea/rules/rule";
import type { Lab } from "../../lab/lab";
import type { LabTopology } from "../../lab/network/topology";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
export type Loose = any;

export type Name = "a" | "b" | "c";
export const ADDRESS: Readonly<Record<Name, string>> = { a: "10.0.0.1", b: "10.0.0.2", c: "10.0.0.3" };
/** A relay's address, in no subnet. */
export const RELAY = "10.9.0.1";

const lan = (...addresses: string[]) => [{ network: "lan", interface: "eth0", addresses }];

export const TOPOLOGY: LabTopology = {
  networks: ["lan"],
  hosts: [
    ...Object.entries(ADDRESS).map(([name, address], index) => ({
      name,
      kind: "kea" as const,
      links: lan(`${address}/24`, `2001:db8:1::${index + 1}/64`),
      gateways: ["10.0.0.9"],
    })),
    { name: "client", kind: "client", links: lan("10.0.0.9/24", `${RELAY}/24`, "2001:db8:1::9/64") },
  ],
};

/** One relationship as one of its members has it; its members are called `RELATIONSHIP.HOST`. */
export function relationship(
  self: Name,
  name: string,
  roles: Partial<Record<Name, string>>,
  more: object = {},
): Loose {
  return {
    "this-server-name": `${name}.${self}`,
    mode: "hot-standby",
    "heartbeat-delay": 300,
    "max-response-delay": 1200,
    "max-unacked-clients": 0,
    peers: Object.entries(roles).map(([host, role]) => ({
      name: `${name}.${host}`,
      url: `http://${ADDRESS[host as Name]}:${name === "x" ? 8000 : 8001}/`,
      role,
    })),
    ...more,
  };
}

/** The subnet of a relationship: `x` has the clients on the link, `y` those behind the relay. */
export function subnet(name: string, more: object = {}): Loose {
  const x = name === "x";
  return {
    id: x ? 1 : 2,
    subnet: x ? "10.0.0.0/24" : "10.1.0.0/24",
    pools: [{ pool: x ? "10.0.0.100-10.0.0.150" : "10.1.0.100-10.1.0.150" }],
    ...(x ? {} : { relay: { "ip-addresses": [RELAY] } }),
    "user-context": { "ha-server-name": `${name}.b` },
    ...more,
  };
}

/** A server's whole configuration. */
export function server(
  relationships: readonly Loose[],
  subnets: readonly Loose[],
  more: object = {},
  family: Family = Family.V4,
): Loose {
  const ha = { library: "libdhcp_ha.so", parameters: { "high-availability": relationships } };
  return {
    [FAMILIES[family].root]: {
      "control-sockets": [{ "socket-type": "unix", "socket-name": controlSocket(family) }],
      "interfaces-config": { interfaces: ["eth0"] },
      "hooks-libraries": [{ library: "libdhcp_lease_cmds.so" }, ...(relationships.length > 0 ? [ha] : [])],
      [FAMILIES[family].subnets]: subnets,
      ...more,
    },
  };
}

/** A sound pair: `a` serves, `b` stands by. */
export function pair(
  changes: { ha?: object; subnets?: readonly Loose[]; more?: object } = {},
): Record<"a" | "b", Loose> {
  const { ha, subnets = [subnet("x")], more } = changes;
  const of = (self: Name) =>
    server([relationship(self, "x", { a: "primary", b: "standby" }, ha)], subnets, more);
  return { a: of("a"), b: of("b") };
}

export type Fleet = Partial<Record<Name, Loose>>;

/**
 * Codes of the errors that our rules find, or of the warnings.
 *
 * @param agents - `Control-agent` of hosts whose control agent is known; default: none
 * @param declared - whether it is our own topology, the default; else somebody's files
 */
export function codesIn(
  severity: Severity,
  fleet: Fleet,
  family: Family = Family.V4,
  { agents = {}, declared = true }: { readonly agents?: Fleet; readonly declared?: boolean } = {},
): string[] {
  const servers = Object.entries(fleet).map(([host, config]: [string, unknown]) => ({
    ...{ host, family, config, kea: KeaVersion.V3_0, where: declared ? host : undefined },
    addresses: [ADDRESS[host as Name]],
    directories: DEFAULT_DIRECTORIES,
    agent: agents[host as Name] as Loose,
  }));
  const found = findings(readFleet(servers)).filter((finding) => finding.severity === severity);
  return [...new Set(found.map(({ code }) => code))].sort();
}

/** Talks to the servers and the clients of one lab. */
export class Site {
  constructor(
    readonly lab: Lab,
    private readonly family: Family = Family.V4,
  ) {}

  /** Gives the servers their configurations, as a rollout would; what they answer. */
  async set(fleet: Fleet): Promise<Record<string, { result: number; text?: string }>> {
    const replies = await Promise.all(
      Object.entries(fleet).map(
        async ([host, config]) => [host, await this.ask(host, "config-set", config)] as const,
      ),
    );
    return Object.fromEntries(replies);
  }

  /** The same, where Kea has to take them. */
  async take(fleet: Fleet): Promise<void> {
    for (const [host, { result, text }] of Object.entries(await this.set(fleet)))
      if (result !== 0) throw new Error(`${host}: config-set: ${text}`);
  }

  ask(host: string, command: string, args?: unknown) {
    return this.lab.command(host, command, args, this.family);
  }

  /** Starts a server from a file, as after a reboot. */
  async boot(host: Name, config: Loose): Promise<void> {
    await this.lab.stopKea(host);
    this.lab.host(host).write(configFile(FAMILIES[this.family].service), JSON.stringify(config), "_kea");
    await this.lab.startKea(host);
  }

  /** Starts the control agents of hosts, anew. They live until {@link endAgents}, also where the lab is reset. */
  async startAgents(agents: Fleet): Promise<void> {
    await this.endAgents();
    for (const [host, agent] of Object.entries(agents)) {
      this.lab.host(host).write(configFile("ctrl-agent"), JSON.stringify({ "Control-agent": agent }), "_kea");
      await this.lab.daemon(host, "ctrl-agent").start();
    }
  }

  async endAgents(): Promise<void> {
    for (const host of this.lab.keaHosts) await this.lab.daemon(host, "ctrl-agent").stop();
  }

  /** What a server says of itself. */
  async status(host: Name): Promise<Loose> {
    return (await this.ask(host, "status-get")).arguments;
  }

  /** States of a server's relationships, in their order. */
  async states(host: Name): Promise<string[]> {
    const { "high-availability": all = [] } = await this.status(host);
    return (all as Loose[]).map((one) => one["ha-servers"].local.state as string);
  }

  /**
   * How many of some new clients get an address.
   *
   * @param from - an interface, or a relay's address
   * @param to - whom the relay asks: a server, or an address of one
   */
  async served(count = 5, from = "eth0", to?: string): Promise<number> {
    const base = `mac=02:${(++seed).toString(16).padStart(2, "0")}:00:00:00:00`;
    const load = [
      "-4",
      "-r",
      "50",
      "-R",
      String(count),
      "-n",
      String(count),
      "-W",
      "1500000",
      "-b",
      base,
      "-l",
      from,
    ];
    const report = await this.lab.perfdhcp("client", [...load, ...(to ? [ADDRESS[to as Name] ?? to] : [])]);
    // After a pause, as on a busy machine, perfdhcp catches up and starts more exchanges than it was told.
    return Math.max(0, count - (report.first.sent - report.second.received));
  }

  /** Asks until the pair serves, at most some seconds. */
  async ready(...hosts: Name[]): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const states = (await Promise.all(hosts.map((host) => this.states(host)))).flat();
      if (states.every((state) => state === "hot-standby" || state === "backup")) return;
      if (Date.now() > deadline) throw new Error(`not ready: ${states.join(", ")}`);
      await pause(100);
    }
  }

  /** A client that keeps its lease, and its address, until it is ended. */
  async holdLease() {
    const host = this.lab.host("client");
    const [script, pid, log] = ["/tmp/hold", "/tmp/hold.pid", "/tmp/hold.log"];
    const own = 'ip addr add "$ip/24" dev eth0 label eth0:held';
    host.write(script, `#!/bin/sh\n[ "$1" != bound ] || ${own}\nexit 0\n`, "root", 0o755);
    const client = ["udhcpc", "-i", "eth0", "-f", "-t", "3", "-T", "1", "-s", script, "-p", pid];
    const ended = host.exec(["sh", "-c", `exec "$@" > ${log} 2>&1`, "sh", ...client], { timeout: 20_000 });
    const signal = (name: string) => host.must(["sh", "-c", `kill -${name} $(cat ${pid})`]);
    return {
      /** What it has said so far. */
      said: () => readFileSync(host.path(log), "utf8"),
      renew: () => signal("USR1"),
      end: async () => {
        await signal("TERM");
        await ended;
        await host.must(["ip", "addr", "flush", "dev", "eth0", "label", "eth0:held"]);
      },
    };
  }

  /** What a client is told: the environment that its script gets. */
  async told(...options: string[]): Promise<string> {
    const host = this.lab.host("client");
    host.write("/tmp/show", '#!/bin/sh\n[ "$1" = bound ] && env\nexit 0\n', "root", 0o755);
    const want = options.flatMap((option) => ["-O", option]);
    const { stdout } = await host.exec(
      ["udhcpc", "-i", "eth0", "-f", "-q", "-n", "-t", "3", "-T", "1", "-s", "/tmp/show", ...want],
      { timeout: 15_000 },
    );
    return stdout;
  }
}

let seed = 0;

export const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
