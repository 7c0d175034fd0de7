/** Asks real Kea whether it takes a configuration: many in a row, in namespaces that outlive each one. */
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Family } from "../../kea/model/family";
import type { KeaRelease } from "../image/recipes";
import { ensureRootfs } from "../image/rootfs";
import { childrenOf } from "../network/namespaces";

/** What Kea made of a configuration. */
export interface Verdict {
  readonly accepted: boolean;
  /** Kea did not come to an end by itself: too slow, or crashed. */
  readonly crashed: boolean;
  /** Kea's own words: its complaints, or all that it said if there is none. */
  readonly said: string;
}

/** A text of a configuration file, for a server of a family. */
export interface Question {
  readonly family: Family;
  readonly text: string;
  /** Files that it includes as `/oracle/NAME`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Interfaces that an oracle's host has: `dummy` links are not to be had everywhere, so these are veths. */
export const ORACLE_INTERFACES = ["eth0", "eth1", "eth2"];

/**
 * Whether `-T` tells something. On 2.6 it fails for every server with HA, so there a daemon is
 * started and ended again.
 */
const CHECKS: Partial<Record<KeaRelease, boolean>> = { "3.0.3": true, "3.0.4": true };

/** One long-lived helper process that gives configurations to Kea, one at a time. */
export class Helper {
  /** Inside it is `/oracle`. */
  readonly work = mkdtempSync(join(tmpdir(), "kea-oracle-"));
  private readonly process: ChildProcess;
  private readonly errors: string[] = [];
  private waiting: ((line: string | undefined) => void) | undefined;
  private count = 0;

  constructor(rootfs: string, how: "check" | "start" | "serve") {
    copyFileSync(join(__dirname, "oracle-loop.sh"), join(this.work, "loop.sh"));
    // Other labs beside it have clocks to keep; this has none.
    this.process = spawn(
      "nice",
      [
        "unshare",
        ...[
          "--net",
          "--mount",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc",
          "--propagation",
          "private",
        ],
        ...["sh", join(__dirname, "oracle.sh"), rootfs, this.work, how, ...ORACLE_INTERFACES],
      ],
      { stdio: ["pipe", "pipe", "pipe"] },
    );
    this.process.stderr!.setEncoding("utf8").on("data", (text: string) => this.errors.push(text));
    createInterface({ input: this.process.stdout! }).on("line", (line) => this.answer(line));
    this.process.stdin!.on("error", () => undefined);
    this.process.on("error", (error) => this.errors.push(error.message));
    this.process.on("close", () => this.answer(undefined));
  }

  /** Where the helper's root directory is seen from outside. */
  get root(): string {
    const [init] = childrenOf(this.process.pid ?? 0);
    return `/proc/${init}/root`;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  private answer(line: string | undefined): void {
    this.waiting?.(line);
    this.waiting = undefined;
  }

  async ask({ family, text, files = {} }: Question): Promise<Verdict> {
    const name = String(this.count++);
    const file = join(this.work, name);
    writeFileSync(`${file}.json`, text);
    for (const [included, content] of Object.entries(files))
      writeFileSync(join(this.work, included), content);
    const line = await new Promise<string | undefined>((resolve) => {
      if (this.hasEnded) return resolve(undefined);
      this.waiting = resolve;
      this.process.stdin!.write(`${family.slice(1)} ${name}\n`);
    });
    if (line === undefined) {
      const how = this.process.signalCode ?? `exit code ${this.process.exitCode}`;
      const said = this.errors.join("").trim().slice(-600);
      throw new Error(`oracle: it ended (${how}) at ${name}, ${family}: ${said}\n${text.slice(0, 2_000)}`);
    }
    const code = Number(line.split(" ")[1]);
    const crashed = code >= 124;
    const said = complaints(readFileSync(`${file}.out`, "utf8"));
    rmSync(`${file}.json`);
    rmSync(`${file}.out`);
    for (const included of Object.keys(files)) rmSync(join(this.work, included));
    return { accepted: code === 0, crashed, said: crashed ? `exit code ${code}: ${said}` : said };
  }

  async end(): Promise<void> {
    const ended = this.hasEnded
      ? Promise.resolve()
      : new Promise<void>((resolve) => this.process.on("close", () => resolve()));
    this.process.kill("SIGKILL");
    await ended;
    rmSync(this.work, { recursive: true, force: true });
  }
}

/** What Kea says goes to its log and, at the end, to standard error: only errors matter here. */
function complaints(said: string): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const bad = lines.filter((line) => /\b(ERROR|FATAL)\b|^Error|rror encountered|failed/i.test(line));
  return (bad.length > 0 ? bad : lines)
    .map((line) => line.slice(0, 600))
    .slice(-4)
    .join("\n");
}

/** Real Kea of one version, asked by several helpers at once. */
export class Oracle {
  private readonly helpers: Helper[];

  private constructor(
    private readonly helper: () => Helper,
    count: number,
  ) {
    this.helpers = Array.from({ length: count }, helper);
  }

  /** @param helpers - processes that ask at the same time; one per core is best. */
  static async open(kea: KeaRelease, helpers = 2): Promise<Oracle> {
    const { dir } = await ensureRootfs(kea);
    const how = CHECKS[kea] ? "check" : "start";
    return new Oracle(() => new Helper(dir, how), helpers);
  }

  /** Kea's verdicts on texts of configuration files, in their order. */
  async askAll(questions: readonly Question[]): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    let next = 0;
    await Promise.all(
      this.helpers.map(async (_, helper) => {
        while (next < questions.length) {
          const index = next++;
          verdicts[index] = await this.askOf(helper, questions[index]!);
        }
      }),
    );
    // On a busy machine Kea can be late. What crashes by itself does so again, asked alone.
    for (const [index, { crashed }] of verdicts.entries()) {
      if (crashed) verdicts[index] = await this.askOf(0, questions[index]!);
    }
    return verdicts;
  }

  /** What ends a whole helper by itself does so again, asked of a new one. */
  private async askOf(index: number, question: Question): Promise<Verdict> {
    const helper = this.helpers[index]!;
    try {
      return await helper.ask(question);
    } catch (error) {
      if (!helper.hasEnded) throw error;
      console.warn((error as Error).message);
      await helper.end();
      this.helpers[index] = this.helper();
      return this.helpers[index].ask(question);
    }
  }

  async ask(question: Question): Promise<Verdict> {
    const [verdict] = await this.askAll([question]);
    return verdict!;
  }

  async close(): Promise<void> {
    await Promise.all(this.helpers.map((helper) => helper.end()));
  }
}
