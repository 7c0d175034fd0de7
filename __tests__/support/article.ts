import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileTexts } from "./synth";

/** The project's directory. */
export const PROJECT = resolve(__dirname, "../..");

/** One change to main.ts, as a user would make it: a text and what stands in its place. */
export type Edit = readonly [from: string, to: string];

/** Kea 3 becomes the primary of net30, and Kea 4 its standby. */
export const FLIP: readonly Edit[] = [
  ["primary: { host: kea4,", "PRIMARY: { host: kea4,"],
  ["standby: { host: kea3,", "primary: { host: kea3,"],
  ["PRIMARY: { host: kea4,", "standby: { host: kea4,"],
];

/** The article's main.ts with edits, importable from anywhere. */
export function editedMain(edits: readonly Edit[]): string {
  let source = readFileSync(join(PROJECT, "main.ts"), "utf8");
  for (const [from, to] of edits) {
    if (!source.includes(from)) throw new Error(`main.ts does not hold ${from}`);
    source = source.replaceAll(from, () => to);
  }
  return source
    .replaceAll('from "./', `from "${PROJECT}/`)
    .replace('from "cdktf"', `from "${PROJECT}/node_modules/cdktf"`);
}

/** Synthesizes the article's stack, as `cdktf synth` does, and returns its Terraform JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Terraform JSON of any shape
export function synthArticle(edits: readonly Edit[] = []): any {
  const key = JSON.stringify(edits);
  const text = synthesized.get(key) ?? synthesize(edits);
  synthesized.set(key, text);
  return JSON.parse(text);
}

const synthesized = new Map<string, string>();

function synthesize(edits: readonly Edit[]): string {
  const directory = mkdtempSync(join(tmpdir(), "kea-ha-article-"));
  try {
    mkdirSync(join(directory, "app"));
    writeFileSync(join(directory, "app/main.ts"), editedMain(edits));
    execFileSync(process.execPath, ["--import", "tsx", join(directory, "app/main.ts")], {
      cwd: PROJECT,
      env: { ...process.env, CDKTF_OUTDIR: join(directory, "out") },
      stdio: "pipe",
    });
    return readFileSync(join(directory, "out/stacks/article/cdk.tf.json"), "utf8");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The Kea configuration of every host in synthesized Terraform JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Terraform JSON of any shape
export function configurations(terraform: any): Record<string, any> {
  return Object.fromEntries(
    Object.entries(fileTexts(terraform)).flatMap(([address, text]) => {
      const host = /^dhcp_(.*)-dhcp4$/.exec(address)?.[1];
      return host === undefined ? [] : [[host, JSON.parse(text)]];
    }),
  );
}
