import { dirname, relative, resolve } from "node:path";
import { load } from "../rollout/files/load";
import { manifestsIn } from "../rollout/files/manifests";
import type { Declaration } from "../rollout/plan/declaration";

/** What is declared for a component, and what it is called among others. */
export interface Titled extends Declaration {
  /** The component's name; with its stack's directory where components of several stacks have that name. */
  readonly title: string;
}

/** Reads a manifest, or all that {@link manifestsIn} finds in a directory. @throws InputError */
export function loadManifests(path: string): Titled[] {
  const all = manifestsIn(path).map((file) => ({ file, declaration: load(file) }));
  const names = all.map(({ declaration }) => declaration.manifest.component);
  return all.map(({ file, declaration }, index) => {
    const name = names[index]!;
    const isOne = names.indexOf(name) === names.lastIndexOf(name);
    return { ...declaration, title: isOne ? name : `${name} (${stackOf(file, path)})` };
  });
}

/** The directory of a manifest's stack, which has it in kea/TOPOLOGY. */
const stackOf = (file: string, path: string) => relative(path, resolve(dirname(file), "../..")) || ".";
