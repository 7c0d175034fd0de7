import { instance } from "@viz-js/viz";
import type { Command } from "commander";
import type { Fleet } from "../kea/fleet/fleet";
import { type Changed, inBothSchemes, picture, pictures } from "../kea/shown/picture";
import { withExitCodes } from "../rollout/exit-codes";
import { MANIFEST } from "../rollout/files/manifests";
import { loadManifests, type Titled } from "./manifests";
import { writeOutput } from "./output";

/** Adds `kea-ha picture MANIFEST`. */
export function addPicture(program: Command): void {
  const command = program
    .command("picture")
    .description("draws the topology as SVG")
    .argument("<manifest>", MANIFEST)
    .option("-o, --output <file>", "write to a file instead of standard output")
    .action(async (path: string, { output }: { output?: string }) => {
      const svg = await drawDeclared(loadManifests(path));
      if (output === undefined) process.stdout.write(svg);
      else writeOutput(output, svg);
    });
  withExitCodes(command, [
    ["0", "drawn"],
    ["2", "bad input, or output that cannot be written"],
  ]);
}

/** Draws a topology as SVG, for light and dark pages. @param changed what is marked in it. */
export async function drawSvg(fleet: Fleet, changed: Changed = {}): Promise<string> {
  return drawn(picture(fleet, changed));
}

/** Draws each component; under its name, where there are several. */
async function drawDeclared(declarations: readonly Titled[]): Promise<string> {
  const [one, ...more] = declarations;
  if (one !== undefined && more.length === 0) return drawSvg(one.fleet);
  return drawn(pictures(declarations));
}

async function drawn(graph: string): Promise<string> {
  return inBothSchemes((await instance()).renderString(graph, { format: "svg" }));
}
