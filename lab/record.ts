/** What is written down about a lab, so that another process can find and use it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Control, HttpAccess } from "./kea/first-configuration";
import type { Family } from "./kea/daemon";
import type { AdminSsh } from "./network/keys";
import type { ProcessIdentity } from "./network/namespaces";
import type { KeaRelease } from "./image/recipes";
import { LAB_HOME } from "./places";
import type { LabTopology } from "./network/topology";

export interface LabRecord {
  readonly name: string;
  readonly kea: KeaRelease;
  readonly keaVersion: string;
  readonly topology: LabTopology;
  readonly families: readonly Family[];
  readonly control: Control;
  readonly ssh: AdminSsh;
  readonly supervisor: ProcessIdentity;
  readonly http?: HttpAccess;
}

const RUN = join(LAB_HOME, "run");
const fileOf = (name: string) => join(stateOf(name), "lab.json");

/** The state directory of a lab. */
export function stateOf(name: string): string {
  if (!/^[\w.-]+$/.test(name))
    throw new Error(`lab: "${name}" is no name for a lab; use letters, digits and -`);
  return join(RUN, name);
}

export function readRecord(name: string): LabRecord | undefined {
  const file = fileOf(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as LabRecord) : undefined;
}

export function writeRecord(record: LabRecord): void {
  writeFileSync(fileOf(record.name), JSON.stringify(record, null, 2) + "\n", { mode: 0o600 });
}

/** Names of all labs that have a state directory, running or not. */
export function recordedLabs(): string[] {
  return existsSync(RUN) ? readdirSync(RUN).filter((name) => existsSync(fileOf(name))) : [];
}
