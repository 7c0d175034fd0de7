/** Leases as a server's memfile database has them. */

export interface LabLease {
  readonly address: string;
  /** Prefix length; 128 or 32 for an address. */
  readonly prefixLength: number;
  readonly hwaddr: string;
  /** Client id (v4) or DUID (v6). */
  readonly clientId: string;
  readonly subnetId: number;
  /** Seconds since 1970. */
  readonly expire: number;
  /** 0 assigned, 1 declined, 2 expired and reclaimed, 3 released. */
  readonly state: number;
}

/**
 * The newest row of each address or prefix, from the files in the order in which Kea reads them. Leases that
 * are over (lifetime 0, or reclaimed) are left out.
 */
export function parseLeases(files: readonly string[]): LabLease[] {
  const leases = new Map<string, LabLease>();
  for (const file of files) {
    const [header = "", ...rows] = file.split("\n").filter(Boolean);
    const columns = header.split(",");
    for (const row of rows) {
      const values = row.split(",");
      const value = (column: string) => values[columns.indexOf(column)] ?? "";
      const address = value("address");
      const prefixLength = Number(value("prefix_len") || (address.includes(":") ? 128 : 32));
      const key = `${address}/${prefixLength}`;
      leases.delete(key);
      if (Number(value("valid_lifetime")) === 0 || value("state") === "2") continue;
      leases.set(key, {
        address,
        prefixLength,
        hwaddr: value("hwaddr"),
        clientId: value("client_id") || value("duid"),
        subnetId: Number(value("subnet_id")),
        expire: Number(value("expire")),
        state: Number(value("state")),
      });
    }
  }
  return [...leases.values()];
}
