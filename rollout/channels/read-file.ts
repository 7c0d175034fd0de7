import { readFile } from "node:fs/promises";
import { ChannelError } from "./channel";

/** Reads a file that a channel needs, or says which one could not be read and what it is for. */
export async function readOrExplain(host: string, path: string, purpose: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new ChannelError(
      host,
      `The file ${path} with ${purpose} cannot be read (${code}).`,
      code === "ENOENT"
        ? "Correct the path, or put the file there."
        : "Give the user that runs Terraform the right to read it.",
    );
  }
}
