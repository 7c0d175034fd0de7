/** Files that one Kea can have open: with the next connection to its control socket it ends (select, FD_SETSIZE). */
export const MOST_FILES = 1024;

/** Files that Kea has open without any relationship: sockets, logs, leases. */
const BY_ITSELF = 24;
/** A relationship's own: two event loops, its listener, and a connection each way. */
const ACTIVE = 9;
/** The same of a backup, which dials nobody. */
const BACKUP = 5;

/** What a server is in one of its relationships. */
export interface Membership {
  /** `primary`, `secondary`, `standby` or `backup`. */
  readonly role: string | undefined;
  /** Backups of the relationship. */
  readonly backups: number;
}

/**
 * Files that a server has open, at least: counted on Kea 3.0.4 with up to a hundred relationships. Who serves
 * keeps a connection to each backup as well; many clients at once, and many processors, open more.
 */
export function openFiles(memberships: readonly Membership[]): number {
  return memberships.reduce((sum, { role, backups }) => {
    const toBackups = role === "primary" || role === "secondary" ? backups : 0;
    return sum + (role === "backup" ? BACKUP : ACTIVE + toBackups);
  }, BY_ITSELF);
}
