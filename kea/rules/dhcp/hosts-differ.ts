import type { Server } from "../../fleet/fleet";
import { activeSides } from "../../fleet/sides";
import { has, list, UNKNOWN } from "../../json";
import { FAMILIES } from "../../model/family";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const hostsDiffer: Rule = {
  code: "KEAHA160",
  name: "hosts-differ",
  severity: "warning",
  reason:
    "Reservations in a database that one member alone asks are lost on the day that its partner takes over.",
  source: "Kea manual, hosts-databases: HA exchanges leases, and no reservations",
  *relationship(relationship) {
    const servers = activeSides(relationship).map(({ server }) => server);
    const asking = servers.filter((server) => asksDatabase(server) === true);
    const others = servers.filter((server) => asksDatabase(server) === false);
    const [first] = asking;
    if (first === undefined || others.length === 0) return;
    const key = has(first.root, "hosts-databases") ? "hosts-databases" : "hosts-database";
    const { root } = FAMILIES[first.family];
    yield {
      server: first,
      path: [root, key],
      message: `${first.name} looks for reservations in a database, and ${enumerate(others.map(({ name }) => name))} does not.`,
      remedy: "Give all members hosts-databases with the same reservations.",
      // One that Kea refuses is told as that.
      follows: asking.length > 1 ? [] : [servers.map((server) => ({ server, paths: [[root, key]] }))],
    };
  },
};

/** Whether a server looks for reservations in a database; undefined when that is not known. */
function asksDatabase({ root }: Server): boolean | undefined {
  const { "hosts-database": one, "hosts-databases": more = [] }: { readonly [key: string]: unknown } = root;
  if (one === UNKNOWN || more === UNKNOWN) return undefined;
  return one !== undefined || list(more).length > 0;
}
