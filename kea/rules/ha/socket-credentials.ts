import { memberLabel, sendsCredentials } from "../../fleet/ha-maps";
import { labelOf } from "../../fleet/labels";
import { type Caller, callersOf, clientsOf } from "../../fleet/shared-sockets";
import { has, type JsonMap, raw, UNKNOWN } from "../../json";
import { enumerate } from "../../words";
import { ownListener } from "../own-listener";
import type { Rule } from "../rule";

export const socketCredentials: Rule = {
  code: "KEAHA105",
  name: "socket-credentials",
  severity: "error",
  reason:
    "A control socket that takes HA's messages turns away a partner without its credentials: both go partner-down, and both serve.",
  source: "measured on Kea 3.0.4, with http-dedicated-listener false",
  *relationship(relationship) {
    const faults = [...callersOf(relationship)].flatMap((caller) => {
      const problem = fault(caller);
      return problem === undefined ? [] : [{ caller, problem }];
    });
    for (const { caller, problem } of faults) {
      const alike = faults.filter((one) => one.problem === problem);
      if (alike[0]!.caller !== caller) continue;
      const { side, socket, from, entry } = caller;
      const others = alike.slice(1).map((one) => one.caller.from.server.name);
      const also = others.length > 0 ? ` (also on ${enumerate(others)})` : "";
      yield {
        server: from.server,
        path: entry.path,
        message:
          from === side
            ? `${labelOf(socket)} takes HA's messages and wants credentials, and ${problem}${also}.`
            : `it dials ${memberLabel(entry)} ${problem}, and ${labelOf(socket)} of ${side.server.name} takes HA's messages there${also}.`,
        remedy: `Give the members' entries, on every server, basic-auth-user and basic-auth-password-file of a client of that socket; or ${ownListener(side)}.`,
      };
    }
  },
};

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
  return ["basic-auth-password", "basic-auth-password-file"].some((key) => has(entry, key));
}

/** A password; where there is none, and no file, Kea takes an empty one. */
function passwordOf(one: JsonMap, key: string): unknown {
  return raw(one, key) ?? (has(one, `${key}-file`) ? UNKNOWN : "");
}

/** What is in a file, or comes later, may be anything. */
function isAlike(a: unknown, b: unknown): boolean {
  return a === b || a === UNKNOWN || b === UNKNOWN;
}
