import type { Server } from "../../fleet/fleet";
import { activeSides } from "../../fleet/sides";
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
    const asking = servers.filter(asksDatabase);
    const others = servers.filter((server) => !asksDatabase(server));
    const [first] = others;
    if (first === undefined || asking.length === 0) return;
    const named = (some: readonly Server[]) => enumerate(some.map(({ name }) => name));
    yield {
      server: first,
      path: [FAMILIES[first.family].root],
      message: `${named(asking)} looks for reservations in a database, and ${named(others)} does not.`,
      remedy: "Give all members hosts-databases with the same reservations.",
    };
  },
};

/** Whether a server looks for reservations in a database; what is not known yet may be one. */
function asksDatabase({ root }: Server): boolean {
  const { "hosts-database": one, "hosts-databases": more }: { readonly [key: string]: unknown } = root;
  return one !== undefined || (more !== undefined && !(Array.isArray(more) && more.length === 0));
}
