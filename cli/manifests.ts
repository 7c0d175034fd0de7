import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, load } from "../rollout/files/load";
import type { Declaration } from "../rollout/plan/declaration";

/** What a command that reads manifests says of its argument. */
export const MANIFEST = "a rollout manifest, or a directory that holds some, e.g. cdktf.out/stacks/STACK";

const NAME = /(^|\/)rollout-[^/.]+\.[0-9a-f]{8}\.json$/;

/**
 * Reads a manifest, or all manifests below a directory such as `cdktf.out/stacks/STACK`.
 *
 * @throws InputError when there is none.
 */
export function loadManifests(path: string): Declaration[] {
  const directory = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const manifests = directory
    ? readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) => NAME.test(file))
    : [];
  if (directory && manifests.length === 0) {
    throw new InputError(
      `${path} holds no rollout manifest (kea/TOPOLOGY/rollout-*.json). Deploy the stack first.`,
    );
  }
  return directory ? manifests.sort().map((file) => load(join(path, file))) : [load(path)];
}
