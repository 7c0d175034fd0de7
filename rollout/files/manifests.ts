import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../input-error";
import { ofLastSynth } from "./last-synth";

/** What a command that reads manifests says of its argument. */
export const MANIFEST = "a rollout manifest, or a directory that holds some, e.g. cdktf.out/stacks/STACK";

const NAME = /(^|\/)rollout-[^/.]+\.[0-9a-f]{8}\.json$/;

/**
 * The manifest that a path is, or all those below a directory such as `cdktf.out/stacks/STACK`; not those that an
 * earlier synth left there.
 *
 * @throws InputError when there is none.
 */
export function manifestsIn(path: string): string[] {
  const manifests = manifestsAt(path);
  if (manifests.length > 0) return manifests;
  throw new InputError(
    `${path} holds no rollout manifest (kea/TOPOLOGY/rollout-*.json). Synthesize the stack first; where only Terraform knows what is in the manifest, it is there after the first apply.`,
  );
}

/** The same for all that a pattern such as `rollout-*` finds; the directory of the way back holds none. */
export function manifestsAmong(paths: readonly string[]): string[] {
  return paths.flatMap(paths.length > 1 ? manifestsAt : manifestsIn);
}

function manifestsAt(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) => NAME.test(file));
  return ofLastSynth(files.map((file) => join(path, file))).sort();
}
