// Builds what is shipped: the constructs (CommonJS and types) and the two programs (one file each).
import { spawnSync } from "node:child_process";
import { appendFileSync, renameSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { notices } from "./notices.mjs";

// Built aside and swapped in, so that a build that fails leaves the old one.
const staging = "dist.new";
const program = async (entry, name) => {
  const outfile = `${staging}/${name}`;
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "eof",
    banner: { js: "#!/usr/bin/env node" },
  }).catch(hasSaid);
  try {
    appendFileSync(outfile, notices(Object.keys(metafile.inputs)));
  } catch (error) {
    console.error(error.message);
    hasSaid();
  }
};

// esbuild and tsc say themselves what is wrong; where in them they say it helps nobody.
const hasSaid = () => process.exit(1);

rmSync(staging, { recursive: true, force: true });
await program("rollout/main.ts", "rollout.cjs");
await program("cli/main.ts", "kea-ha.cjs");
const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", staging];
if (spawnSync(process.execPath, tsc, { stdio: "inherit" }).status !== 0) hasSaid();
rmSync("dist", { recursive: true, force: true });
renameSync(staging, "dist");
