import { has, isMap, type JsonMap, type Path, raw } from "../json";
import { KeaVersion } from "../model/release-lines";
import { oncePer } from "../remember";
import { MULTI_THREADING, PEER, RELATIONSHIP, STATE, STATE_MACHINE } from "../schema/ha-keys";
import type { Keys } from "../schema/schema";
import { plain } from "../words";
import type { Server, Side } from "./fleet";

/** A map of a relationship, with the keys that it takes. */
export interface HaMap {
  readonly keys: Keys;
  /** Ends `KEY is VALUE`; empty for the relationship itself. */
  readonly of: string;
  readonly map: JsonMap;
  readonly path: Path;
}

/** How messages call a member. */
export function memberLabel({ name, path }: Side["peers"][number]): string {
  return name === undefined ? `member ${Number(path.at(-1)) + 1}` : plain(name);
}

type Credential = readonly [plain: string, file: string];
const USER: Credential = ["basic-auth-user", "basic-auth-user-file"];
export const PASSWORD: Credential = ["basic-auth-password", "basic-auth-password-file"];
const BOTH: readonly Credential[] = [USER, PASSWORD];
const ONLY_PASSWORD: readonly Credential[] = [PASSWORD];

/** The keys of a member's credentials, in clear text and as a file: 2.6 and 3.0 know no file for the user. */
export function credentialKeys({ kea }: Server): readonly Credential[] {
  return kea === undefined || kea === KeaVersion.V3_2 ? BOTH : ONLY_PASSWORD;
}

/** Every map of a relationship, as one server writes it. */
export const haMaps = oncePer(({ map, path, peers }: Side): readonly HaMap[] => {
  const found: HaMap[] = [{ keys: RELATIONSHIP, of: "", map, path }];
  const add = (schema: Keys, of: string, value: unknown, ...at: (string | number)[]) => {
    if (isMap(value)) found.push({ keys: schema, of, map: value, path: [...path, ...at] });
  };
  add(MULTI_THREADING, " in multi-threading", map["multi-threading"], "multi-threading");
  const machine = map["state-machine"];
  add(STATE_MACHINE, " in state-machine", machine, "state-machine");
  const states: unknown = isMap(machine) ? machine.states : undefined;
  if (Array.isArray(states)) {
    states.forEach((state: unknown, index) => {
      add(STATE, ` of entry ${index + 1} of states`, state, "state-machine", "states", index);
    });
  }
  for (const peer of peers) {
    found.push({ keys: PEER, of: ` of ${memberLabel(peer)}`, map: peer.map, path: peer.path });
  }
  return found;
});

/** Whether Kea sends a member any credentials: it sends nothing where there is no user. */
export function sendsCredentials(peer: JsonMap): boolean {
  return (
    has(peer, "basic-auth-user-file") || !["", undefined].includes(raw(peer, "basic-auth-user") as string)
  );
}
