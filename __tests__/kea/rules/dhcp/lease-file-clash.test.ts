import { Family } from "../../../../kea/model/family";
import { leaseFileClash } from "../../../../kea/rules/dhcp/lease-file-clash";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

/** A second server on host north, with DHCPv6 and a lease database. */
function beside({ servers, dhcp }: SoundFleet, name: string, v6: object): void {
  dhcp("north")["lease-database"] = { type: "memfile", name };
  const north = servers.find(({ host }) => host === "north")!;
  const config = { Dhcp6: { "lease-database": { type: "memfile", name, ...v6 } } };
  servers.push({ ...north, family: Family.V6, name: "north-dhcp6", config } as typeof north);
}

describeRule(
  leaseFileClash,
  [
    {
      finds: "one lease file of both servers of a host",
      breaks: (fleet) => beside(fleet, "kea-leases.csv", { name: "/var/lib/kea/kea-leases.csv" }),
      says: [
        "error KEAHA170: north-dhcp6: the lease file is /var/lib/kea/kea-leases.csv, and so is that of north-dhcp4. Give each a file of its own, for example kea-leases6.csv.",
      ],
    },
  ],
  [
    {
      allows: "a file of its own for each",
      breaks: (fleet) => beside(fleet, "kea-leases.csv", { name: "kea-leases6.csv" }),
    },
    {
      allows: "leases that are in no file",
      breaks: (fleet) => beside(fleet, "kea-leases.csv", { persist: false }),
    },
  ],
);
