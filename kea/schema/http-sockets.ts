import { KeaVersion } from "../model/release-lines";
import { isKnown, keysOf } from "./schema";

/** Whether the daemons of a release line have HTTP control sockets of their own. */
export function hasHttpSockets(kea: KeaVersion): boolean {
  return isKnown(keysOf("control-socket").get("socket-address")!, undefined, kea);
}

/** Whether a release line refuses an HTTP control socket without authentication and TLS. */
export function refusesOpenHttp(kea: KeaVersion): boolean {
  return kea === KeaVersion.V3_2;
}
