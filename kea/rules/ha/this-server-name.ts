import { membersKnown } from "../../fleet/sides";
import { choice, meant, plain } from "../../words";
import { everySide } from "../per-side";
import type { Rule } from "../rule";

export const thisServerName: Rule = {
  code: "KEAHA012",
  name: "this-server-name",
  severity: "error",
  reason:
    "A server finds itself among the members by this-server-name, and goes out of service where it cannot.",
  source: "HAConfig::validate",
  check: (fleet) =>
    everySide(fleet, function* (side) {
      const { self, peers, path, map } = side;
      const written: unknown = map["this-server-name"];
      // What is not known, or of a wrong type, is told elsewhere.
      if ((written !== undefined && self === undefined) || (self && !membersKnown(side))) return;
      const names = [...new Set(peers.flatMap(({ name }) => (name?.trim() ? name.trim() : [])))];
      if (self && (names.includes(self) || peers.some(({ name }) => name?.trim() === ""))) return;
      const guess = self ? meant(self, names) : undefined;
      yield {
        path: [...path, "this-server-name"],
        message: self
          ? `this-server-name is ${plain(self)}, which is none of its members.`
          : "it has no this-server-name.",
        remedy: guess ? `Did you mean ${plain(guess)}?` : choice(names),
      };
    }),
};
