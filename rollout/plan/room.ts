import { MOST_FILES, openFiles } from "../../kea/fleet/open-files";
import type { World } from "./world";

/** Files that a server needs for each partner that is set, until connections of before are closed. */
const PER_PARTNER = 2;
/** Files for the commands that it is sent meanwhile. */
export const FOR_COMMANDS = 20;
/** Where there is no room at all, going slower does not make any. */
const LEAST = 10;

/** Why fewer stages run at the same time than are allowed. */
export interface Tight {
  readonly server: string;
  /** Files that it has open once it has served in all of its relationships. */
  readonly files: number;
  /** Stages at the same time. */
  readonly width: number;
}

/** The server, if any, that would open more files than Kea can have if so many of its partners were set at once. */
export function tightest({ servers }: World, width: number): Tight | undefined {
  const all = [...servers.values()].map(({ name, facts }): Tight => {
    const files = openFiles(facts.roles);
    const room = Math.floor((MOST_FILES - FOR_COMMANDS - files) / PER_PARTNER);
    return { server: name, files, width: Math.max(LEAST, room) };
  });
  return all.filter((one) => one.width < width).sort((one, other) => one.width - other.width)[0];
}
