/** Files that one Kea can have open: with the next connection to its control socket it ends (select, FD_SETSIZE). */
export const MOST_FILES = 1024;

/** Files that Kea has open without any relationship: sockets, logs, leases. */
const BY_ITSELF = 24;
/** A relationship's own: two event loops, its listener, a connection each way, and one more since it last served. */
const ACTIVE = 10;
/** How many fewer they are as long as it has not served there. */
const UNSERVED = 2;
/** The same of a backup, which dials nobody. */
const BACKUP = 5;

/** What a server is in one of its relationships. */
export interface Membership {
  /** `primary`, `secondary`, `standby` or `backup`. */
  readonly role: string | undefined;
  /** The members, itself or not. */
  readonly peers: readonly { readonly role: string | undefined }[];
  /** It has not served there yet. */
  readonly unserved?: boolean;
}

/**
 * Files that a server has open once it has served in all of its relationships: counted on Kea 3.0.4 with up to a
 * hundred of them. It keeps a connection to each backup, too. Many clients at once, and more processors, open more.
 */
export function openFiles(memberships: readonly Membership[]): number {
  const own = ({ role, peers, unserved }: Membership) =>
    role === "backup"
      ? BACKUP
      : ACTIVE + peers.filter((peer) => peer.role === "backup").length - (unserved ? UNSERVED : 0);
  return memberships.reduce((sum, membership) => sum + own(membership), BY_ITSELF);
}
