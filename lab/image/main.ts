/** `node --import tsx lab/image/main.ts [VERSION...]`: builds the root file systems asked for. */
import { explained } from "../problem";
import { DEFAULT_KEA, isKeaRelease, type KeaRelease, RECIPES } from "./recipes";
import { ensureRootfs, isBuilt } from "./rootfs";

async function main(asked: readonly string[]): Promise<void> {
  const releases = (asked.length ? asked : [DEFAULT_KEA]).map((kea) => {
    if (isKeaRelease(kea)) return kea;
    throw new Error(`there is no recipe for Kea ${kea}; there are ${Object.keys(RECIPES).join(", ")}.`);
  });
  const build = async (kea: KeaRelease) => {
    if (!isBuilt(kea)) console.log(`setup: building the root file system of Kea ${kea} (about 25 s)`);
    await ensureRootfs(kea, { say: (line) => console.log(`setup: ${line}`) });
  };
  // What is wrong with any of them is said at once.
  const built = await Promise.allSettled(releases.map(build));
  const problems = built.flatMap((one) => (one.status === "rejected" ? [explained(one.reason)] : []));
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

main(process.argv.slice(2)).catch((problem: unknown) => {
  console.error(`setup: ${explained(problem)}`);
  process.exitCode = 1;
});
