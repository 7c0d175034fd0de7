import { allowedDirectory, filesOf } from "../../fleet/files";
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
      // Two of one family are one server, given twice.
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
function leaseFile(server: Server): string | undefined {
  const file = filesOf(server)
    .find(({ directory }) => directory === "data")
    ?.file.trim();
  return file === undefined || file.includes("/") ? file : `${allowedDirectory(server, "data")}/${file}`;
}
