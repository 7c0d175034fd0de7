/** What perfdhcp measured, read from what it prints. */
import type { Outcome } from "../process";

/** Counts of one exchange, for example DISCOVER-OFFER. */
export interface ExchangeCounts {
  readonly sent: number;
  readonly received: number;
  /** Sent without an answer; includes requests still in flight at the end (use `-W 1000000`). */
  readonly drops: number;
  readonly orphans: number;
  readonly rejectedLeases: number;
  /** With `-u`: addresses given more than once, also to the same client (keep `-n` at most `-R`). */
  readonly nonUniqueAddresses: number;
}

export interface PerfdhcpReport {
  /** 0: nothing lost; 3: something lost; 1: perfdhcp itself failed. */
  readonly exitCode: number;
  /** By the names perfdhcp prints: "DISCOVER-OFFER", "REQUEST-ACK", "SOLICIT-ADVERTISE", "REQUEST-REPLY". */
  readonly exchanges: Readonly<Record<string, ExchangeCounts>>;
  /** First message and its answer: DISCOVER-OFFER or SOLICIT-ADVERTISE. */
  readonly first: ExchangeCounts;
  /** REQUEST-ACK or REQUEST-REPLY; zeros with `-i`. */
  readonly second: ExchangeCounts;
  readonly raw: string;
}

const NOTHING: ExchangeCounts = {
  sent: 0,
  received: 0,
  drops: 0,
  orphans: 0,
  rejectedLeases: 0,
  nonUniqueAddresses: 0,
};

export function parsePerfdhcp(outcome: Outcome): PerfdhcpReport {
  const exchanges: Record<string, ExchangeCounts> = {};
  for (const section of outcome.stdout.split("***Statistics for: ").slice(1)) {
    const number = (label: string) =>
      Number(new RegExp(`^\\s*${label}:\\s*(\\d+)`, "m").exec(section)?.[1] ?? 0);
    exchanges[section.slice(0, section.indexOf("***"))] = {
      sent: number("sent packets"),
      received: number("received packets"),
      drops: number("drops"),
      orphans: number("orphans"),
      rejectedLeases: number("rejected leases"),
      nonUniqueAddresses: number("non unique addresses"),
    };
  }
  return {
    exitCode: outcome.exitCode,
    exchanges,
    first: exchanges["DISCOVER-OFFER"] ?? exchanges["SOLICIT-ADVERTISE"] ?? NOTHING,
    second: exchanges["REQUEST-ACK"] ?? exchanges["REQUEST-REPLY"] ?? NOTHING,
    raw: outcome.stdout + outcome.stderr,
  };
}
