import { FAMILIES } from "../model/family";
import type { Server } from "./fleet";

/** Whether a server has a logger of a name. */
export function hasLogger({ family }: Server, name: string): boolean {
  const { daemon } = FAMILIES[family];
  // "*" and other spellings stand for the root logger.
  return name === "" || name === "*" || name === daemon || name.startsWith(`${daemon}.`);
}
