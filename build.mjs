// Builds what is shipped: the constructs (CommonJS and types) and the two programs (one file each).
import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { build } from "esbuild";

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
  appendFileSync(outfile, notices(Object.keys(metafile.inputs)));
};

/** The licences of the packages in a program; in the program itself, because it travels alone. */
function notices(files) {
  const packages = new Set(
    files.flatMap((file) => /^.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(file)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((directory) => {
    const { name, version, license, repository } = JSON.parse(
      readFileSync(`${directory}/package.json`, "utf8"),
    );
    const file = readdirSync(directory).find((one) => /^(licen[cs]e|copying)/i.test(one));
    if (file === undefined && license === undefined) {
      console.error(`${directory} does not say under which licence its code may be shipped.`);
      return hasSaid();
    }
    // Those without a file have their copyright in a comment of their code, which stands above.
    if (file === undefined) return `${name} ${version}\n\n${license}, ${repository?.url}\n`;
    return `${name} ${version}\n\n${readFileSync(`${directory}/${file}`, "utf8").trim()}\n`;
  });
  const text = ["This program contains code of others, under their licences:\n", ...texts].join("\n");
  return texts.length === 0 ? "" : `/*\n${text.replaceAll("*/", "* /")}*/\n`;
}

// esbuild and tsc say themselves what is wrong; where in them they say it helps nobody.
const hasSaid = () => process.exit(1);

rmSync(staging, { recursive: true, force: true });
await program("rollout/main.ts", "rollout.cjs");
await program("cli/main.ts", "kea-ha.cjs");
const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", staging];
if (spawnSync(process.execPath, tsc, { stdio: "inherit" }).status !== 0) hasSaid();
rmSync("dist", { recursive: true, force: true });
renameSync(staging, "dist");
