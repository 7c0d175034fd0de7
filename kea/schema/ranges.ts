/** Smallest and largest value of the whole-number keys, by the kind of map that they are in. */
export const RANGES: ReadonlyMap<string, ReadonlyMap<string, readonly [number, number]>> = (() => {
  const PORT = [0, 65535] as const;
  const WORD = [0, 65535] as const;
  const LONG = [0, 4294967295] as const;
  const times = {
    "valid-lifetime": LONG,
    "min-valid-lifetime": LONG,
    "max-valid-lifetime": LONG,
    "preferred-lifetime": LONG,
    "min-preferred-lifetime": LONG,
    "max-preferred-lifetime": LONG,
    "renew-timer": LONG,
    "rebind-timer": LONG,
    "offer-lifetime": LONG,
  };
  const database = {
    "lfc-interval": LONG,
    port: PORT,
    "max-row-errors": LONG,
    "max-reconnect-tries": LONG,
    "reconnect-wait-time": LONG,
    "connect-timeout": LONG,
    "read-timeout": LONG,
    "write-timeout": LONG,
    "tcp-user-timeout": LONG,
  };
  const kinds: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
    global: { ...times, "decline-probation-period": LONG, "dhcp4o6-port": PORT },
    subnet: times,
    "shared-network": times,
    "client-class": times,
    pool: { "pool-id": [1, 4294967295] },
    "pd-pool": { "pool-id": [1, 4294967295] },
    "lease-database": database,
    "hosts-database": database,
    "config-database": database,
    "multi-threading": { "thread-pool-size": WORD, "packet-queue-size": WORD },
    "control-socket": { "socket-port": [1, 65535] },
    logger: { debuglevel: [0, 99] },
    output: { maxsize: [0, 2147483646], maxver: [0, 2147483647] },
    "expired-leases-processing": {
      "reclaim-timer-wait-time": WORD,
      "flush-reclaimed-timer-wait-time": WORD,
      "hold-reclaimed-time": LONG,
      "max-reclaim-leases": LONG,
      "max-reclaim-time": [0, 10000],
      "unwarned-reclaim-cycles": WORD,
    },
    "dhcp-ddns": { "server-port": PORT, "sender-port": PORT, "max-queue-size": LONG },
    "config-control": { "config-fetch-wait-time": WORD },
    "server-id": { "enterprise-id": LONG, htype: WORD, time: LONG },
  };
  return new Map(Object.entries(kinds).map(([kind, keys]) => [kind, new Map(Object.entries(keys))]));
})();
