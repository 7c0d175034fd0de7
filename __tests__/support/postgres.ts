/** A PostgreSQL of a test's own, which only this machine's users reach, by a socket in its directory. */
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const VERSIONS = "/usr/lib/postgresql";

/** The newest server that is installed, as Debian does. */
function programs(): string | undefined {
  const found = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const newest = found
    .filter((version) => existsSync(join(VERSIONS, version, "bin/initdb")))
    .sort((a, b) => +b - +a)[0];
  return newest && join(VERSIONS, newest, "bin");
}

/** Why there can be none here. */
export const whyNoPostgres = () =>
  programs() === undefined ? `no PostgreSQL in ${VERSIONS}; install Debian's package postgresql` : undefined;

export class Postgres {
  private constructor(
    readonly directory: string,
    private readonly server: ReturnType<typeof spawn>,
  ) {}

  static async start(): Promise<Postgres> {
    // The directory's path is a socket's, too, which has to be short.
    const directory = mkdtempSync("/tmp/kea-ha-pg-");
    // PostgreSQL refuses to run as root.
    const user = process.getuid!() === 0 ? ids("postgres") : undefined;
    if (user) chownSync(directory, user.uid, user.gid);
    const options = { ...user, cwd: directory, stdio: "pipe" as const };
    const data = join(directory, "data");
    const init = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"];
    execFileSync(join(programs()!, "initdb"), init, options);
    const flags = ["-D", data, "-k", directory, "-c", "listen_addresses=", "-c", "fsync=off"];
    const server = spawn(join(programs()!, "postgres"), flags, { ...options, stdio: "ignore" });
    for (let tries = 0; !existsSync(join(directory, ".s.PGSQL.5432")); tries += 1) {
      if (tries > 300 || server.exitCode !== null) throw new Error("PostgreSQL does not start.");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    execFileSync(join(programs()!, "createdb"), ["-h", directory, "-U", "postgres", "terraform"]);
    return new Postgres(directory, server);
  }

  /** What tells clients how to reach it. */
  get environment(): Record<string, string> {
    return { PGHOST: this.directory, PGUSER: "postgres" };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGQUIT");
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function ids(user: string): { uid: number; gid: number } {
  const [uid, gid] = ["-u", "-g"].map((what) =>
    Number(execFileSync("id", [what, user], { encoding: "utf8" })),
  );
  return { uid: uid!, gid: gid! };
}
