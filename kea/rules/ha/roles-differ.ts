import type { Peer } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { type RoleDifference, roleDifferences, roleOn } from "../../fleet/role-differences";
import { areAtOnePlace, haveExchangedNames } from "../../fleet/urls";
import { enumerate, plain } from "../../words";
import { rolesOf } from "../roles-of";
import type { Rule } from "../rule";

const ALIKE = "Give every server the same mode and roles.";

export const rolesDiffer: Rule = {
  code: "KEAHA041",
  name: "roles-differ",
  severity: "error",
  reason: "Kea never compares roles and modes: with two primaries both serve, with two standbys nobody does.",
  source: "measured on Kea 3.0.4: a role flip on one side only",
  *relationship(relationship) {
    for (const difference of roleDifferences(relationship)) {
      const { side } = difference;
      // Where names are exchanged, it is told as that.
      const other = relationship.sides.find(
        (one) => areAtOnePlace(one, side) && haveExchangedNames(one, side),
      );
      const exchanged = other ? [side.self, other.self] : [];
      const peers = difference.peers?.filter(({ name }) => !exchanged.includes(name));
      if (peers?.length === 0) continue;
      yield { server: side.server, ...(peers ? ofRoles(difference, peers) : ofMode(difference)) };
    }
  },
};

function ofMode({ side, reference, isWrong }: RoleDifference) {
  const [mode, theirs] = [plain(side.mode!), plain(reference.mode!)];
  return {
    path: [...side.path, "mode"],
    message: `its mode is ${mode}, and ${theirs} on ${reference.server.name}.`,
    remedy: isWrong ? `Make it ${theirs}, with the roles that ${reference.server.name} gives.` : ALIKE,
  };
}

function ofRoles({ reference, isWrong }: RoleDifference, peers: readonly Peer[]) {
  const theirs = (name: string | undefined) => plain(roleOn(reference, name!)!);
  const roles = peers.map(
    (peer) =>
      `${memberLabel(peer)} is ${plain(peer.role!)} (${theirs(peer.name)} on ${reference.server.name})`,
  );
  const right = peers.map((peer) => `${memberLabel(peer)} the ${theirs(peer.name)}`);
  return {
    path: [...peers[0]!.path, "role"],
    message: `${enumerate(roles)}.`,
    remedy: isWrong ? `Make ${enumerate(right)}: a ${rolesOf(reference.mode!)}.` : ALIKE,
  };
}
