/**
 * The standard options of Kea 3.0: code, name, what their value is (where Kea can be said to refuse
 * others), and the first release line that defines them, if not 2.6. Asked of Kea itself: it names
 * an option whose name does not fit its code.
 */
export const OPTIONS: Readonly<Record<"v4" | "v6", string>> = {
  v4: `
    1 subnet-mask address
    2 time-offset int32
    3 routers addresses
    4 time-servers addresses
    5 name-servers addresses
    6 domain-name-servers addresses
    7 log-servers addresses
    8 cookie-servers addresses
    9 lpr-servers addresses
    10 impress-servers addresses
    11 resource-location-servers addresses
    12 host-name text
    13 boot-size uint16
    14 merit-dump text
    15 domain-name text
    16 swap-server address
    17 root-path text
    18 extensions-path text
    19 ip-forwarding boolean
    20 non-local-source-routing boolean
    21 policy-filter addresses
    22 max-dgram-reassembly uint16
    23 default-ip-ttl uint16
    24 path-mtu-aging-timeout uint32
    25 path-mtu-plateau-table uint16
    26 interface-mtu uint16
    27 all-subnets-local boolean
    28 broadcast-address address
    29 perform-mask-discovery boolean
    30 mask-supplier boolean
    31 router-discovery boolean
    32 router-solicitation-address address
    33 static-routes addresses
    34 trailer-encapsulation boolean
    35 arp-cache-timeout uint32
    36 ieee802-3-encapsulation boolean
    37 default-tcp-ttl uint16
    38 tcp-keepalive-interval uint32
    39 tcp-keepalive-garbage boolean
    40 nis-domain text
    41 nis-servers addresses
    42 ntp-servers addresses
    43 vendor-encapsulated-options
    44 netbios-name-servers addresses
    45 netbios-dd-server addresses
    46 netbios-node-type uint16
    47 netbios-scope text
    48 font-servers addresses
    49 x-display-manager addresses
    50 dhcp-requested-address address
    51 dhcp-lease-time uint32
    52 dhcp-option-overload uint16
    53 dhcp-message-type uint16
    54 dhcp-server-identifier address
    55 dhcp-parameter-request-list uint16
    56 dhcp-message text
    57 dhcp-max-message-size uint16
    58 dhcp-renewal-time uint32
    59 dhcp-rebinding-time uint32
    60 vendor-class-identifier text
    61 dhcp-client-identifier
    62 nwip-domain-name text
    63 nwip-suboptions
    64 nisplus-domain-name text
    65 nisplus-servers addresses
    66 tftp-server-name text
    67 boot-file-name text
    68 mobile-ip-home-agent addresses
    69 smtp-server addresses
    70 pop-server addresses
    71 nntp-server addresses
    72 www-server addresses
    73 finger-server addresses
    74 irc-server addresses
    75 streettalk-server addresses
    76 streettalk-directory-assistance-server addresses
    77 user-class
    78 slp-directory-agent
    79 slp-service-scope
    81 fqdn
    82 dhcp-agent-options
    85 nds-servers addresses
    86 nds-tree-name text
    87 nds-context text
    88 bcms-controller-names text
    89 bcms-controller-address addresses
    90 authenticate
    91 client-last-transaction-time uint32
    92 associated-ip addresses
    93 client-system uint16
    94 client-ndi
    97 uuid-guid
    98 uap-servers text
    99 geoconf-civic
    100 pcode text
    101 tcode text
    108 v6-only-preferred uint32
    112 netinfo-server-address addresses
    113 netinfo-server-tag text
    114 v4-captive-portal text
    116 auto-config uint16
    117 name-service-search uint16
    118 subnet-selection address
    119 domain-search text
    121 classless-static-route
    122 cablelabs-client-conf 3.0+
    124 vivco-suboptions
    125 vivso-suboptions
    136 pana-agent addresses
    137 v4-lost text
    138 capwap-ac-v4 addresses
    141 sip-ua-cs-domains text
    143 v4-sztp-redirect
    146 rdnss-selection
    151 status-code
    152 base-time uint32
    153 start-time-of-state uint32
    154 query-start-time uint32
    155 query-end-time uint32
    156 dhcp-state uint16
    157 data-source uint16
    159 v4-portparams
    162 v4-dnr
    212 option-6rd
    213 v4-access-domain text
  `,
  v6: `
    1 clientid
    2 serverid
    3 ia-na
    4 ia-ta
    5 iaaddr
    6 oro uint16
    7 preference uint16
    8 elapsed-time uint16
    9 relay-msg
    11 auth
    12 unicast address
    13 status-code
    14 rapid-commit
    15 user-class
    16 vendor-class
    17 vendor-opts
    18 interface-id
    19 reconf-msg uint16
    20 reconf-accept
    21 sip-server-dns
    22 sip-server-addr addresses
    23 dns-servers addresses
    24 domain-search
    25 ia-pd
    26 iaprefix
    27 nis-servers addresses
    28 nisp-servers addresses
    29 nis-domain-name
    30 nisp-domain-name
    31 sntp-servers addresses
    32 information-refresh-time uint32
    33 bcmcs-server-dns
    34 bcmcs-server-addr addresses
    36 geoconf-civic
    37 remote-id
    38 subscriber-id
    39 client-fqdn
    40 pana-agent addresses
    41 new-posix-timezone text
    42 new-tzdb-timezone text
    43 ero uint16
    44 lq-query
    45 client-data
    46 clt-time uint32
    47 lq-relay-data
    48 lq-client-link addresses
    51 v6-lost text
    52 capwap-ac-v6 addresses
    53 relay-id
    56 ntp-server 3.0+
    57 v6-access-domain text
    58 sip-ua-cs-list
    59 bootfile-url text
    60 bootfile-param
    61 client-arch-type uint16
    62 nii
    64 aftr-name text
    65 erp-local-domain-name text
    66 rsoo
    67 pd-exclude
    74 rdnss-selection
    79 client-linklayer-addr
    80 link-address address
    82 solmax-rt uint32
    83 inf-max-rt uint32
    87 dhcpv4-message
    88 dhcp4o6-server-addr addresses
    94 s46-cont-mape
    95 s46-cont-mapt
    96 s46-cont-lw
    103 v6-captive-portal text
    135 relay-source-port uint16
    136 v6-sztp-redirect
    143 ipv6-address-andsf addresses
    144 v6-dnr
    148 addr-reg-enable 3.0+
  `,
};
