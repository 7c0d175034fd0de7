/** Partners whose credentials a control socket, which takes HA's messages, does not know. */
import { has, type JsonMap, raw, UNKNOWN } from "../json";
import { oncePer } from "../remember";
import type { RelationshipView } from "./fleet";
import { PASSWORD, sendsCredentials } from "./ha-maps";
import { type Caller, callersOf, clientsOf } from "./shared-sockets";

/** A caller, and what is wrong with what it sends. */
export interface TurnedAway {
  readonly caller: Caller;
  readonly problem: string;
}

export const turnedAway = oncePer((relationship: RelationshipView): readonly TurnedAway[] =>
  [...callersOf(relationship)].flatMap((caller) => {
    const problem = fault(caller);
    return problem === undefined ? [] : [{ caller, problem }];
  }),
);

/** What is wrong with the credentials that a partner sends; undefined: nothing, or not known. */
function fault({ side, socket, from, entry }: Caller): string | undefined {
  const known = clientsOf(socket) ?? [];
  if (known.length === 0) return undefined;
  if (from === side) {
    // One server alone: it may be that only the partner's copy has them.
    return side.peers.some(({ map: peer }) => sendsCredentials(peer)) ? undefined : "no member has any";
  }
  if (!sendsCredentials(entry.map)) return `without ${hasPassword(entry.map) ? "a user" : "credentials"}`;
  // A user that is not written is in a file.
  const userOf = (one: JsonMap, key: string) => raw(one, key) ?? UNKNOWN;
  const user = userOf(entry.map, "basic-auth-user");
  const users = known.filter((client) => isAlike(userOf(client, "user"), user));
  if (users.length === 0) return "as a user that its control socket does not know";
  const password = passwordOf(entry.map, "basic-auth-password");
  if (users.some((client) => isAlike(passwordOf(client, "password"), password))) return undefined;
  return password === "" ? "without a password" : "with another password than its control socket has";
}

function hasPassword(entry: JsonMap): boolean {
  return PASSWORD.some((key) => has(entry, key));
}

/** A password; where there is none, and no file, Kea takes an empty one. */
function passwordOf(one: JsonMap, key: string): unknown {
  return raw(one, key) ?? (has(one, `${key}-file`) ? UNKNOWN : "");
}

/** What is in a file, or comes later, may be anything. */
function isAlike(a: unknown, b: unknown): boolean {
  return a === b || a === UNKNOWN || b === UNKNOWN;
}
