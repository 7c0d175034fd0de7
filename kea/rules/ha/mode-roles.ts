import type { Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { roleDifferences } from "../../fleet/role-differences";
import { fits, MODES, mustBeHotStandby, ROLES, vacantRoles } from "../../fleet/roles";
import { membersKnown } from "../../fleet/sides";
import { enumerate, meant, plain } from "../../words";
import { rolesOf } from "../roles-of";
import type { Problem, Rule } from "../rule";

export const modeRoles: Rule = {
  code: "KEAHA006",
  name: "mode-roles",
  severity: "error",
  reason: "Kea refuses a relationship whose members do not fit its mode.",
  source: "HAConfig::validate; Kea manual, HA Modes",
  *side(side, relationship) {
    yield* unknownWords(side);
    // Where another server has them right, what is wrong here is known, and told elsewhere.
    if (roleDifferences(relationship).some((one) => one.side === side && one.isWrong)) return;
    const { mode } = side;
    if (mode === undefined || !MODES.has(mode) || fits(side, mode)) return;
    // That the mode is the mistake is told elsewhere: the roles should be those of the right one.
    const isMode = relationship.sides.some((other) => other.mode === mode && mustBeHotStandby(other));
    yield* isMode ? misfits(side, "hot-standby", "has to be hot-standby") : misfits(side, mode, `is ${mode}`);
  },
};

function* unknownWords({ mode, path, peers }: Side): Generator<Problem> {
  const suggestion = (word: string, known: string[]) => {
    const guess = meant(word, known);
    return guess === undefined ? `Use one of ${known.join(", ")}.` : `Did you mean ${guess}?`;
  };
  if (mode !== undefined && !MODES.has(mode)) {
    yield {
      path: [...path, "mode"],
      message: `its mode is ${plain(mode)}.`,
      remedy: suggestion(mode, [...MODES.keys()]),
    };
  }
  for (const peer of peers) {
    if (peer.role === undefined || ROLES.includes(peer.role)) continue;
    yield {
      path: [...peer.path, "role"],
      message: `the role of ${memberLabel(peer)} is ${plain(peer.role)}.`,
      remedy: suggestion(peer.role, ROLES),
    };
  }
}

/** Where the roles are not those of a mode, which is, or should be, that of the relationship. */
function* misfits(side: Side, mode: string, verb: string): Generator<Problem> {
  const { path, peers, self, own } = side;
  const known = MODES.get(mode)!;
  // An absent, unknown or misspelt role may be the one that is missing: that is told elsewhere.
  if (peers.length === 0) return;
  const remedy = `A ${rolesOf(mode)}.`;
  const at = [...path, "peers"];
  // Who is there twice is told as that.
  const named = (role: string) => [...new Set(peers.filter((peer) => peer.role === role).map(memberLabel))];
  const strangers = known.refuses.flatMap((role) => named(role).map((member) => ({ role, member })));
  for (const { role, member } of strangers)
    yield { path: at, message: `it ${verb}, and ${member} is its ${role}.`, remedy };
  const held = known.needs.map((role) => ({ role, holders: named(role) }));
  for (const { role, holders } of held) {
    if (holders.length > 1) yield { path: at, message: `${enumerate(holders)} are all its ${role}.`, remedy };
  }
  if (strangers.length > 0 || held.some(({ holders }) => holders.length > 1)) return;
  const vacant = vacantRoles(side, mode);
  // It may be the server itself that is missing, which is told elsewhere.
  if (vacant.length === 1 && self && own === undefined && membersKnown(side)) return;
  for (const role of vacant) yield { path: at, message: `it ${verb} and has no ${role}.`, remedy };
}
