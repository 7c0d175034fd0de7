import type { RelationshipView, Side } from "../../fleet/fleet";
import { misspelt } from "../../fleet/names";
import { lacksRole } from "../../fleet/roles";
import { membersKnown } from "../../fleet/sides";
import { choice, plain } from "../../words";
import type { Rule } from "../rule";

export const thisServerName: Rule = {
  code: "KEAHA012",
  name: "this-server-name",
  severity: "error",
  reason:
    "A server finds itself among the members by this-server-name, and goes out of service where it cannot.",
  source: "HAConfig::validate",
  *member(side, relationship) {
    const { self, peers, path, map } = side;
    const written: unknown = map["this-server-name"];
    // What is not known, or of a wrong type, is told elsewhere.
    if ((written !== undefined && self === undefined) || (self && !membersKnown(side))) return;
    const names = [...new Set(peers.flatMap(({ name }) => (name?.trim() ? name.trim() : [])))];
    if (self && (names.includes(self) || peers.some(({ name }) => name?.trim() === ""))) return;
    // With the name of another one it would take its place.
    const free = names.filter((name) => !isTaken(name, side, relationship));
    const at = [...path, "this-server-name"];
    if (!self) {
      yield { path: at, message: "it has no this-server-name.", remedy: choice(free) };
      return;
    }
    const missing = `this-server-name is ${plain(self)}, and no member is called ${plain(self)}`;
    const guess = lacksRole(side) ? undefined : misspelt(self, free);
    yield guess === undefined
      ? {
          path: at,
          message: `${missing}: the server itself is missing among them.`,
          remedy: `Add ${plain(self)} to peers, with its URL and its role.`,
        }
      : { path: at, message: `${missing}.`, remedy: `Did you mean ${plain(guess)}?` };
  },
};

/** Whether another server is that member, as far as is known. */
function isTaken(name: string, { server }: Side, { sides, declared }: RelationshipView): boolean {
  return (
    sides.some((other) => other.server !== server && other.self === name) ||
    declared.some((member) => member.name === name && member.host !== server.host)
  );
}
