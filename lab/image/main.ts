/** `node --import tsx lab/image/main.ts [VERSION...]`: builds the root file systems asked for. */
import { explained } from "../problem";
import { DEFAULT_KEA, isKeaRelease, RECIPES } from "./recipes";
import { ensureRootfs, isBuilt } from "./rootfs";

async function main(asked: readonly string[]): Promise<void> {
  for (const kea of asked.length ? asked : [DEFAULT_KEA]) {
    if (!isKeaRelease(kea)) {
      throw new Error(`there is no recipe for Kea ${kea}; there are ${Object.keys(RECIPES).join(", ")}.`);
    }
    if (!isBuilt(kea)) console.log(`setup: building the root file system of Kea ${kea} (about 25 s)`);
    await ensureRootfs(kea, { say: (line) => console.log(`setup: ${line}`) });
  }
}

main(process.argv.slice(2)).catch((problem: unknown) => {
  console.error(`setup: ${explained(problem)}`);
  process.exitCode = 1;
});
