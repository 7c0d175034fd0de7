import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { IConstruct } from "constructs";
import { isMap } from "../kea/json";

const NAME = "kea-ha.lock.json";

/** What the next synth has to know of this one, of one topology. */
export interface Kept {
  /** Ports of relationships, by the name of the spoke. Those of spokes that are gone stay reserved. */
  ports: Record<string, number>;
  /** The component that each host belongs to. */
  rollouts: Record<string, string>;
}

/**
 * `kea-ha.lock.json`, beside cdktf.json: what was given by position when it was first declared, and must
 * not shift when positions do. Synth reads it and adds to it; users commit it, like the lock files of
 * their other tools. A project that has none yet starts with what positions give, which is what it has
 * deployed.
 */
export class LockFile {
  private static readonly ofApps = new WeakMap<IConstruct, LockFile>();

  /** The lock file of an app: the one in the directory in which it is synthesized. */
  static of(scope: IConstruct): LockFile {
    const app = scope.node.root;
    const known = LockFile.ofApps.get(app) ?? new LockFile(process.cwd());
    LockFile.ofApps.set(app, known);
    return known;
  }

  readonly path: string;
  /** Whether the app writes it when all of its stacks are right, instead of each topology when its own is. */
  waits = false;
  private readonly before: Readonly<Record<string, Kept>>;
  /** Of this app's topologies. */
  private readonly own: Record<string, Kept> = {};

  private constructor(directory: string) {
    this.path = join(directory, NAME);
    this.before = parse(this.path, read(this.path));
  }

  /** What is kept of a topology; what is changed in it is kept from now on. */
  kept(topology: string): Kept {
    return (this.own[topology] ??= this.before[topology] ?? { ports: {}, rollouts: {} });
  }

  /** Whether a synth with that output is the project's own: others, such as tests, only read. */
  isKeptBy(outdir: string): boolean {
    return dirname(resolve(outdir)) === dirname(this.path);
  }

  /**
   * Writes it as a whole or not at all; returns why it could not be written. Other apps of the program have
   * their topologies in it, too, and may have written since it was read.
   */
  write(): string | undefined {
    if (Object.keys(this.own).length === 0) return undefined;
    try {
      const there = read(this.path);
      const text = render({ ...parse(this.path, there), ...this.own });
      if (text === there) return undefined;
      writeFileSync(`${this.path}.new`, text);
      renameSync(`${this.path}.new`, this.path);
      return undefined;
    } catch (error) {
      return `${this.path} cannot be written: ${(error as Error).message}. Without it, ports and names may shift when hosts come or go.`;
    }
  }
}

function render(kept: Record<string, Kept>): string {
  const topologies = sorted(kept, ({ ports, rollouts }) => ({
    ports: sorted(ports, (port) => port),
    rollouts: sorted(rollouts, (name) => name),
  }));
  return `${JSON.stringify({ format: 1, topologies }, null, 2)}\n`;
}

/** In one order, so that branches merge. */
function sorted<T, U>(entries: Record<string, T>, of: (value: T) => U): Record<string, U> {
  return Object.fromEntries(
    Object.entries(entries)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, of(value)]),
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

function parse(path: string, text: string | undefined): Record<string, Kept> {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${path} is not JSON: ${(error as Error).message}. Merge it by hand, or take it from version control.`,
    );
  }
  const entries =
    isMap(value) && value.format === 1 && isMap(value.topologies) ? value.topologies : undefined;
  const fits = (map: unknown, type: string) =>
    isMap(map) && Object.values<unknown>(map).every((entry) => typeof entry === type);
  if (
    entries &&
    Object.values(entries).every((e) => isMap(e) && fits(e.ports, "number") && fits(e.rollouts, "string"))
  )
    return entries as unknown as Record<string, Kept>;
  throw new Error(
    `${path} is no lock file of format 1. Take it from version control; synth writes it, nobody else.`,
  );
}
