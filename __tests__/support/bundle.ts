/** The programs of the package, built as it builds them. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "./article";

/**
 * Bundles a program, in a place of its own: other tests may be building, too.
 *
 * @param main path of its source in the project.
 */
export function bundle(main: string, outfile: string): void {
  const flags = ["--bundle", "--platform=node", "--target=node20", "--log-level=error"];
  execFileSync(join(PROJECT, "node_modules/.bin/esbuild"), [main, `--outfile=${outfile}`, ...flags], {
    cwd: PROJECT,
  });
}
