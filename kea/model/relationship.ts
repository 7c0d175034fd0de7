/* eslint-disable @typescript-eslint/no-explicit-any -- JSON of any shape: whatever Kea supports stays in reach. */

/** How the members of a relationship share the work (Kea manual, "HA Modes"). */
export enum HaMode {
  /** The primary serves, the standby takes over. The only mode for servers in several relationships. */
  HOT_STANDBY = "hot-standby",
  /** Primary and secondary share the clients. */
  LOAD_BALANCING = "load-balancing",
  /** The primary serves, backups only record. Nobody takes over by itself. */
  PASSIVE_BACKUP = "passive-backup",
}

/** What a member does in its relationship. */
export enum Role {
  PRIMARY = "primary",
  SECONDARY = "secondary",
  STANDBY = "standby",
  BACKUP = "backup",
}

/** When a state machine waits for `ha-continue` (Kea manual, "Pausing the HA State Machine"). */
export enum Pause {
  ALWAYS = "always",
  NEVER = "never",
  ONCE = "once",
}

/** A pause of the state machine. */
export interface StatePauseProps {
  /** Kea's name of the state, e.g. `partner-down`. */
  readonly state: string;
  readonly pause: Pause;
}

/** HA's own threads (Kea manual, "Multi-Threaded Configuration (HA+MT)"). */
export interface HaMultiThreadingProps {
  /** Kea's default: true. */
  readonly enableMultiThreading?: boolean;
  /** Listen on the member's own URL. Kea's default: true. */
  readonly httpDedicatedListener?: boolean;
  /** 0: as many as packet threads. */
  readonly httpListenerThreads?: number;
  /** 0: as many as packet threads. */
  readonly httpClientThreads?: number;
}

/** Settings of a relationship; rendered alike on every member (Kea manual, "High Availability"). */
export interface HaSettings {
  /** Milliseconds between heartbeats, 1 to 65535. Kea's default: 10000. */
  readonly heartbeatDelay?: number;
  /** Milliseconds without an answer until communication counts as interrupted. Kea's default: 60000. */
  readonly maxResponseDelay?: number;
  /** Milliseconds a client may wait before it counts as unserved. Kea's default: 10000. */
  readonly maxAckDelay?: number;
  /** Unserved clients before the standby takes over; 0 takes over on silence alone. Kea's default: 10. */
  readonly maxUnackedClients?: number;
  /** Conflicting lease updates before the relationship terminates; 0: never. Kea's default: 10. */
  readonly maxRejectedLeaseUpdates?: number;
  /** passive-backup only: answer the client after the backups have. Kea's default: false. */
  readonly waitBackupAck?: boolean;
  /** Kea's default: true. */
  readonly sendLeaseUpdates?: boolean;
  /** Kea's default: true. */
  readonly syncLeases?: boolean;
  /** Milliseconds. Kea's default: 60000. */
  readonly syncTimeout?: number;
  /** Leases per page of a sync, at least 1. Kea's default: 10000. */
  readonly syncPageLimit?: number;
  /** load-balancing only: updates kept while communication recovers. Kea's default: 100. */
  readonly delayedUpdatesLimit?: number;
  /** Let peers send HA commands only. Default: true, also where Kea's own is false (2.6). */
  readonly restrictCommands?: boolean;
  /** With TLS: demand certificates from peers. Kea's default: true. */
  readonly requireClientCerts?: boolean;
  readonly multiThreading?: HaMultiThreadingProps;
  /** Pauses of the state machine. */
  readonly statePauses?: StatePauseProps[];
  /** Further Kea keys of the relationship, those that no property says; merged in as they are, `peers` by `name`. */
  readonly extra?: { readonly [key: string]: any };
}
