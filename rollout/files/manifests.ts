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
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) => NAME.test(file));
  const manifests = ofLastSynth(files.map((file) => join(path, file)));
  if (manifests.length > 0) return manifests.sort();
  throw new InputError(
    `${path} holds no rollout manifest (kea/TOPOLOGY/rollout-*.json). Synthesize the stack first; where only Terraform knows what is in the manifest, it is there after the first apply.`,
  );
}
