import { halfEdited } from "../../fleet/copied-relationships";
import { type Fleet, lists, type RelationshipView, type Side } from "../../fleet/fleet";
import { haLibraries } from "../../fleet/hooks";
import { misspelt } from "../../fleet/misspelt-names";
import { isComplete, lacksRole } from "../../fleet/roles";
import { isTaken, membersKnown, relationshipOf } from "../../fleet/sides";
import { mayFindItself, misnamed, misplaced, nameOfTwo, namesakes } from "../../fleet/unlisted-servers";
import { choice, enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const thisServerName: Rule = {
  code: "KEAHA012",
  name: "this-server-name",
  severity: "error",
  reason:
    "A server finds itself among the members by this-server-name, and goes out of service where it cannot.",
  source: "HAConfig::validate",
  *member(side, relationship, fleet) {
    const alike = namesakes(side);
    const problem = alike.length > 0 ? oneName(alike, side, fleet) : problemOf(side, relationship, fleet);
    if (problem) yield problem;
    for (const copy of haLibraries(side.server).length > 1 ? [] : halfEdited(side))
      yield copied(copy, relationship, fleet);
  },
};

/** One name for several relationships, told at the first: as a member of two it would be refused. */
function oneName(alike: readonly Side[], side: Side, fleet: Fleet): Problem | undefined {
  if (side !== alike[0]) return undefined;
  const name = plain(side.self!);
  const own = alike.flatMap((one) => {
    const relationship = relationshipOf(fleet).get(one)!;
    const free = lacksRole(one) ? [] : freeNames(one, relationship);
    return free.length === 1 ? [`${plain(free[0]!)} in relationship ${relationship.name}`] : [];
  });
  return {
    path: [...side.path, "this-server-name"],
    message: `this-server-name is ${name} in ${alike.length} relationships, and none of their members is called ${name}.`,
    remedy: `Set it in each to the name of its own entry there${own.length > 0 ? `: ${enumerate(own)}` : ""}. No name may be in two relationships.`,
  };
}

/** A copy of a relationship in which this-server-name alone was changed. */
function copied(
  { self, path }: Side["again"][number],
  { family, name }: RelationshipView,
  { relationships }: Fleet,
): Problem {
  const home = relationships.find(
    (other) => other.family === family && other.sides.some((side) => lists(side, self)),
  );
  return {
    path: [...path, "peers"],
    message: `this-server-name is ${plain(self!)}, and its peers are those of relationship ${name}.`,
    remedy: `List the members of ${home ? `relationship ${home.name}` : `the relationship that ${plain(self!)} is in`}.`,
  };
}

function problemOf(side: Side, relationship: RelationshipView, fleet: Fleet): Problem | undefined {
  const { self, path, map } = side;
  const written: unknown = map["this-server-name"];
  // What is not known, or of a wrong type, is told elsewhere.
  if ((written !== undefined && self === undefined) || (self && !membersKnown(side))) return undefined;
  const names = namesOf(side);
  if (self && mayFindItself(side)) return undefined;
  // One of two members of one name is meant for it: told of them.
  if (nameOfTwo(side, relationship, fleet) !== undefined) return undefined;
  const free = freeNames(side, relationship);
  const at = [...path, "this-server-name"];
  if (!self) return { path: at, message: "it has no this-server-name.", remedy: choice(free) };
  const entry = misnamed(side, relationship);
  if (entry)
    return {
      path: [...entry.peer.path, "name"],
      message: `this-server-name is ${plain(self)}, as ${entry.by.server.name} lists it, and its own entry among peers is called ${plain(entry.peer.name!)}.`,
      remedy: `Call the entry ${plain(self)}.`,
    };
  const home = misplaced(fleet).get(side);
  if (home)
    return {
      path: [...path, "peers"],
      message: `this-server-name is ${plain(self)}, a member of relationship ${home.name}, and its peers are those of relationship ${relationship.name}.`,
      remedy: `List the members of relationship ${home.name}.`,
    };
  const missing = `this-server-name is ${plain(self)}, and no member is called ${plain(self)}`;
  const elsewhere = side.server.sides.some((other) => other !== side && other.own?.name === self);
  if (elsewhere && free.length > 0)
    return {
      path: at,
      message: `${missing}: that is its name in another relationship.`,
      remedy:
        free.length === 1
          ? `Did you mean ${plain(free[0]!)}?`
          : "Use the name that it has in this relationship.",
    };
  // What is like the name of another server may be meant for a third one.
  const like = lacksRole(side) ? undefined : misspelt(self, names);
  const guess = [side.server.host, like].find((name) => name !== undefined && free.includes(name));
  if (guess !== undefined)
    return { path: at, message: `${missing}.`, remedy: `Did you mean ${plain(guess)}?` };
  // Never to use the name of one of them: two servers would be one.
  return {
    path: at,
    message: `${missing}: the server itself is missing among them.`,
    remedy: isComplete(side)
      ? `Replace the entry that is meant for it, or add ${plain(self)} to peers as a backup: others serve already.`
      : `Add ${plain(self)} to peers, with its URL and its role.`,
  };
}

function namesOf({ peers }: Side): string[] {
  return [...new Set(peers.flatMap(({ name }) => (name?.trim() ? name.trim() : [])))];
}

/** The names that a server may take: with that of another one it would take its place. */
function freeNames(side: Side, relationship: RelationshipView): string[] {
  return namesOf(side).filter((name) => !isTaken(name, side, relationship));
}
