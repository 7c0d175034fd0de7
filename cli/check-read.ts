import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, resolve } from "node:path";
import type { ServerConfig } from "../kea/fleet/fleet";
import { isMap, type Json, type JsonMap, map, type Path } from "../kea/json";
import { FAMILIES, type Family } from "../kea/model/family";
import { DAEMONS } from "../kea/schema/daemons";
import { type Place, readDialect, type Reading } from "../kea/text/dialect";
import type { IncludeReader, Span } from "../kea/text/source";
import { likeness } from "./check-fragment";
import { InputError } from "../rollout/input-error";

/** The most that one file may hold. */
const MOST_BYTES = 128 * 1024 * 1024;

/** What is known of the servers besides their files. */
export type Target = Pick<ServerConfig, "kea" | "directories" | "pathsFree">;

/** A file to check, and the host that it belongs to. */
export interface Input {
  readonly file: string;
  readonly host: string;
}

/** Why a file cannot be read, and where if it could be opened. */
export interface Unreadable {
  readonly file: string;
  readonly at?: Span;
  readonly message: string;
}

/** A file that has been read. */
export interface CheckedFile extends Input {
  readonly reading: Reading;
  /** The configurations in it; none if it cannot be read. */
  readonly servers: readonly ServerConfig[];
  /** Where they are in it: a saved reply of `config-get` wraps them. */
  readonly base: Path;
  readonly errors: readonly Unreadable[];
  /** What is in `Control-agent`, in a file of the control agent. */
  readonly agent?: JsonMap;
  /** Said of a file that is left out. */
  readonly skipped?: string;
}

/** Where a value of a server's configuration is written. */
export function placeIn({ reading, base }: CheckedFile, path: Path): Place | undefined {
  return reading.place([...base, ...path]);
}

/** Stands for standard input, where a file's name is expected. */
const STDIN = "-";

/** `HOST=FILE` or `FILE`. A file of exactly that name goes first. */
export function parseArgument(argument: string): Input {
  if (argument === STDIN) return { file: STDIN, host: "stdin" };
  const named = /^([\w.-]+)=(.+)$/s.exec(argument);
  const exists = statSync(argument, { throwIfNoEntry: false }) !== undefined;
  if (named && !exists) return { host: named[1]!, file: named[2]! };
  return { file: argument, host: hostOf(argument) };
}

/** Names of daemons, as their files have them. */
const DAEMON = "(dhcp[46]|ctrl-agent)";

/**
 * The host that a file name speaks of: `kea1.conf`, `kea1-dhcp4.json` and `kea1-dhcp4.9fdbbcd6.json`
 * are kea1's. A file with the daemon's own name is named after its directory: `kea1/kea-dhcp4.conf`.
 */
export function hostOf(file: string): string {
  const name = basename(file, extname(file)).replace(/\.[0-9a-f]{8}$/, "");
  if (new RegExp(`^(kea-)?${DAEMON}$`, "i").test(name)) return basename(dirname(resolve(file))) || name;
  return name.replace(new RegExp(`[-_.](kea-)?${DAEMON}$`, "i"), "") || name;
}

/**
 * Reads files. What cannot be read is in their errors.
 *
 * @throws InputError when two files claim to be the same server.
 */
export function readFiles(inputs: readonly Input[], target: Target): CheckedFile[] {
  const files = inputs.map((input) => readInput(input, target));
  const owners = new Map<string, string>();
  for (const { file, host, servers, agent } of files) {
    const daemons = servers.map(({ family }) => FAMILIES[family].daemon);
    for (const daemon of [...daemons, ...(agent ? ["kea-ctrl-agent"] : [])]) {
      const key = `${host} ${daemon}`;
      const owner = owners.get(key);
      if (owner !== undefined) {
        throw new InputError(
          `${owner} and ${file} would both be ${daemon} of host ${host}. ` +
            "Write HOST=FILE to say whose they are.",
        );
      }
      owners.set(key, file);
    }
  }
  return withAgents(files);
}

/** Servers know the control agent of their host. */
function withAgents(files: readonly CheckedFile[]): CheckedFile[] {
  const agents = new Map(files.flatMap(({ host, agent }) => (agent ? [[host, agent]] : [])));
  const hosts = new Set(files.flatMap(({ servers }) => servers.map(({ host }) => host)));
  return files.map((file) => {
    const { host, servers } = file;
    const agent = agents.get(host);
    if (file.agent !== undefined && !hosts.has(host)) {
      const skipped = `It configures the Control-agent of host ${host}, none of whose servers is checked.`;
      return { ...file, skipped };
    }
    return agent ? { ...file, servers: servers.map((server) => ({ ...server, agent })) } : file;
  });
}

function readInput(input: Input, target: Target): CheckedFile {
  const found = readBytes(input.file, false);
  if ("problem" in found) {
    const nothing: Reading = { value: undefined, errors: [], remarks: [], place: () => undefined };
    const errors = [{ file: input.file, message: `The file cannot be read: ${found.problem}.` }];
    return { ...input, reading: nothing, servers: [], base: [], errors };
  }
  const reading = readDialect(input.file, found.bytes, includeReader(input.file));
  return { ...input, reading, ...interpret(input, reading, target) };
}

/** A relative name counts from the directory of the file that is checked, in files inside files too. */
function includeReader(file: string): IncludeReader {
  return (name) => {
    const path = isAbsolute(name) ? name : join(dirname(file), name);
    const found = readBytes(path, true);
    return "problem" in found ? found : { file: path, bytes: found.bytes };
  };
}

const CHECKED = [...Object.values(FAMILIES).map(({ root }) => root), "Control-agent"];
/** Other programs of Kea, whose files lie in the same directory. */
const OTHERS = [...DAEMONS.keys()].filter((root) => !CHECKED.includes(root));

type Contents = Pick<CheckedFile, "servers" | "base" | "errors" | "agent" | "skipped">;

/** What a value is: a configuration, a saved reply of `config-get`, or something else. */
function interpret({ file, host }: Input, reading: Reading, target: Target): Contents {
  const { value, place } = reading;
  const errors = reading.errors.map(({ at, message }) => ({ file: at.file, at, message }));
  if (value === undefined) return { servers: [], base: [], errors };
  const base = baseOf(value);
  const config = base.reduce<unknown>((at, step) => (Array.isArray(at) ? at[0] : map(at)[step]), value);
  const servers = Object.entries(FAMILIES)
    .filter(([, { root }]) => root in map(config))
    .map(([family, { root }]) => {
      // A reply adds a hash, which is no part of the configuration.
      const own = base.length > 0 ? { [root]: map(config)[root] } : config;
      return { host, family: family as Family, config: own, ...target };
    });
  if (Array.isArray(value) && base.length === 1 && [...DAEMONS.keys()].some((key) => key in map(config))) {
    const mend = value.length === 1 ? "Take its [ and ] away." : "Give each a file of its own.";
    const message = `The file is a list of configurations, which Kea refuses. ${mend}`;
    return { servers: [], base, errors: [{ file, at: place([])?.value, message }] };
  }
  if (servers.length > 0) return { servers, base, errors };
  const agent: unknown = map(config)["Control-agent"];
  if (isMap(agent)) return { servers, base, errors, agent };
  const other = OTHERS.find((key) => key in map(config));
  if (other !== undefined) {
    return { servers, base, errors, skipped: `It configures ${other}, which is not checked.` };
  }
  const reply = map(Array.isArray(value) ? value[0] : value);
  const said =
    typeof reply.text === "string" ? ` It is a reply that says: ${JSON.stringify(reply.text)}` : "";
  const message = `The file holds no Dhcp4 or Dhcp6.${said || likeness(Array.isArray(value) && base.length === 1 ? value : config)}`;
  return { servers, base, errors: [{ file, at: place([])?.value, message }] };
}

function baseOf(value: Json): Path {
  const list = Array.isArray(value);
  const reply = map(list ? value[0] : value);
  const wrapped = isMap(reply.arguments) && Object.values(FAMILIES).every(({ root }) => !(root in reply));
  return [...(list ? [0] : []), ...(wrapped ? ["arguments"] : [])];
}

/** A file's bytes, or why there are none. An included one must be a plain file: others may never end. */
function readBytes(path: string, plainOnly: boolean): { bytes: Uint8Array } | { problem: string } {
  let file: number | undefined;
  try {
    // process.stdin would keep its pipe from being waited for.
    if (path === STDIN) return readOpen(0, 0);
    const kind = statSync(path);
    if (kind.isDirectory()) return { problem: "it is a directory" };
    if (plainOnly && !kind.isFile()) return { problem: "it is not a plain file" };
    file = openSync(path, "r");
    return readOpen(file, fstatSync(file).size);
  } catch (error) {
    return { problem: reasonOf(error as NodeJS.ErrnoException) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readOpen(file: number, size: number): { bytes: Uint8Array } | { problem: string } {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(Math.max(size - total + 1, 65536), MOST_BYTES));
    const length = readSync(file, chunk);
    if (length === 0) return { bytes: Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, length));
    total += length;
    if (total > MOST_BYTES) return { problem: `it is larger than ${MOST_BYTES / 1024 / 1024} MiB` };
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "there is no such file";
  if (code === "EACCES") return "permission denied";
  return message;
}
