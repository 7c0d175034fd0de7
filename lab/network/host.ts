/** One running host of a lab: run commands in it, reach its files. */
import { chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HOST_ENV, intoBareHost, intoFullHost, type ProcessIdentity } from "./namespaces";
import { run, type Outcome, type RunOptions } from "../process";
import { firstAddress, type LabHost } from "./topology";

export class Host {
  constructor(
    readonly spec: LabHost,
    private readonly supervisor: ProcessIdentity,
    /** Process 1 of the host; none for hosts that see the machine's file system. */
    private readonly init: number | undefined,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  get address(): string {
    return firstAddress(this.spec);
  }

  /** Command words that run a command in this host. */
  enter(cwd?: string): string[] {
    if (this.init) return intoFullHost(this.init, cwd);
    return intoBareHost(this.supervisor, this.name, cwd ?? process.cwd());
  }

  /** Runs a command to its end; nothing it started in its own process group lives on. */
  exec(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const env = this.init ? { ...HOST_ENV, ...options.env } : { ...process.env, ...options.env };
    return run([...this.enter(options.cwd), ...command], { ...options, env, cwd: undefined });
  }

  /** Like {@link exec}, but an exit code other than 0 is an error. */
  async must(command: readonly string[], options: RunOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.exec(command, options);
    if (exitCode === 0) return stdout;
    throw new Error(
      `${this.name}: ${command.join(" ")}: exit code ${exitCode}: ${(stderr || stdout).trim()}`,
    );
  }

  /** The path by which this process reaches a file of the host. */
  path(file: string): string {
    return this.init ? join(`/proc/${this.init}/root`, file) : file;
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** Writes a file as a user of the host. @param mode - permission bits, default 0640 */
  write(file: string, content: string, owner = "root", mode = 0o640): void {
    mkdirSync(this.path(join(file, "..")), { recursive: true });
    rmSync(this.path(file), { force: true });
    writeFileSync(this.path(file), content, { mode });
    const { uid, gid } = this.userOf(owner);
    chownSync(this.path(file), uid, gid);
  }

  private userOf(name: string): { uid: number; gid: number } {
    const line = this.read("/etc/passwd")
      .split("\n")
      .find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(":") ?? [];
    if (!uid || !gid) throw new Error(`${this.name}: has no user ${name}`);
    return { uid: Number(uid), gid: Number(gid) };
  }
}
