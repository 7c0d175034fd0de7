/** A lab: real Kea hosts, clients and an admin host on networks of their own, none of it reachable from outside. */
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FAMILIES, Family } from "../kea/model/family";
import { DEFAULT_KEA, type KeaRelease } from "./image/recipes";
import { ensureRootfs } from "./image/rootfs";
import type { KeaReply } from "./kea/control-socket";
import { KeaDaemon, type Service } from "./kea/daemon";
import { hasAgent, HTTP_PORTS, type Control, type HttpAccess } from "./kea/first-configuration";
import type { LabLease } from "./kea/leases";
import { runDhcpClient, type ClientLease } from "./load/dhcp-client";
import { parsePerfdhcp, type PerfdhcpReport } from "./load/perfdhcp";
import { ARTICLE } from "./network/article";
import { Host } from "./network/host";
import { makeKeys, type AdminSsh } from "./network/keys";
import { hostBatch, linksBatch, portOf } from "./network/links";
import { endSupervisor, hostProcesses, intoLab, isAlive, startSupervisor } from "./network/namespaces";
import type { LabHost, LabTopology } from "./network/topology";
import { must, type Outcome, type RunOptions } from "./process";
import { readRecord, recordedLabs, stateOf, writeRecord, type LabRecord } from "./record";

export interface LabOptions {
  /** Default "3.0.4". */
  readonly kea?: KeaRelease;
  /** Default: the article's hosts. */
  readonly topology?: LabTopology;
  /** Name of the state directory under .lab/run; default: one of its own. */
  readonly name?: string;
  /** Families that every host serves; default v4 alone. */
  readonly families?: readonly Family[];
  /** Default "unix". */
  readonly control?: Control;
  /** The lab outlives this process, until `down`. Default false. */
  readonly keep?: boolean;
}

let labs = 0;

export class Lab {
  private readonly hosts = new Map<string, Host>();
  /** Directory with the lab's keys and logs; removed by {@link down}. */
  readonly state: string;
  /** Files for the admin's ssh client. Plain `ssh ADDRESS` on the admin host uses them already. */
  readonly ssh: AdminSsh;
  readonly topology: LabTopology;
  readonly kea: KeaRelease;
  /** The exact version of Debian's package. */
  readonly keaVersion: string;

  private constructor(private readonly record: LabRecord) {
    this.state = stateOf(record.name);
    this.ssh = record.ssh;
    this.topology = record.topology;
    this.kea = record.kea;
    this.keaVersion = record.keaVersion;
    const inits = hostProcesses(record.supervisor);
    for (const spec of record.topology.hosts) {
      this.hosts.set(spec.name, new Host(spec, record.supervisor, inits.get(spec.name)));
    }
  }

  /** Starts a lab; every Kea answers when this returns (about two seconds with a built root file system). */
  static async up(options: LabOptions = {}): Promise<Lab> {
    const { kea = DEFAULT_KEA, topology = ARTICLE, families = [Family.V4], control = "unix" } = options;
    const name = options.name ?? `lab-${process.pid}-${++labs}`;
    const state = stateOf(name);
    const earlier = readRecord(name);
    if (earlier && isAlive(earlier.supervisor)) {
      throw new Error(`lab ${name}: is up already; end it with: npm run lab -- down --name ${name}`);
    }
    await forgetDeadLabs();
    const rootfs = await ensureRootfs(kea);
    await rm(state, { recursive: true, force: true });
    const ssh = await writePlan(state, topology);
    const supervisor = await startSupervisor(state, rootfs.dir, options.keep ? "kept" : "owned");
    const record: LabRecord = {
      name,
      kea,
      keaVersion: rootfs.keaVersion,
      topology,
      families,
      control,
      ssh,
      supervisor,
      http: control === "http" ? httpAccess() : undefined,
    };
    const lab = new Lab(record);
    try {
      writeRecord(record);
      await lab.reset();
      return lab;
    } catch (error) {
      await lab.down();
      throw error;
    }
  }

  /** A lab that another process started and kept. */
  static attach(name: string): Lab {
    const record = readRecord(name);
    if (!record || !isAlive(record.supervisor)) {
      throw new Error(`lab ${name}: is not up; start it with: npm run lab -- up --name ${name}`);
    }
    return new Lab(record);
  }

  get name(): string {
    return this.record.name;
  }

  /** Process 1 of the lab; all of the lab dies with it. */
  get supervisorPid(): number {
    return this.record.supervisor.pid;
  }

  /** Names of the hosts that run Kea. */
  get keaHosts(): string[] {
    return this.topology.hosts.filter(({ kind }) => kind === "kea").map(({ name }) => name);
  }

  /** The named host, or an error that says which there are. */
  host(name: string): Host {
    const host = this.hosts.get(name);
    if (!host)
      throw new Error(`lab ${this.name}: no host ${name}; there are ${[...this.hosts.keys()].join(", ")}`);
    return host;
  }

  /** Runs a command on a host to its end; default limit 30 s. The admin host sees the machine's files. */
  exec(host: string, command: readonly string[], options?: RunOptions): Promise<Outcome> {
    return this.host(host).exec(command, options);
  }

  /** Sends one command over a host's unix control socket and returns Kea's reply, whatever its result. */
  async command(
    host: string,
    command: string,
    args?: unknown,
    family: Family = Family.V4,
  ): Promise<KeaReply> {
    return this.daemon(host, FAMILIES[family].service).send(command, args);
  }

  /** URL, user and password of a host's commands over HTTP. Only with `control: "http"`. */
  http(host: string, family: Family = Family.V4): HttpAccess & { readonly url: string } {
    const { http, kea } = this.record;
    if (!http) throw new Error(`lab ${this.name}: was started without HTTP; use control: "http"`);
    const port = HTTP_PORTS[hasAgent(kea) ? "ctrl-agent" : FAMILIES[family].service];
    return { ...http, url: `http://${this.host(host).address}:${port}/` };
  }

  daemon(host: string, service: Service = FAMILIES[Family.V4].service): KeaDaemon {
    const found = this.host(host);
    if (found.spec.kind !== "kea") throw new Error(`${host}: is a ${found.spec.kind} host and runs no Kea`);
    return new KeaDaemon(found, service);
  }

  private services(): Service[] {
    const servers = this.record.families.map((family): Service => FAMILIES[family].service);
    return this.record.control === "http" && hasAgent(this.kea) ? [...servers, "ctrl-agent"] : servers;
  }

  private async onDaemons(host: string, act: (daemon: KeaDaemon) => Promise<void>): Promise<void> {
    await Promise.all(this.services().map((service) => act(this.daemon(host, service))));
  }

  /** Starts a host's Kea from its configuration file and waits until it answers. */
  startKea = (host: string) => this.onDaemons(host, (daemon) => daemon.start());
  /** Ends a host's Kea in an orderly way. */
  stopKea = (host: string) => this.onDaemons(host, (daemon) => daemon.stop());
  /** Ends a host's Kea as a crash does. */
  killKea = (host: string) => this.onDaemons(host, (daemon) => daemon.kill());
  /** A host's Kea hangs until {@link thawKea}. */
  freezeKea = (host: string) => this.onDaemons(host, (daemon) => daemon.freeze());
  thawKea = (host: string) => this.onDaemons(host, (daemon) => daemon.thaw());

  /** Everything that a host's daemon printed since the lab or the last reset started. */
  keaLog(host: string, service: Service = FAMILIES[Family.V4].service): string {
    return this.daemon(host, service).log();
  }

  /** A host's current leases, from its lease file. */
  leases(host: string, family: Family = Family.V4): LabLease[] {
    return this.daemon(host, FAMILIES[family].service).leases();
  }

  /** Addresses that two clients hold, over the databases of hosts; default all. */
  heldTwice(hosts: readonly string[] = this.keaHosts, family = Family.V4): string[] {
    const holders = new Map<string, Set<string>>();
    for (const { address, hwaddr, clientId } of hosts.flatMap((host) => this.leases(host, family)))
      holders.set(address, (holders.get(address) ?? new Set()).add(family === Family.V4 ? hwaddr : clientId));
    return [...holders].filter(([, clients]) => clients.size > 1).map(([address]) => address);
  }

  /** Pulls a host's cables (all, or those to one network). */
  cut(host: string, network?: string): Promise<void> {
    return this.setCables(host, "down", network);
  }

  /** Plugs a host's cables in again. */
  heal(host: string, network?: string): Promise<void> {
    return this.setCables(host, "up", network);
  }

  private async setCables(name: string, state: "up" | "down", network?: string): Promise<void> {
    const { spec } = this.host(name);
    for (const [index, link] of spec.links.entries()) {
      if (network && link.network !== network) continue;
      const set = ["ip", "link", "set", portOf(this.topology, spec, index), state];
      await must(`${name}: cable ${state}`, [...intoLab(this.record.supervisor), ...set]);
    }
  }

  /** Two hosts lose each other, as by a fault between sites; both still reach everybody else. */
  sever(one: string, other: string): Promise<void> {
    return this.blackholes("add", one, other);
  }

  /** Undoes {@link sever}. */
  rejoin(one: string, other: string): Promise<void> {
    return this.blackholes("del", one, other);
  }

  private async blackholes(act: "add" | "del", one: string, other: string): Promise<void> {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const lines = this.host(to).spec.links.flatMap((link) =>
        link.addresses.map((address) => `route ${act} blackhole ${address.replace(/\/.*/, "")}`),
      );
      await this.host(from).must(["ip", "-batch", "-"], { input: lines.join("\n") + "\n" });
    }
  }

  /** Runs perfdhcp on a client host to its end. @param timeout - milliseconds, default two minutes */
  async perfdhcp(client: string, args: readonly string[], timeout = 120_000): Promise<PerfdhcpReport> {
    return parsePerfdhcp(await this.exec(client, ["perfdhcp", ...args], { timeout }));
  }

  /**
   * Starts perfdhcp on a client host, which asks all the time. It has to be stopped within three minutes.
   *
   * @returns stops it, with what it measured.
   */
  startPerfdhcp(client: string, args: readonly string[]): () => Promise<PerfdhcpReport> {
    // It never sleeps: without being nice it would take the processors from what is tested.
    const command = ["nice", "-n", "19", "perfdhcp", ...args];
    const report = this.exec(client, command, { timeout: 170_000 }).then(parsePerfdhcp);
    const stop = [
      "start-stop-daemon",
      "--stop",
      "--quiet",
      "--signal",
      "INT",
      "--exec",
      "/usr/sbin/perfdhcp",
    ];
    return async () => {
      await this.host(client).must(stop);
      return report;
    };
  }

  /** Runs a real DHCP client once on an interface of a client host; undefined when nobody offers an address. */
  dhcpClient(
    client: string,
    interfaceName: string,
    family: Family = Family.V4,
  ): Promise<ClientLease | undefined> {
    return runDhcpClient(this.host(client), interfaceName, family);
  }

  /** All hosts back to the first configuration: no leases, cables in, Kea running. */
  async reset(): Promise<void> {
    const { kea, control, http } = this.record;
    await Promise.all(
      this.keaHosts.map(async (host) => {
        this.tellCrashes(host);
        await this.killKea(host);
        for (const service of this.services()) this.daemon(host, service).reset(kea, control, http);
        await this.healAll(host);
        await this.startKea(host);
      }),
    );
  }

  /** A daemon that nobody stopped and that is gone is news, whatever a test makes of it. */
  private tellCrashes(host: string): void {
    for (const service of this.services()) {
      const daemon = this.daemon(host, service);
      if (daemon.hasCrashed())
        console.error(`${host}: kea-${service} ended by itself:\n${daemon.logEnd(40)}`);
    }
  }

  private async healAll(host: string): Promise<void> {
    await this.heal(host);
    await this.host(host).must(["ip", "route", "flush", "type", "blackhole"]);
  }

  /** Ends the lab: all processes, networks and files of it. */
  async down(): Promise<void> {
    for (const host of this.keaHosts) this.tellCrashes(host);
    await endSupervisor(this.record.supervisor);
    await rm(this.state, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
  }
}

/** A lab whose process was killed left nothing but its directory. */
async function forgetDeadLabs(): Promise<void> {
  for (const name of recordedLabs()) {
    const record = readRecord(name);
    if (record && !isAlive(record.supervisor)) await rm(stateOf(name), { recursive: true, force: true });
  }
}

function httpAccess(): HttpAccess {
  return { user: "lab", password: randomBytes(12).toString("hex"), passwordFile: "lab-password" };
}

/** Everything that the supervisor needs, as files. */
async function writePlan(state: string, topology: LabTopology): Promise<AdminSsh> {
  const hostDir = (host: LabHost) => join(state, "hosts", host.name);
  await mkdir(state, { recursive: true, mode: 0o700 });
  await writeFile(join(state, "links"), linksBatch(topology));
  for (const host of topology.hosts) {
    const dir = hostDir(host);
    await mkdir(dir, { recursive: true });
    const bare = host.kind === "admin" || host.kind === "router";
    await writeFile(join(dir, "kind"), bare ? "bare\n" : "full\n");
    await writeFile(join(dir, "net"), hostBatch(host));
    if (host.kind === "router") await writeFile(join(dir, "forward"), "");
  }
  return makeKeys(
    state,
    topology.hosts.filter(({ kind }) => kind === "kea"),
    hostDir,
  );
}
