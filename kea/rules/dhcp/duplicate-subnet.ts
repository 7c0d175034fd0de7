import { prefixForm } from "../../canonical/values";
import type { SubnetView } from "../../fleet/fleet";
import { ownerOf } from "../../fleet/owners";
import { parsePrefix } from "../../ip";
import { isRefusedId } from "../../schema/identifiers";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const duplicateSubnet: Rule = {
  code: "KEAHA009",
  name: "duplicate-subnet",
  severity: "error",
  reason: "Kea refuses two subnets with one id or one prefix: leases and packets could not be told apart.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server, fleet) {
    const ids = new Map<number, SubnetView>();
    const prefixes = new Map<string, SubnetView>();
    for (const subnet of server.subnets) {
      const { prefix, path } = subnet;
      // Subnets that Kea refuses for their id are not told to have it twice.
      const id = isRefusedId(subnet.id) ? undefined : subnet.id;
      const sameId = id === undefined ? undefined : ids.get(id);
      // With other bits of the host it is another one to Kea.
      const key = prefix === undefined || !parsePrefix(prefix) ? undefined : prefixForm(prefix);
      const samePrefix = key === undefined ? undefined : prefixes.get(key);
      if (id !== undefined && sameId === undefined) ids.set(id, subnet);
      if (key !== undefined && samePrefix === undefined) prefixes.set(key, subnet);
      const uses = [
        { other: sameId, what: `id ${id}`, field: "id" },
        { other: samePrefix, what: `prefix ${plain(prefix ?? "")}`, field: "subnet" },
      ];
      for (const { other, what, field } of uses) {
        if (other === undefined) continue;
        const theirs = ownerOf(fleet, server, other.path);
        const elsewhere = theirs === ownerOf(fleet, server, path) ? undefined : theirs;
        yield {
          path: [...path, field],
          message: `${what} is used by two subnets${elsewhere === undefined ? "" : `, also in relationship ${elsewhere.name}`}.`,
          remedy: "Give every subnet an id and a prefix of its own.",
        };
      }
    }
  },
};
