/** Runs of keys that several kinds of maps have. `@GROUP MARKS` in a kind stands for all of them, marked. */
export const GROUPS: Readonly<Record<string, string>> = {
  annotated: `
    comment string
    user-context map
  `,
  boot: `
    boot-file-name string v4
    next-server string v4
    server-hostname string v4
  `,
  ddns: `
    ddns-conflict-resolution-mode check-with-dhcid|no-check-with-dhcid|check-exists-with-dhcid|no-check-without-dhcid
    ddns-generated-prefix string
    ddns-override-client-update boolean
    ddns-override-no-update boolean
    ddns-qualifying-suffix string
    ddns-replace-client-name when-present|never|always|when-not-present
    ddns-send-updates boolean
    ddns-ttl integer 3.0+
    ddns-ttl-max integer 3.0+
    ddns-ttl-min integer 3.0+
    ddns-ttl-percent real
    ddns-update-on-renew boolean
    hostname-char-replacement string
    hostname-char-set string
  `,
  lifetimes: `
    max-preferred-lifetime integer 0..4294967295 v6
    max-valid-lifetime integer 0..4294967295
    min-preferred-lifetime integer 0..4294967295 v6
    min-valid-lifetime integer 0..4294967295
    offer-lifetime integer 0..4294967295 v4
    preferred-lifetime integer 0..4294967295 v6
    valid-lifetime integer 0..4294967295
  `,
  guard: `
    client-class string
    client-classes strings 3.0+
    evaluate-additional-classes strings 3.0+
    require-client-classes strings
  `,
  flexible: `
    add string
    client-class string
    code integer
    comment string
    csv-format boolean
    name string
    remove string
    space string
    supersede string
  `,
  database: `
    cert-file string
    cipher-list string
    connect-timeout integer 0..4294967295
    host string
    key-file string
    lfc-interval integer 0..4294967295
    max-reconnect-tries integer 0..4294967295
    name string
    on-fail stop-retry-exit|serve-retry-exit|serve-retry-continue
    password string
    persist boolean
    port integer 0..65535
    read-timeout integer 0..4294967295
    reconnect-wait-time integer 0..4294967295
    retry-on-startup boolean
    ssl-mode disable|prefer|require|verify-ca|verify-full 3.2+
    tcp-user-timeout integer 0..4294967295
    trust-anchor string
    type memfile|mysql|postgresql
    user string
    write-timeout integer 0..4294967295
  `,
  network: `
    @boot
    @ddns
    @lifetimes
    @annotated
    adaptive-lease-time-threshold real 3.2+
    allocator iterative|random|flq
    authoritative boolean v4
    cache-max-age integer
    cache-threshold real
    calculate-tee-times boolean
    ddns-use-conflict-resolution boolean
    match-client-id boolean v4
    option-data [option-data]
    pd-allocator iterative|random|flq v6
    rebind-timer integer 0..4294967295
    renew-timer integer 0..4294967295
    reservations-global boolean
    reservations-in-subnet boolean
    reservations-out-of-pool boolean
    store-extended-info boolean
    t1-percent real
    t2-percent real
  `,
  tls: `
    cert-file string
    key-file string
    trust-anchor string
  `,
  attached: `
    @network
    @guard
    interface string
    interface-id string v6
    rapid-commit boolean v6
    relay {relay}
  `,
};

/**
 * The keys that Kea takes outside of user contexts, and in the parameters of hook libraries, by the kind
 * of map: name, type ("{kind}" is a map of a kind, "[kind]" a list of them, "a|b" one of these
 * words), the smallest and largest whole number where Kea has limits, the family if it is one only, the
 * first release line if it is not 2.6, and, after "needed:", what to write for a key without which Kea
 * does not work.
 *
 * `npm run measure -- --check` asks kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4 whether their parsers know
 * every name of this table in every kind of map just where it says, and what type they expect there; and,
 * where lab/measure/scenes.ts has a minimal map of the kind, whether the ends of a range are taken and one
 * beyond is refused. Not asked: names that this table lacks, words that Kea's parser reads as any text,
 * and what is beyond the ranges that `config-test` does not hold (listed in lab/measure/keys.ts).
 * What is marked 3.2+ is from Kea's grammar. Kea's HA hook takes any key and reads these (delays are 16
 * bits up to Kea 3.2, Kea issue 4680); its limits are those that work, and are not asked. What other hook
 * libraries take is from their sources, and held by the fixed cases of the oracle suite.
 */
export const KEYS: Readonly<Record<string, string>> = {
  global: `
    @network
    allow-address-registration boolean v6 3.2+
    client-classes [client-class]
    compatibility {compatibility}
    config-control {config-control}
    control-socket {control-socket}
    control-sockets [control-socket] 3.0+
    data-directory string v6
    decline-probation-period integer 0..4294967295
    dhcp-ddns {dhcp-ddns}
    dhcp-queue-control map
    dhcp4o6-port integer 0..65535
    early-global-reservations-lookup boolean
    echo-client-id boolean v4
    expired-leases-processing {expired-leases-processing}
    hooks-libraries [hook]
    host-reservation-identifiers strings
    hosts-database {hosts-database}
    hosts-databases [hosts-database]
    interfaces-config {interfaces-config}
    ip-reservations-unique boolean
    lease-database {lease-database}
    loggers [logger]
    mac-sources strings v6
    multi-threading {multi-threading}
    option-def [option-def]
    parked-packet-limit integer
    relay-supplied-options strings v6
    reservations [reservation]
    reservations-lookup-first boolean
    sanity-checks {sanity-checks}
    server-id {server-id} v6
    server-tag string
    shared-networks [shared-network]
    stash-agent-options boolean v4
    statistic-default-sample-age integer
    statistic-default-sample-count integer
    subnet4 [subnet] v4
    subnet6 [subnet] v6
  `,
  "interfaces-config": `
    @annotated
    dhcp-socket-type raw|udp v4
    interfaces strings
    outbound-interface same-as-inbound|use-routing v4
    re-detect boolean
    service-sockets-max-retries integer
    service-sockets-require-all boolean
    service-sockets-retry-wait-time integer
  `,
  "lease-database": `
    @database
    max-row-errors integer 0..4294967295
  `,
  "hosts-database": `
    @database
    readonly boolean
  `,
  "config-control": `
    config-databases [config-database]
    config-fetch-wait-time integer 0..65535
  `,
  "config-database": `
    @database
  `,
  subnet: `
    @attached
    4o6-interface string v4
    4o6-interface-id string v4
    4o6-subnet string v4
    id integer
    pd-pools [pd-pool] v6
    pools [pool]
    reservations [reservation]
    subnet string
  `,
  "shared-network": `
    @attached
    name string
    subnet4 [subnet] v4
    subnet6 [subnet] v6
  `,
  pool: `
    @annotated
    @guard
    @ddns 3.0+
    option-data [option-data]
    pool string
    pool-id integer 1..4294967295
  `,
  "option-data": `
    @annotated
    always-send boolean
    client-classes strings 3.0+
    code integer
    csv-format boolean
    data string
    name string
    never-send boolean
    space string
  `,
  "option-def": `
    @annotated
    array boolean
    code integer
    encapsulate string
    name string
    record-types string
    space string
    type string
  `,
  "client-class": `
    @annotated
    @boot
    @lifetimes
    name string
    only-if-required boolean
    only-in-additional-list boolean 3.0+
    option-data [option-data]
    option-def [option-def] v4
    template-test string
    test string
  `,
  reservation: `
    @annotated
    @boot
    circuit-id string v4
    client-classes strings
    client-id string v4
    duid string
    excluded-prefixes strings v6 3.0+
    flex-id string
    hostname string
    hw-address string
    ip-address string v4
    ip-addresses strings v6
    option-data [option-data]
    prefixes strings v6
  `,
  relay: `
    ip-addresses strings
  `,
  hook: `
    library string
    parameters map
  `,
  "control-socket": `
    @annotated
    @tls 3.0+
    authentication {authentication} 3.0+
    cert-required boolean 3.0+
    http-headers [http-header] 3.0+
    socket-address string 3.0+
    socket-name string
    socket-port integer 1..65535 3.0+
    socket-type unix|http|https
  `,
  logger: `
    @annotated
    debuglevel integer 0..99
    name string
    output-options [output]
    output_options [output]
    severity string
  `,
  output: `
    flush boolean
    maxsize integer 0..2147483646
    maxver integer 0..2147483647
    output string
    pattern string
  `,
  "sanity-checks": `
    extended-info-checks none|fix|strict|pedantic
    lease-checks none|warn|fix|fix-del|del
  `,
  "expired-leases-processing": `
    flush-reclaimed-timer-wait-time integer 0..65535
    hold-reclaimed-time integer 0..4294967295
    max-reclaim-leases integer 0..4294967295
    max-reclaim-time integer 0..10000
    reclaim-timer-wait-time integer 0..65535
    unwarned-reclaim-cycles integer 0..65535
  `,
  "multi-threading": `
    @annotated
    enable-multi-threading boolean
    packet-queue-size integer 0..65535
    thread-pool-size integer 0..65535
  `,
  "dhcp-ddns": `
    @annotated
    enable-updates boolean
    max-queue-size integer 0..4294967295
    ncr-format JSON
    ncr-protocol UDP
    sender-ip string
    sender-port integer 0..65535
    server-ip string
    server-port integer 0..65535
  `,
  compatibility: `
    exclude-first-last-24 boolean v4
    ignore-dhcp-server-identifier boolean v4
    ignore-rai-link-selection boolean v4
    lenient-option-parsing boolean
  `,
  "pd-pool": `
    @annotated v6
    @guard v6
    delegated-len integer v6
    excluded-prefix string v6
    excluded-prefix-len integer v6
    option-data [option-data] v6
    pool-id integer 1..4294967295 v6
    prefix string v6
    prefix-len integer v6
  `,
  "server-id": `
    @annotated v6
    enterprise-id integer 0..4294967295 v6
    htype integer 0..65535 v6
    identifier string v6
    persist boolean v6
    time integer 0..4294967295 v6
    type LLT|EN|LL v6
  `,
  authentication: `
    @annotated 3.0+
    clients [client] 3.0+
    directory string 3.0+
    realm string 3.0+
    type basic 3.0+
  `,
  client: `
    @annotated 3.0+
    password string 3.0+
    password-file string 3.0+
    user string 3.0+
    user-file string 3.0+
  `,
  "http-header": `
    @annotated 3.0+
    name string 3.0+
    value string 3.0+
  `,
  "ha-parameters": `
    high-availability [relationship]
  `,
  relationship: `
    @tls
    delayed-updates-limit integer 0..4294967295
    heartbeat-delay integer 1..65535
    max-ack-delay integer 0..65535
    max-rejected-lease-updates integer 0..4294967295
    max-response-delay integer 0..65535
    max-unacked-clients integer 0..4294967295
    mode string needed: hot-standby, load-balancing or passive-backup
    multi-threading {ha-multi-threading}
    peers [peer] needed: the list of its members
    require-client-certs boolean
    restrict-commands boolean
    send-lease-updates boolean
    state-machine {state-machine}
    sync-leases boolean
    sync-page-limit integer 1..4294967295
    sync-timeout integer 0..4294967295
    this-server-name string
    wait-backup-ack boolean
  `,
  peer: `
    @tls
    auto-failover boolean
    basic-auth-password string
    basic-auth-password-file string
    basic-auth-user string
    basic-auth-user-file string 3.2+
    name string needed: a name that is unique over all relationships
    role string needed: primary, secondary, standby or backup
    url string needed: http://ADDRESS:PORT/
  `,
  "ha-multi-threading": `
    enable-multi-threading boolean
    http-client-threads integer 0..4294967295
    http-dedicated-listener boolean
    http-listener-threads integer 0..4294967295
  `,
  "state-machine": `
    states [state]
  `,
  state: `
    pause string
    state string needed: the name of a state
  `,
  "binding-variable": `
    expression string
    name string
    source query|response
  `,
  "binding-variables": `
    binding-variables [binding-variable] 3.0+
  `,
  "ddns-tuning": `
    hostname-expr string
  `,
  "flex-id": `
    identifier-expression string
    ignore-iaid boolean v6
    replace-client-id boolean
  `,
  "flex-option": `
    @flexible
    sub-options [flex-sub-option]
  `,
  "flex-options": `
    options [flex-option]
  `,
  "flex-sub-option": `
    @flexible
    container-add boolean
    container-remove boolean
  `,
  "lease-query": `
    advanced {lease-query-advanced}
    requesters strings
  `,
  "lease-query-advanced": `
    active-query-enabled boolean
    bulk-query-enabled boolean
    cert-file string
    cert-required boolean
    comment string
    extended-info-tables-enabled boolean
    key-file string
    lease-query-ip string
    lease-query-tcp-port integer 1..65535
    max-bulk-query-threads integer 0..4294967295
    max-concurrent-queries integer 0..4294967295
    max-leases-per-fetch integer 1..4294967295
    max-requester-connections integer 1..4294967295
    max-requester-idle-time integer 1..2147483
    trust-anchor string
  `,
  "legal-log": `
    request-parser-format string
    response-parser-format string
  `,
  perfmon: `
    alarm-report-secs integer 0..4294967295
    alarms [perfmon-alarm]
    enable-monitoring boolean
    interval-width-secs integer 1..4294967295
    stats-mgr-reporting boolean
  `,
  "perfmon-alarm": `
    duration-key map
    enable-alarm boolean
    high-water-ms integer 1..4294967295
    low-water-ms integer 1..4294967295
  `,
  "ping-check": `
    enable-ping-check boolean
    min-ping-requests integer 1..4294967295
    ping-channel-threads integer 0..4294967295
    ping-cltt-secs integer 0..4294967295
    reply-timeout integer 1..4294967295
  `,
  "run-script": `
    name string
    sync boolean
  `,
};
