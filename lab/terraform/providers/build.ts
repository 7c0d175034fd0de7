/** Bundles the stand-ins' program into one file, because Terraform starts it several times in every run. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { PATHS } from "./layout";

/** Builds the program and returns its path. */
export async function buildStandInProgram(): Promise<string> {
  // Loaded here, because set-up mostly finds that there is nothing to build.
  const { build } = await import("esbuild");
  const program = join(PATHS.standIn, "stand-in-provider.cjs");
  await build({
    entryPoints: [join(__dirname, "stand-in-provider.ts")],
    outfile: program,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "none",
  });
  for (const file of ["tfplugin5.proto", "go-plugin.proto"])
    copyFileSync(join(__dirname, file), join(PATHS.standIn, file));
  return program;
}
