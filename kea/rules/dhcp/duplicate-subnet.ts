import type { Rule } from "../../findings";
import { parsePrefix } from "../../ip";
import { eachSubnet } from "./each-subnet";

export const duplicateSubnet: Rule = {
  code: "KEAHA009",
  name: "duplicate-subnet",
  severity: "error",
  reason:
    "A subnet belongs to one relationship, and its id to one subnet: partners that disagree stop replicating.",
  *check(fleet) {
    const ids = new Map<string, string | undefined>();
    const prefixes = new Map<string, string | undefined>();
    for (const [{ id, prefix, path }, place, server] of eachSubnet(fleet)) {
      // A subnet of no relationship is judged on its own server only.
      const realm = place.relationship === undefined ? server.name : server.family;
      const range = prefix === undefined ? undefined : parsePrefix(prefix);
      const uses = [
        { taken: ids, key: id === undefined ? undefined : `${realm} ${id}`, what: `id ${id}`, field: "id" },
        {
          taken: prefixes,
          key: range && `${realm} ${range.first}-${range.last}`,
          what: `prefix ${prefix}`,
          field: "subnet",
        },
      ];
      for (const { taken, key, what, field } of uses) {
        if (key === undefined) continue;
        if (!taken.has(key)) {
          taken.set(key, place.relationship);
          continue;
        }
        const other = taken.get(key);
        yield {
          ...place,
          path: [...path, field],
          message: `${what} is used by two subnets${other === place.relationship ? "" : `, also in relationship ${other}`}.`,
          remedy: "Give every subnet an id and a prefix of its own.",
        };
      }
    }
  },
};
