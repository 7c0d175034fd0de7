/** Where things lie on this machine. */
import { join, resolve } from "node:path";

/** The project's root. */
export const PROJECT = resolve(__dirname, "..");

/** Everything that the lab keeps on disk. */
export const LAB_HOME = join(PROJECT, ".lab");
