/**
 * The keys that Kea takes outside of hook parameters and user contexts, by the kind of map: name,
 * type ("{kind}" is a map of a kind, "[kind]" a list of them, "a|b" one of these words), the family
 * if it is one only, and the first release line if it is not 2.6.
 *
 * Asked of kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4, key by key: their parsers say what they expect.
 * What is marked 3.2+ is from Kea's grammar.
 */
export const KEYS: Readonly<Record<string, string>> = {
  global: `
    adaptive-lease-time-threshold real 3.2+
    allocator iterative|random|flq
    allow-address-registration boolean v6 3.2+
    authoritative boolean v4
    boot-file-name string v4
    cache-max-age integer
    cache-threshold real
    calculate-tee-times boolean
    client-classes [client-class]
    comment string
    compatibility {compatibility}
    config-control {config-control}
    control-socket {control-socket}
    control-sockets [control-socket] 3.0+
    data-directory string v6
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
    ddns-use-conflict-resolution boolean
    decline-probation-period integer
    dhcp-ddns {dhcp-ddns}
    dhcp-queue-control map
    dhcp4o6-port integer
    early-global-reservations-lookup boolean
    echo-client-id boolean v4
    expired-leases-processing {expired-leases-processing}
    hooks-libraries [hook]
    host-reservation-identifiers strings
    hostname-char-replacement string
    hostname-char-set string
    hosts-database {hosts-database}
    hosts-databases [hosts-database]
    interfaces-config {interfaces-config}
    ip-reservations-unique boolean
    lease-database {lease-database}
    loggers [logger]
    mac-sources strings v6
    match-client-id boolean v4
    max-preferred-lifetime integer v6
    max-valid-lifetime integer
    min-preferred-lifetime integer v6
    min-valid-lifetime integer
    multi-threading {multi-threading}
    next-server string v4
    offer-lifetime integer v4
    option-data [option-data]
    option-def [option-def]
    parked-packet-limit integer
    pd-allocator iterative|random|flq v6
    preferred-lifetime integer v6
    rebind-timer integer
    relay-supplied-options strings v6
    renew-timer integer
    reservations [reservation]
    reservations-global boolean
    reservations-in-subnet boolean
    reservations-lookup-first boolean
    reservations-out-of-pool boolean
    sanity-checks {sanity-checks}
    server-hostname string v4
    server-id {server-id} v6
    server-tag string
    shared-networks [shared-network]
    stash-agent-options boolean v4
    statistic-default-sample-age integer
    statistic-default-sample-count integer
    store-extended-info boolean
    subnet4 [subnet] v4
    subnet6 [subnet] v6
    t1-percent real
    t2-percent real
    user-context map
    valid-lifetime integer
  `,
  "interfaces-config": `
    comment string
    dhcp-socket-type raw|udp v4
    interfaces strings
    outbound-interface same-as-inbound|use-routing v4
    re-detect boolean
    service-sockets-max-retries integer
    service-sockets-require-all boolean
    service-sockets-retry-wait-time integer
    user-context map
  `,
  "lease-database": `
    cert-file string
    cipher-list string
    connect-timeout integer
    host string
    key-file string
    lfc-interval integer
    max-reconnect-tries integer
    max-row-errors integer
    name string
    on-fail stop-retry-exit|serve-retry-exit|serve-retry-continue
    password string
    persist boolean
    port integer
    read-timeout integer
    reconnect-wait-time integer
    retry-on-startup boolean
    ssl-mode disable|prefer|require|verify-ca|verify-full 3.2+
    tcp-user-timeout integer
    trust-anchor string
    type memfile|mysql|postgresql
    user string
    write-timeout integer
  `,
  "hosts-database": `
    cert-file string
    cipher-list string
    connect-timeout integer
    host string
    key-file string
    lfc-interval integer
    max-reconnect-tries integer
    name string
    on-fail stop-retry-exit|serve-retry-exit|serve-retry-continue
    password string
    persist boolean
    port integer
    read-timeout integer
    readonly boolean
    reconnect-wait-time integer
    retry-on-startup boolean
    ssl-mode disable|prefer|require|verify-ca|verify-full 3.2+
    tcp-user-timeout integer
    trust-anchor string
    type memfile|mysql|postgresql
    user string
    write-timeout integer
  `,
  "config-control": `
    config-databases [config-database]
    config-fetch-wait-time integer
  `,
  "config-database": `
    cert-file string
    cipher-list string
    connect-timeout integer
    host string
    key-file string
    lfc-interval integer
    max-reconnect-tries integer
    name string
    on-fail stop-retry-exit|serve-retry-exit|serve-retry-continue
    password string
    persist boolean
    port integer
    read-timeout integer
    reconnect-wait-time integer
    retry-on-startup boolean
    ssl-mode disable|prefer|require|verify-ca|verify-full 3.2+
    tcp-user-timeout integer
    trust-anchor string
    type memfile|mysql|postgresql
    user string
    write-timeout integer
  `,
  subnet: `
    4o6-interface string v4
    4o6-interface-id string v4
    4o6-subnet string v4
    adaptive-lease-time-threshold real 3.2+
    allocator iterative|random|flq
    authoritative boolean v4
    boot-file-name string v4
    cache-max-age integer
    cache-threshold real
    calculate-tee-times boolean
    client-class string
    client-classes strings 3.0+
    comment string
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
    ddns-use-conflict-resolution boolean
    evaluate-additional-classes strings 3.0+
    hostname-char-replacement string
    hostname-char-set string
    id integer
    interface string
    interface-id string v6
    match-client-id boolean v4
    max-preferred-lifetime integer v6
    max-valid-lifetime integer
    min-preferred-lifetime integer v6
    min-valid-lifetime integer
    next-server string v4
    offer-lifetime integer v4
    option-data [option-data]
    pd-allocator iterative|random|flq v6
    pd-pools [pd-pool] v6
    pools [pool]
    preferred-lifetime integer v6
    rapid-commit boolean v6
    rebind-timer integer
    relay {relay}
    renew-timer integer
    require-client-classes strings
    reservations [reservation]
    reservations-global boolean
    reservations-in-subnet boolean
    reservations-out-of-pool boolean
    server-hostname string v4
    store-extended-info boolean
    subnet string
    t1-percent real
    t2-percent real
    user-context map
    valid-lifetime integer
  `,
  "shared-network": `
    adaptive-lease-time-threshold real 3.2+
    allocator iterative|random|flq
    authoritative boolean v4
    boot-file-name string v4
    cache-max-age integer
    cache-threshold real
    calculate-tee-times boolean
    client-class string
    client-classes strings 3.0+
    comment string
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
    ddns-use-conflict-resolution boolean
    evaluate-additional-classes strings 3.0+
    hostname-char-replacement string
    hostname-char-set string
    interface string
    interface-id string v6
    match-client-id boolean v4
    max-preferred-lifetime integer v6
    max-valid-lifetime integer
    min-preferred-lifetime integer v6
    min-valid-lifetime integer
    name string
    next-server string v4
    offer-lifetime integer v4
    option-data [option-data]
    pd-allocator iterative|random|flq v6
    preferred-lifetime integer v6
    rapid-commit boolean v6
    rebind-timer integer
    relay {relay}
    renew-timer integer
    require-client-classes strings
    reservations-global boolean
    reservations-in-subnet boolean
    reservations-out-of-pool boolean
    server-hostname string v4
    store-extended-info boolean
    subnet4 [subnet] v4
    subnet6 [subnet] v6
    t1-percent real
    t2-percent real
    user-context map
    valid-lifetime integer
  `,
  pool: `
    client-class string
    client-classes strings 3.0+
    comment string
    ddns-conflict-resolution-mode check-with-dhcid|no-check-with-dhcid|check-exists-with-dhcid|no-check-without-dhcid 3.0+
    ddns-generated-prefix string 3.0+
    ddns-override-client-update boolean 3.0+
    ddns-override-no-update boolean 3.0+
    ddns-qualifying-suffix string 3.0+
    ddns-replace-client-name when-present|never|always|when-not-present 3.0+
    ddns-send-updates boolean 3.0+
    ddns-ttl integer 3.0+
    ddns-ttl-max integer 3.0+
    ddns-ttl-min integer 3.0+
    ddns-ttl-percent real 3.0+
    ddns-update-on-renew boolean 3.0+
    evaluate-additional-classes strings 3.0+
    hostname-char-replacement string 3.0+
    hostname-char-set string 3.0+
    option-data [option-data]
    pool string
    pool-id integer
    require-client-classes strings
    user-context map
  `,
  "option-data": `
    always-send boolean
    client-classes strings 3.0+
    code integer
    comment string
    csv-format boolean
    data string
    name string
    never-send boolean
    space string
    user-context map
  `,
  "option-def": `
    array boolean
    code integer
    comment string
    encapsulate string
    name string
    record-types string
    space string
    type string
    user-context map
  `,
  "client-class": `
    boot-file-name string v4
    comment string
    max-preferred-lifetime integer v6
    max-valid-lifetime integer
    min-preferred-lifetime integer v6
    min-valid-lifetime integer
    name string
    next-server string v4
    offer-lifetime integer v4
    only-if-required boolean
    only-in-additional-list boolean 3.0+
    option-data [option-data]
    option-def [option-def] v4
    preferred-lifetime integer v6
    server-hostname string v4
    template-test string
    test string
    user-context map
    valid-lifetime integer
  `,
  reservation: `
    boot-file-name string v4
    circuit-id string v4
    client-classes strings
    client-id string v4
    comment string
    duid string
    excluded-prefixes strings v6 3.0+
    flex-id string
    hostname string
    hw-address string
    ip-address string v4
    ip-addresses strings v6
    next-server string v4
    option-data [option-data]
    prefixes strings v6
    server-hostname string v4
    user-context map
  `,
  relay: `
    ip-addresses strings
  `,
  hook: `
    library string
    parameters map
  `,
  "control-socket": `
    authentication {authentication} 3.0+
    cert-file string 3.0+
    cert-required boolean 3.0+
    comment string
    http-headers [http-header] 3.0+
    key-file string 3.0+
    socket-address string 3.0+
    socket-name string
    socket-port integer 3.0+
    socket-type unix|http|https
    trust-anchor string 3.0+
    user-context map
  `,
  logger: `
    comment string
    debuglevel integer
    name string
    output-options [output]
    output_options [output]
    severity string
    user-context map
  `,
  output: `
    flush boolean
    maxsize integer
    maxver integer
    output string
    pattern string
  `,
  "sanity-checks": `
    extended-info-checks none|fix|strict|pedantic
    lease-checks none|warn|fix|fix-del|del
  `,
  "expired-leases-processing": `
    flush-reclaimed-timer-wait-time integer
    hold-reclaimed-time integer
    max-reclaim-leases integer
    max-reclaim-time integer
    reclaim-timer-wait-time integer
    unwarned-reclaim-cycles integer
  `,
  "multi-threading": `
    comment string
    enable-multi-threading boolean
    packet-queue-size integer
    thread-pool-size integer
    user-context map
  `,
  "dhcp-ddns": `
    comment string
    enable-updates boolean
    max-queue-size integer
    ncr-format JSON
    ncr-protocol udp|tcp
    sender-ip string
    sender-port integer
    server-ip string
    server-port integer
    user-context map
  `,
  compatibility: `
    exclude-first-last-24 boolean v4
    ignore-dhcp-server-identifier boolean v4
    ignore-rai-link-selection boolean v4
    lenient-option-parsing boolean
  `,
  "pd-pool": `
    client-class string v6
    client-classes strings v6 3.0+
    comment string v6
    delegated-len integer v6
    evaluate-additional-classes strings v6 3.0+
    excluded-prefix string v6
    excluded-prefix-len integer v6
    option-data [option-data] v6
    pool-id integer v6
    prefix string v6
    prefix-len integer v6
    require-client-classes strings v6
    user-context map v6
  `,
  "server-id": `
    comment string v6
    enterprise-id integer v6
    htype integer v6
    identifier string v6
    persist boolean v6
    time integer v6
    type LLT|EN|LL v6
    user-context map v6
  `,
  authentication: `
    clients [client] 3.0+
    comment string 3.0+
    directory string 3.0+
    realm string 3.0+
    type basic 3.0+
    user-context map 3.0+
  `,
  client: `
    comment string 3.0+
    password string 3.0+
    password-file string 3.0+
    user string 3.0+
    user-context map 3.0+
    user-file string 3.0+
  `,
  "http-header": `
    comment string 3.0+
    name string 3.0+
    user-context map 3.0+
    value string 3.0+
  `,
};
