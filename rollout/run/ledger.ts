import type { Fleet } from "../../kea/fleet/fleet";
import { readFleet } from "../../kea/fleet/read";
import type { JsonMap } from "../../kea/json";
import type { Declaration } from "../plan/declaration";
import type { Survey } from "../plan/survey";
import type { ServerReport } from "./report";

type Known = Omit<ServerReport, "answers">;

/** What is known of the servers while a rollout changes them. */
export class Ledger {
  private readonly running = new Map<string, JsonMap>();
  private readonly hashes = new Map<string, string | undefined>();
  private readonly reports = new Map<string, Known>();
  private readonly written = new Set<string>();
  private read: Fleet | undefined;

  constructor(
    private readonly declaration: Declaration,
    surveys: ReadonlyMap<string, Survey>,
    unchanged: readonly string[],
  ) {
    for (const { name } of declaration.servers) {
      const { running, hash, version } = surveys.get(name)!;
      this.running.set(name, running);
      this.hashes.set(name, hash);
      const runs = unchanged.includes(name) ? "declared" : "previous";
      this.reports.set(name, { server: name, kea: version, runs, touched: false });
    }
  }

  /** The configuration that a server ran before the present step. */
  configuration(server: string): JsonMap {
    return this.running.get(server)!;
  }

  /** Kea's hash of it; undefined where Kea did not tell it. */
  hash(server: string): string | undefined {
    return this.hashes.get(server);
  }

  /** A configuration is on its way: until Kea answers, nobody knows what it runs. */
  sending(server: string): void {
    this.hashes.delete(server);
    this.reports.set(server, { ...this.reports.get(server)!, runs: "unknown", touched: true });
  }

  set(server: string, config: JsonMap, runs: ServerReport["runs"], hash: string | undefined): void {
    this.running.set(server, config);
    this.hashes.set(server, hash);
    this.read = undefined;
    this.reports.set(server, { ...this.reports.get(server)!, runs });
  }

  /** A server does not say that it runs what it got last. */
  doubt(server: string, runs: "other" | "unknown"): void {
    this.reports.set(server, { ...this.reports.get(server)!, runs });
  }

  /** What every server runs; undefined for one that did not say what became of its configuration. */
  get known(): ReadonlyMap<string, JsonMap | undefined> {
    return new Map(
      [...this.running].map(([name, config]) => [
        name,
        ["other", "unknown"].includes(this.reports.get(name)!.runs) ? undefined : config,
      ]),
    );
  }

  wrote(server: string): void {
    this.written.add(server);
  }

  hasWritten(server: string): boolean {
    return this.written.has(server);
  }

  get servers(): Known[] {
    return [...this.reports.values()];
  }

  /** The configurations that run now, read together. */
  get fleet(): Fleet {
    return (this.read ??= this.readFleet());
  }

  private readFleet(): Fleet {
    return readFleet(
      this.declaration.servers.map((server) => ({ ...server, config: this.configuration(server.name) })),
      this.declaration.manifest.relationships,
    );
  }
}
