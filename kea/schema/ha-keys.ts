import type { KeaVersion } from "../model/release-lines";
import { isKnown, type Key, keysOf } from "./schema";

export const RELATIONSHIP = keysOf("relationship");
/** A member; Kea calls it peer. */
export const PEER = keysOf("peer");
export const MULTI_THREADING = keysOf("ha-multi-threading");
export const STATE_MACHINE = keysOf("state-machine");
/** An entry of `states`. */
export const STATE = keysOf("state");

/** Whether a release line, if it is known, is older than a key of a relationship. */
export function isTooOld(kea: KeaVersion | undefined, key: Key): boolean {
  return !isKnown(key, undefined, kea);
}
