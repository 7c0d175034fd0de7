import { map, UNKNOWN } from "../../json";
import type { Server } from "../../fleet/fleet";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const leaseFileClash: Rule = {
  code: "KEAHA170",
  name: "lease-file-clash",
  severity: "error",
  reason:
    "Of two servers with one lease file, the second does not start: it cannot read the leases of the first.",
  source: "measured on Kea 2.6.3 and 3.0.4, which does not read its header",
  *fleet({ servers }) {
    const taken = new Map<string, Server>();
    for (const server of servers) {
      const file = leaseFile(server);
      if (file === undefined) continue;
      const key = `${server.host} ${file}`;
      const other = taken.get(key);
      taken.set(key, other ?? server);
      if (other === undefined || other.family === server.family) continue;
      const { root, service } = FAMILIES[server.family];
      yield {
        server,
        path: [root, "lease-database", "name"],
        message: `the lease file is ${plain(file)}, and so is that of ${other.name}.`,
        remedy: `Give each a file of its own, for example kea-leases${service.slice(-1)}.csv.`,
      };
    }
  },
};

/** The file of a server's leases, where it names one. */
function leaseFile({ root }: Server): string | undefined {
  const { type, persist, name }: { readonly [key: string]: unknown } = map(root["lease-database"]);
  if (type !== "memfile" || persist === false || persist === UNKNOWN) return undefined;
  // Without a directory it is in Kea's own one, for all servers of a host alike.
  return typeof name === "string" && name !== "" ? name : undefined;
}
