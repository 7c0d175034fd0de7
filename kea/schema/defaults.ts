import type { Json } from "../json";
import { type KeaVersion, PROFILES } from "../model/profiles";

/**
 * What Kea fills in where a configuration is silent, by key, as `config-get` of 2.6.3 and 3.0.4
 * shows it. A list: any of these.
 */
const FILLED_IN: Readonly<Record<string, readonly Json[]>> = {
  // Dhcp4, Dhcp6
  allocator: ["iterative"],
  "pd-allocator": ["iterative"],
  authoritative: [false],
  "boot-file-name": [""],
  "ddns-conflict-resolution-mode": ["check-with-dhcid"],
  "ddns-generated-prefix": ["myhost"],
  "ddns-override-client-update": [false],
  "ddns-override-no-update": [false],
  "ddns-qualifying-suffix": [""],
  "ddns-replace-client-name": ["never"],
  "ddns-send-updates": [true],
  "ddns-update-on-renew": [false],
  "decline-probation-period": [86400],
  "dhcp4o6-port": [0],
  "early-global-reservations-lookup": [false],
  "echo-client-id": [true],
  "host-reservation-identifiers": [
    ["hw-address", "duid", "circuit-id", "client-id"],
    ["hw-address", "duid"],
  ],
  "hostname-char-replacement": [""],
  "hostname-char-set": ["[^A-Za-z0-9.-]"],
  "ip-reservations-unique": [true],
  "mac-sources": [["any"]],
  "match-client-id": [true],
  "next-server": ["0.0.0.0"],
  "parked-packet-limit": [256],
  "rapid-commit": [false],
  "relay-supplied-options": [["65"]],
  "reservations-global": [false],
  "reservations-in-subnet": [true],
  "reservations-lookup-first": [false],
  "reservations-out-of-pool": [false],
  "server-hostname": [""],
  "server-tag": [""],
  "stash-agent-options": [false],
  "statistic-default-sample-age": [0],
  "statistic-default-sample-count": [20],
  "store-extended-info": [false],
  "t1-percent": [0.5],
  "t2-percent": [0.875, 0.8],
  "valid-lifetime": [7200],
  "preferred-lifetime": [3600],
  "lfc-interval": [3600],
  // interfaces-config, multi-threading, loggers
  "re-detect": [true],
  "enable-multi-threading": [true],
  "thread-pool-size": [0],
  "packet-queue-size": [64],
  debuglevel: [0],
  flush: [true],
  pattern: [""],
  maxsize: [10240000],
  maxver: [1],
  // options, definitions, pools
  "always-send": [false],
  "never-send": [false],
  "csv-format": [true],
  array: [false],
  encapsulate: [""],
  "record-types": [""],
  "only-if-required": [false],
  "only-in-additional-list": [false],
  // High availability (hooks-ha, "Hot-Standby Configuration")
  "auto-failover": [true],
  "delayed-updates-limit": [0, 100],
  "heartbeat-delay": [10000],
  "http-client-threads": [0],
  "http-dedicated-listener": [true],
  "http-listener-threads": [0],
  "max-ack-delay": [10000],
  "max-rejected-lease-updates": [10],
  "max-response-delay": [60000],
  "max-unacked-clients": [10],
  "require-client-certs": [true],
  "send-lease-updates": [true],
  "sync-leases": [true],
  "sync-page-limit": [10000],
  "sync-timeout": [60000],
  "wait-backup-ack": [false],
};

/** The values that Kea fills in for a key that is not declared; undefined when none is known. */
export function filledIn(key: string, kea: KeaVersion, root: string): readonly Json[] | undefined {
  if (key === "calculate-tee-times") return [root === "Dhcp6"];
  if (key === "cache-threshold") return [PROFILES[kea].cacheThresholdDefault];
  if (key === "restrict-commands") return [PROFILES[kea].restrictCommandsDefault];
  return FILLED_IN[key];
}
