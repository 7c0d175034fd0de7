/**
 * What Kea fills in where a configuration is silent, and what it does not show: written by
 * `npm run measure` from what kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4 answered. What is marked 3.2+ is
 * from what a 3.2.0 once answered (lab/measure/newer.ts). Not to be changed by hand.
 *
 * Each line: a key, and what is filled in if the lines before it do not apply: a value; "inherited", from
 * the nearest map around that declares it; "=KEY", what another key of the same map has; "option", what
 * the option's definition says. Then "when KEY", "when KEY=VALUE", "when KEY~TEXT" (it contains that),
 * "in KIND" (directly in a map of that kind); the family, if it is one only; "2.6" for that line alone,
 * "3.0+" for that and later ones.
 */
export const FILLED_IN: Readonly<Record<string, string>> = {
  authentication: `
    realm "kea-dhcpv4-server" v4 3.0+
    realm "kea-dhcpv6-server" v6 3.0+
  `,
  "client-class": `
    boot-file-name "" v4
    next-server "0.0.0.0" v4
    option-data []
    option-def [] v4
    preferred-lifetime =max-preferred-lifetime v6
    preferred-lifetime =min-preferred-lifetime v6
    server-hostname "" v4
    valid-lifetime =max-valid-lifetime
    valid-lifetime =min-valid-lifetime
  `,
  "dhcp-ddns": `
    max-queue-size 1024
    ncr-format "JSON"
    ncr-protocol "UDP"
    sender-ip "::" when server-ip~: v6
    sender-ip "0.0.0.0"
    sender-port 0
    server-ip "127.0.0.1"
    server-port 53001
  `,
  "expired-leases-processing": `
    flush-reclaimed-timer-wait-time 25
    hold-reclaimed-time 3600
    max-reclaim-leases 100
    max-reclaim-time 250
    reclaim-timer-wait-time 10
    unwarned-reclaim-cycles 5
  `,
  global: `
    allocator "iterative"
    allow-address-registration true v6 3.2+
    authoritative false v4
    boot-file-name "" v4
    cache-threshold 0.25 3.0+
    calculate-tee-times false v4
    calculate-tee-times true v6
    ddns-conflict-resolution-mode "check-with-dhcid"
    ddns-generated-prefix "myhost"
    ddns-override-client-update false
    ddns-override-no-update false
    ddns-qualifying-suffix ""
    ddns-replace-client-name "never"
    ddns-send-updates true
    ddns-update-on-renew false
    decline-probation-period 86400
    dhcp-ddns {"enable-updates":false,"max-queue-size":1024,"ncr-format":"JSON","ncr-protocol":"UDP","sender-ip":"0.0.0.0","sender-port":0,"server-ip":"127.0.0.1","server-port":53001}
    dhcp-queue-control {"capacity":64,"enable-queue":false,"queue-type":"kea-ring4"} v4
    dhcp-queue-control {"capacity":64,"enable-queue":false,"queue-type":"kea-ring6"} v6
    dhcp4o6-port 0
    early-global-reservations-lookup false
    echo-client-id true v4
    expired-leases-processing {"flush-reclaimed-timer-wait-time":25,"hold-reclaimed-time":3600,"max-reclaim-leases":100,"max-reclaim-time":250,"reclaim-timer-wait-time":10,"unwarned-reclaim-cycles":5}
    hooks-libraries []
    host-reservation-identifiers ["hw-address","duid","circuit-id","client-id"] v4
    host-reservation-identifiers ["hw-address","duid"] v6
    hostname-char-replacement ""
    hostname-char-set "[^A-Za-z0-9.-]"
    interfaces-config {"interfaces":[],"re-detect":false}
    ip-reservations-unique true
    lease-database {"type":"memfile"}
    mac-sources ["any"] v6
    match-client-id true v4
    multi-threading {"enable-multi-threading":true,"packet-queue-size":64,"thread-pool-size":0}
    next-server "0.0.0.0" v4
    option-data []
    option-def []
    parked-packet-limit 256
    pd-allocator "iterative" v6
    relay-supplied-options ["65"] v6
    reservations-global false
    reservations-in-subnet true
    reservations-lookup-first false
    reservations-out-of-pool false
    sanity-checks {"extended-info-checks":"fix","lease-checks":"warn"}
    server-hostname "" v4
    server-id {"enterprise-id":0,"htype":0,"identifier":"","persist":true,"time":0,"type":"LLT"} v6
    server-tag ""
    shared-networks []
    stash-agent-options false v4
    statistic-default-sample-age 0
    statistic-default-sample-count 20
    store-extended-info false
    subnet4 [] v4
    subnet6 [] v6
    t1-percent 0.5
    t2-percent 0.875 v4
    t2-percent 0.8 v6
    valid-lifetime 7200
  `,
  "ha-multi-threading": `
    enable-multi-threading true
    http-client-threads 0
    http-dedicated-listener true
    http-listener-threads 0
  `,
  "interfaces-config": `
    interfaces []
    re-detect true
    service-sockets-retry-wait-time 5000 when service-sockets-max-retries
  `,
  logger: `
    debuglevel 0
  `,
  "multi-threading": `
    enable-multi-threading true
    packet-queue-size 64
    thread-pool-size 0
  `,
  "option-data": `
    always-send false
    code option
    csv-format option
    name option
    never-send false
    space "dhcp4" v4
    space "dhcp6" v6
  `,
  "option-def": `
    array false
    encapsulate ""
    record-types ""
    space "dhcp4" v4
    space "dhcp6" v6
  `,
  output: `
    flush true
    maxsize 10240000
    maxver 1
    pattern ""
  `,
  "pd-pool": `
    option-data [] v6
  `,
  peer: `
    auto-failover true
  `,
  pool: `
    option-data []
  `,
  relationship: `
    delayed-updates-limit 100 when mode="load-balancing"
    delayed-updates-limit 0
    heartbeat-delay 10000
    max-ack-delay 10000
    max-rejected-lease-updates 10
    max-response-delay 60000
    max-unacked-clients 10
    multi-threading {"enable-multi-threading":true,"http-client-threads":0,"http-dedicated-listener":true,"http-listener-threads":0}
    require-client-certs true
    restrict-commands false 2.6
    restrict-commands true 3.0+
    send-lease-updates true
    sync-leases true
    sync-page-limit 10000
    sync-timeout 60000
    wait-backup-ack false
  `,
  reservation: `
    boot-file-name "" v4
    client-classes []
    hostname ""
    ip-addresses [] v6
    next-server "0.0.0.0" v4
    option-data []
    prefixes [] v6
    server-hostname "" v4
  `,
  "sanity-checks": `
    extended-info-checks "fix"
    lease-checks "warn"
  `,
  "server-id": `
    enterprise-id 0 v6
    htype 0 v6
    identifier "" v6
    persist true v6
    time 0 v6
  `,
  "shared-network": `
    allocator inherited
    allocator "iterative"
    cache-max-age inherited
    cache-threshold inherited
    cache-threshold 0.25 3.0+
    calculate-tee-times inherited
    calculate-tee-times false v4
    calculate-tee-times true v6
    max-preferred-lifetime inherited v6
    max-preferred-lifetime =preferred-lifetime v6
    max-preferred-lifetime =min-preferred-lifetime v6
    max-valid-lifetime inherited
    max-valid-lifetime =valid-lifetime
    min-preferred-lifetime inherited v6
    min-preferred-lifetime =preferred-lifetime v6
    min-preferred-lifetime =max-preferred-lifetime v6
    min-valid-lifetime inherited
    min-valid-lifetime =valid-lifetime
    offer-lifetime inherited v4
    option-data []
    pd-allocator inherited v6
    pd-allocator "iterative" v6
    preferred-lifetime inherited v6
    preferred-lifetime =max-preferred-lifetime v6
    preferred-lifetime =min-preferred-lifetime v6
    rapid-commit false v6
    rebind-timer inherited
    relay {"ip-addresses":[]}
    renew-timer inherited
    store-extended-info inherited
    store-extended-info false
    subnet4 [] v4
    subnet6 [] v6
    t1-percent inherited
    t1-percent 0.5
    t2-percent inherited
    t2-percent 0.875 v4
    t2-percent 0.8 v6
    valid-lifetime inherited
    valid-lifetime 7200
  `,
  state: `
    pause "never"
  `,
  subnet: `
    4o6-interface "" v4
    4o6-interface-id "" v4
    4o6-subnet "" v4
    allocator inherited
    allocator "iterative"
    cache-max-age inherited
    cache-threshold inherited
    cache-threshold 0.25 3.0+
    calculate-tee-times inherited
    calculate-tee-times false v4
    calculate-tee-times true v6
    max-preferred-lifetime inherited v6
    max-preferred-lifetime =preferred-lifetime v6
    max-preferred-lifetime =min-preferred-lifetime v6
    max-valid-lifetime inherited
    max-valid-lifetime =valid-lifetime
    min-preferred-lifetime inherited v6
    min-preferred-lifetime =preferred-lifetime v6
    min-preferred-lifetime =max-preferred-lifetime v6
    min-valid-lifetime inherited
    min-valid-lifetime =valid-lifetime
    offer-lifetime inherited v4
    option-data []
    pd-allocator inherited v6
    pd-allocator "iterative" v6
    pd-pools [] v6
    pools []
    preferred-lifetime inherited v6
    preferred-lifetime =max-preferred-lifetime v6
    preferred-lifetime =min-preferred-lifetime v6
    rapid-commit false in global v6
    rebind-timer inherited
    relay inherited
    relay {"ip-addresses":[]}
    renew-timer inherited
    reservations []
    store-extended-info inherited
    store-extended-info false
    t1-percent inherited
    t1-percent 0.5
    t2-percent inherited
    t2-percent 0.875 v4
    t2-percent 0.8 v6
    valid-lifetime inherited
    valid-lifetime 7200
  `,
};

/** Declared values that Kea does not show; "anything": whatever it is. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "client-class": `
    comment anything
    max-preferred-lifetime anything v6
    max-valid-lifetime anything
    min-preferred-lifetime anything v6
    min-valid-lifetime anything
    only-if-required false 2.6
    only-in-additional-list false 3.0+
  `,
  compatibility: `
    exclude-first-last-24 false v4
    ignore-dhcp-server-identifier false v4
    ignore-rai-link-selection false v4
    lenient-option-parsing false
  `,
  "dhcp-ddns": `
    comment anything
  `,
  global: `
    client-classes []
    comment anything
    data-directory anything v6
    ddns-use-conflict-resolution anything
    hosts-databases []
    loggers []
    reservations []
  `,
  "interfaces-config": `
    comment anything
    dhcp-socket-type "raw" v4
    outbound-interface "same-as-inbound" v4
    service-sockets-max-retries 0
    service-sockets-require-all false
    service-sockets-retry-wait-time anything
  `,
  "lease-database": `
    cert-file ""
    cipher-list ""
    host ""
    key-file ""
    password ""
    trust-anchor ""
    user ""
  `,
  logger: `
    comment anything
    output-options []
  `,
  "option-data": `
    client-classes [] 3.0+
    comment anything
  `,
  "option-def": `
    comment anything
  `,
  output: `
    maxsize anything
    maxver anything
  `,
  "pd-pool": `
    client-class "" v6 2.6
    client-classes [] v6 3.0+
    comment anything v6
    evaluate-additional-classes [] v6 3.0+
    require-client-classes [] v6 2.6
  `,
  pool: `
    client-class "" 2.6
    client-classes [] 3.0+
    comment anything
    evaluate-additional-classes [] 3.0+
    require-client-classes [] 2.6
  `,
  reservation: `
    comment anything
    flex-id ""
  `,
  "server-id": `
    comment anything v6
  `,
  "shared-network": `
    boot-file-name "" v4
    client-class "" 2.6
    client-classes [] 3.0+
    comment anything
    ddns-use-conflict-resolution anything
    evaluate-additional-classes [] 3.0+
    interface ""
    interface-id "" v6
    require-client-classes [] 2.6
    server-hostname "" v4
  `,
  subnet: `
    boot-file-name "" v4
    client-class "" 2.6
    client-classes [] 3.0+
    comment anything
    ddns-use-conflict-resolution anything
    evaluate-additional-classes [] 3.0+
    interface ""
    interface-id "" v6
    require-client-classes [] 2.6
    server-hostname "" v4
  `,
};
