import { areStoredTogether, leaseStore } from "../../fleet/lease-database";
import { flag } from "../../fleet/in-force";
import { activeSides, backupsOf } from "../../fleet/sides";
import { map, text } from "../../json";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

const KEYS = ["send-lease-updates", "sync-leases"];

export const needlessExchange: Rule = {
  code: "KEAHA193",
  name: "needless-exchange",
  severity: "warning",
  reason: "Members that share a lease database and exchange leases as well write each of them twice.",
  source: "Kea manual, High Availability: send-lease-updates and sync-leases, with database replication",
  *relationship(relationship) {
    const [first, ...others] = activeSides(relationship);
    // A backup has its leases from these updates.
    if (first === undefined || others.length === 0 || backupsOf(relationship).size > 0) return;
    const all = [first, ...others];
    const { server } = first;
    // A short name may be another host to each of them, as that of a container is.
    const host = text(map(server.root["lease-database"]).host) ?? "";
    if (!/[.:]/.test(host) || !areStoredTogether(all.map((side) => side.server))) return;
    const keys = KEYS.filter((key) =>
      all.every((side) => flag(side.map, "relationship", key, side.server) === true),
    );
    if (keys.length === 0) return;
    yield {
      server,
      path: [...first.path, keys[0]!],
      message: `all keep their leases in one database, ${plain(leaseStore(server)!.name!)}, and ${enumerate(keys)} ${keys.length > 1 ? "are" : "is"} true.`,
      remedy: `Set ${keys.length > 1 ? "both" : "it"} to false on all servers, unless each reaches another database there.`,
    };
  },
};
