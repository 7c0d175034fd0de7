import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The manifests that the last synth of their stacks wrote; those of earlier ones stay beside them. */
export function ofLastSynth(manifests: readonly string[]): string[] {
  return manifests.filter((manifest) => {
    const stack = textOf(join(dirname(manifest), "../../cdk.tf.json"));
    const name = basename(manifest);
    // A hash that only Terraform knows is an expression there.
    const names = [name, name.replace(/[0-9a-f]{8}\.json$/, "${")];
    return stack === undefined || names.some((one) => stack.includes(one));
  });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
