import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ofLastSynth } from "../rollout/files/last-synth";
import { load } from "../rollout/files/load";
import { InputError } from "../rollout/input-error";
import type { Declaration } from "../rollout/plan/declaration";

/** What a command that reads manifests says of its argument. */
export const MANIFEST = "a rollout manifest, or a directory that holds some, e.g. cdktf.out/stacks/STACK";

const NAME = /(^|\/)rollout-[^/.]+\.[0-9a-f]{8}\.json$/;

/**
 * Reads a manifest, or all manifests below a directory such as `cdktf.out/stacks/STACK`; not those that an earlier
 * synth left there.
 *
 * @throws InputError when there is none.
 */
export function loadManifests(path: string): Declaration[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [load(path)];
  const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) => NAME.test(file));
  const manifests = ofLastSynth(files.map((file) => join(path, file)));
  if (manifests.length === 0) {
    throw new InputError(
      `${path} holds no rollout manifest (kea/TOPOLOGY/rollout-*.json). Deploy the stack first.`,
    );
  }
  return manifests.sort().map((file) => load(file));
}
