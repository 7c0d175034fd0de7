import { load } from "../rollout/files/load";
import { manifestsIn } from "../rollout/files/manifests";
import type { Declaration } from "../rollout/plan/declaration";

/** Reads a manifest, or all that {@link manifestsIn} finds in a directory. @throws InputError */
export function loadManifests(path: string): Declaration[] {
  return manifestsIn(path).map((file) => load(file));
}
