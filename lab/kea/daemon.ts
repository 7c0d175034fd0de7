/** Kea's daemons on one host, started and stopped as Debian's units do. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Family, FAMILIES, type FamilyFacts } from "../../kea/model/family";
import { controlSocket, DEFAULT_DIRECTORIES, leaseFile } from "../../kea/model/paths";
import type { KeaRelease } from "../image/recipes";
import type { Host } from "../network/host";
import { sendCommand, type KeaReply } from "./control-socket";
import { firstConfiguration, type Control, type HttpAccess } from "./first-configuration";
import { parseLeases, type LabLease } from "./leases";

/** A daemon: the two servers, and the control agent of Kea 2.x. */
export type Service = FamilyFacts["service"] | "ctrl-agent";

/** Debian: `User=_kea`, `AmbientCapabilities=CAP_NET_BIND_SERVICE CAP_NET_RAW`. */
const AS_KEA = ["--reuid=_kea", "--regid=_kea", "--clear-groups"];
const CAPABILITIES = "-all,+net_bind_service,+net_raw";

export const configFile = (service: Service) => `/etc/kea/kea-${service}.conf`;

export class KeaDaemon {
  private readonly pidFile: string;
  private readonly program: string;
  /** What the daemon printed; the journal of a real host. */
  readonly logFile: string;

  constructor(
    readonly host: Host,
    readonly service: Service,
  ) {
    this.program = `/usr/sbin/kea-${service}`;
    this.pidFile = `/run/lab/${service}.pid`;
    this.logFile = `/var/log/lab/kea-${service}.log`;
  }

  /** Starts the daemon, waits until it answers. Nothing happens when it runs already. @param timeout - ms */
  async start(timeout = 15_000): Promise<void> {
    const caps = this.service === "ctrl-agent" ? "-all" : CAPABILITIES;
    await this.host.must([
      ...[
        "start-stop-daemon",
        "--start",
        "--oknodo",
        "--background",
        "--make-pidfile",
        "--pidfile",
        this.pidFile,
      ],
      ...["--output", this.logFile, "--exec", this.program, "--startas", "/usr/bin/setpriv", "--"],
      ...[...AS_KEA, `--inh-caps=${caps}`, `--ambient-caps=${caps}`, `--bounding-set=${caps}`],
      ...["env", "KEA_LOCKFILE_DIR=/run/lock/kea", this.program, "-c", configFile(this.service)],
    ]);
    const started = Date.now();
    let seen = false;
    let last = started;
    while (!(await this.answers())) {
      const running = this.isRunning();
      seen ||= running;
      if (running) last = Date.now();
      // While one program of its start becomes the next, the process has no command line: on a busy machine
      // for longer than a moment. start-stop-daemon returns before the process number is written down.
      const ended = Date.now() - last > (seen ? 500 : 2_000);
      if (ended || Date.now() - started > timeout) {
        const log = this.logEnd(5);
        const why = ended ? "ended at once" : `does not answer within ${timeout / 1000} s`;
        throw new Error(`${this.host.name}: kea-${this.service} ${why}; its log ends with:\n${log}`);
      }
      await sleep(20);
    }
  }

  /** Ends the daemon in an orderly way (SIGTERM, as systemd does) and waits for its end. */
  async stop(): Promise<void> {
    await this.signal("TERM", "TERM/10/KILL/5");
  }

  /** Ends the daemon as a crash does. */
  async kill(): Promise<void> {
    await this.signal("KILL", "KILL/5");
  }

  /** The daemon hangs until {@link thaw}: its sockets stay open and nothing answers. */
  async freeze(): Promise<void> {
    await this.signal("STOP");
  }

  async thaw(): Promise<void> {
    await this.signal("CONT");
  }

  private async signal(name: string, retry?: string): Promise<void> {
    const how = retry ? ["--retry", retry, "--remove-pidfile"] : [];
    await this.host.must([
      ...["start-stop-daemon", "--stop", "--oknodo", "--quiet", "--signal", name],
      ...["--pidfile", this.pidFile, "--exec", this.program, ...how],
    ]);
  }

  /** The daemon's process number inside the host; undefined when it is not running. */
  pid(): number | undefined {
    if (!existsSync(this.host.path(this.pidFile))) return undefined;
    const pid = this.host.read(this.pidFile).trim();
    // A zombie keeps its directory, but has no memory map.
    try {
      return readFileSync(this.host.path(`/proc/${pid}/cmdline`), "utf8").includes("kea-")
        ? Number(pid)
        : undefined;
    } catch {
      return undefined;
    }
  }

  isRunning(): boolean {
    return this.pid() !== undefined;
  }

  /** Of the server; of the control agent, that of the server that it is asked for. */
  private get family(): Family {
    return this.service === FAMILIES[Family.V6].service ? Family.V6 : Family.V4;
  }

  private async answers(): Promise<boolean> {
    // The log may hold the start of one before it.
    if (this.service === "ctrl-agent")
      return new RegExp(`/${this.pid()}\\..*CTRL_AGENT_STARTED`).test(this.log());
    return this.send("version-get", undefined, 2_000).then(
      () => true,
      () => false,
    );
  }

  /** Sends one command over the unix control socket. @param timeout - milliseconds */
  async send(command: string, args?: unknown, timeout?: number): Promise<KeaReply> {
    try {
      return await sendCommand(this.host.path(controlSocket(this.family)), command, args, timeout);
    } catch (error) {
      throw new Error(`${this.host.name}: kea-${this.service}: ${(error as Error).message}`);
    }
  }

  /** Whether it was started, and ended without having been told to. */
  hasCrashed(): boolean {
    return existsSync(this.host.path(this.pidFile)) && !this.isRunning();
  }

  /** The last lines that it printed. */
  logEnd(lines: number): string {
    return this.log().trim().split("\n").slice(-lines).join("\n");
  }

  log(): string {
    return existsSync(this.host.path(this.logFile)) ? this.host.read(this.logFile) : "";
  }

  /** Current leases in the default memfile database, or in the named file beside it. */
  leases(name = FAMILIES[this.family].leases): LabLease[] {
    const base = join(dirname(leaseFile(this.family)), name);
    const files = [".completed", ".2", ".1", ""].map((suffix) => base + suffix);
    return parseLeases(
      files.filter((file) => existsSync(this.host.path(file))).map((file) => this.host.read(file)),
    );
  }

  /** Puts the host back to its first configuration. The daemon must not be running. */
  reset(kea: KeaRelease, control: Control, access: HttpAccess | undefined): void {
    rmSync(this.host.path(this.logFile), { force: true });
    for (const dir of [...Object.values(DEFAULT_DIRECTORIES), "/run/lock/kea"]) {
      for (const file of readdirSync(this.host.path(dir))) {
        // Other daemons of the host are down too when this runs.
        rmSync(this.host.path(join(dir, file)), { recursive: true, force: true });
      }
    }
    const config = firstConfiguration(this.service, kea, control, this.host.address, access);
    // config-write opens the file itself for writing: it has to belong to _kea, unlike the packaged one.
    this.host.write(configFile(this.service), JSON.stringify(config, null, 2) + "\n", "_kea");
    if (access) this.host.write(`/etc/kea/${access.passwordFile}`, access.password, "_kea");
  }
}
