/** Values to try for Kea's keys: likely ones, and those at which something ends. */

/** Reads lines `KEY = JSON, JSON, ...`, which go on where they are indented deeper; `"x{64}"` is 64 times x. */
function readTable(table: string): [string, unknown[]][] {
  const repeat = (_: string, letter: string, times: string) => `"${letter.repeat(Number(times))}"`;
  return table
    .replace(/\n {6,}/g, " ")
    .trim()
    .split("\n")
    .map((line) => {
      const [, key = "", values = ""] = /^\s*(\S.*?) = (.*)$/.exec(line) ?? [];
      return [key, JSON.parse(`[${values.replace(/"(.)\{(\d+)\}"/g, repeat)}]`) as unknown[]];
    });
}

/** By key, wherever it is. */
export const BY_KEY: Readonly<Record<string, readonly unknown[]>> = Object.fromEntries(
  readTable(String.raw`
  allocator = "iterative", "random", "flq", "bogus"
  pd-allocator = "iterative", "random", "flq", "bogus"
  subnet = "10.1.0.0/24", "10.1.0.0", "10.1.0.0/33", "10.1.0.0/0", "10.1.0.7/24", "2001:db8:1::/64",
      "2001:db8:1::/129", "2001:db8:1::/0", " 10.9.0.0/24", "10.9.0.0/24 ", "10.9.0.0 /24", "10.9.0.0/ 24",
      "10.9.0.0/024", "10.09.0.0/24", "10.9.0.0/-1", "10.9.0.0/24/24", "2001:db8:9::/64 ",
      "2001:db8:9::%1/64"
  pool = "10.1.0.0/24", "10.1.0.10-10.1.0.5", "10.1.0.10", "10.2.0.0/25", "2001:db8:1::/80",
      "2001:db8:1::5-2001:db8:1::1", "2001:db8:1::/64", "10.1.0.10-", "10.1.0.0/33", "10.1.0.250-10.1.1.5",
      "10.1.0.10-10.1.0.20-10.1.0.30", " 10.1.0.230 - 10.1.0.240 ", "10.1.0.240/28 ", "2001:db8:1::7000/117"
  id = 0, 1, 7, 8, 4294967294, 4294967295, -1, "7"
  ip-address = "10.1.0.15", "10.250.0.1", "0.0.0.0", "255.255.255.255", "10.1.0.0", "10.1.0.255",
      "2001:db8::1", "10.1.0.221", "host"
  ip-addresses = ["10.1.0.15"], [], ["2001:db8:1::15"], ["2001:db8:1::220", "2001:db8:1::220"], ["::"],
      ["fe80::1"], ["0.0.0.0"], ["10.220.1.1", "10.220.1.1"], ["ff02::1"], ["255.255.255.255"],
      ["10.1.0.15 "]
  prefixes = ["2001:db8:9::/48"], ["2001:db8:9::"], ["2001:db8:9::1/48"], ["2001:db8:9::/0"],
      ["2001:db8:9::/129"], ["::/48"], ["10.0.0.0/8"], ["2001:db8:abc0::/48", "2001:db8:abc0::/48"], []
  excluded-prefixes = ["2001:db8:abc0:1::/64"], [""], [], ["2001:db8:9::/64"], ["2001:db8:abc0::/40"]
  prefix = "2001:db8:8::", "2001:db8:8::1", "10.0.0.0", "::", "fe80::", "2001:db8:8::/48"
  prefix-len = 0, 1, 48, 56, 64, 65, 128, 129, -1
  delegated-len = 0, 1, 40, 48, 56, 64, 128, 129, -1
  excluded-prefix = "2001:db8:1001::", "::", "2001:db8:1001:0:80::", "10.0.0.0", "x", ""
  excluded-prefix-len = 0, 56, 64, 72, 128, 129
  hw-address = "00:11:22:33:44:55", "001122334455", "0:1:2:3:4:5", "00-11-22-33-44-55", "zz", "",
      "00:11:22:33:44:00", "00:11", "0x0011", "0011223344556677889900112233445566778899aa",
      "00:11:22:33:44:555"
  duid = "00:01:02:03", "0x01", "'x'", "", "zz", "00:01:02:00", "0001", "00"
  client-id = "01:02", "'abc'", "0x01", "", "zz", "''", "01:02:0"
  circuit-id = "01:02", "'abc'", "0x01", "", "zz"
  flex-id = "01:02", "'abc'", "0x01", "", "zz", "'port0'", "s'abc'"
  hostname = "host", "", "a..b", "host.example.", "-x-", "with space", "x{64}", "ä.example", "."
  next-server = "10.1.0.1", "", "0.0.0.0", "255.255.255.255", "2001:db8::1", "host"
  server-hostname = "x", "", "y{64}", "y{65}"
  boot-file-name = "x", "", "z{128}", "z{129}"
  socket-name = "kea4-ctrl-socket", "/tmp/x", "", "/run/kea/x", "/run/kea/sub/x", "a{90}", "a{120}"
  socket-type = "unix", "http", "https", "tcp", ""
  socket-address = "127.0.0.1", "::1", "host", "", "0.0.0.0"
  socket-port = 0, 1, 8000, 65535, 65536
  interface = "eth0", "eth1", "", "eth0 "
  interfaces = ["eth0"], [], ["*"], ["eth0", "eth0"], ["eth0/10.1.0.1"], ["eth0/192.0.2.1"], ["*", "eth0"],
      [""], ["eth0/"], ["eth0/fe80::ff:1"], ["*", "*"], ["eth0", "*"]
  interface-id = "x", "", "0x01", "'q'", "port-1"
  dhcp-socket-type = "raw", "udp", "x"
  name = "routers", "domain-name-servers", "dns-servers", "unknown-option", "color", "", "red", "ALL",
      "net-0", "host-name", "numbers", "pair", "a b", "a.b", "KNOWN", "/tmp/leases.csv", "leases.csv",
      "/var/lib/kea/x.csv", "/var/lib/kea/sub/x.csv"
  code = 0, 1, 3, 6, 43, 61, 82, 125, 222, 230, 254, 255, 256, 65535, 65536, -1
  data = "", "10.1.0.1", "2001:db8::1", "x", "1", "-1", "256", "65536", "true", "0102", "01:02", "a,b",
      "a\\,b", "10.1.0.1,", ",", "zz", "1.2.3.4, x", "0x0102", "'text'", "1, 2, 3", "example.org.",
      "1.2.3.4 - 5.6.7.8", "01 02", "010", "1 2", "a..b", "4294967296", "0", "no", "10.1.0.1/33",
      "2001:db8::/129"
  space = "dhcp4", "dhcp6", "mine", "", "vendor-4491", "vendor-x", "unknown", "a.b", "isc",
      "vendor-encapsulated-options-space", "dhcp-agent-options-space", "a b"
  type = "string", "uint8", "uint32", "int16", "ipv4-address", "ipv6-address", "ipv6-prefix", "record",
      "fqdn", "empty", "boolean", "binary", "psid", "tuple", "internal", "bogus", "", "memfile", "EN",
      "basic", "opaque", "uint16"
  record-types = "uint8", "uint8, string", "string, uint8", "uint8,uint8", "", "bogus", "record", "uint8,",
      "uint8 , uint16", "empty, uint8", "fqdn, uint8", "binary, uint8"
  encapsulate = "mine", "", "dhcp4", "dhcp6", "color", "a b", "other"
  test = "", "true", "member('red')", "member('nobody')", "option[61].exists", "not true", "'a' == 'b'",
      "substring(option[1].hex,0,1) == 0x01"
  template-test = "", "substring(option[61].hex,0,3)", "'x'"
  client-class = "red", "KNOWN", "nobody", "", "ALL"
  client-classes = ["red"], [], ["KNOWN", "red"], ["nobody"], [""], ["red", "red"],
      [{"name":"red"},{"name":"red"}], [{"name":""}]
  require-client-classes = ["red"], [], ["nobody"], [""]
  evaluate-additional-classes = ["red"], [], ["nobody"], [""]
  host-reservation-identifiers = ["hw-address"], [], ["duid", "duid"], ["x"], ["flex-id"], ["circuit-id"],
      ["client-id"]
  mac-sources = ["any"], [], ["duid", "duid"], ["x"], ["docsis-cmts"]
  relay-supplied-options = ["65"], [], ["x"], ["110", "110"], ["domain-search"], ["0"], ["65536"]
  severity = "INFO", "info", "", "LOUD", "NONE"
  output = "stdout", "stderr", "syslog", "syslog:x", "/var/log/kea/a.log", "/tmp/a.log", "a.log", "",
      "/var/log/kea/sub/a.log"
  library = "libdhcp_ha.so", "libdhcp_lease_cmds.so", "libdhcp_stat_cmds.so", "libdhcp_run_script.so", "",
      "/tmp/x.so", "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_ha.so"
  lease-checks = "none", "warn", "fix", "fix-del", "del", "x", ""
  extended-info-checks = "none", "fix", "strict", "pedantic", "x", ""
  hostname-char-set = "[^A-Z]", "", "[", "(", "*"
  hostname-char-replacement = "x", ""
  ddns-qualifying-suffix = "", "example.org", "a..b"
  ddns-generated-prefix = "", "host"
  server-ip = "127.0.0.1", "::1", "host", ""
  sender-ip = "127.0.0.1", "::1", "host", "", "0.0.0.0"
  server-port = 0, 53001, 65535, 65536
  max-queue-size = 0, 1, 1024, -1, 4294967296
  ncr-protocol = "UDP", "TCP", "udp", "x"
  ncr-format = "JSON", "json", "x"
  identifier = "0102", "01:02", "", "zz", "0x01"
  enterprise-id = 0, 1, 4294967295, 4294967296, -1
  htype = 0, 1, 65535, 65536
  time = 0, 1, 4294967295, 4294967296
  server-tag = "", "x", "all", "any", "y{256}", "y{257}"
  dhcp-queue-control = {}, {"enable-queue":false}, {"enable-queue":true}, {"enable-queue":1},
      {"enable-queue":true,"queue-type":"kea-ring4", "capacity":5}
  thread-pool-size = 0, 1, 65535, 65536, -1
  packet-queue-size = 0, 1, 65535, 65536, -1
  4o6-interface = "eth0", "", "x"
  4o6-subnet = "2001:db8::/64", "", "x", "10.1.0.0/24", "2001:db8::/129"
  4o6-interface-id = "x", ""
  user-context = {}, {"a":1}, {"ha-server-name":"alpha.hub"}, {"ha-server-name":1}, {"comment":"x"}
  comment = "x", ""
  statistic-default-sample-count = 0, 1, -1, 4294967296
  statistic-default-sample-age = 0, 1, -1, 4294967296
  parked-packet-limit = 0, 1, -1, 4294967295, 4294967296
`),
);

/** Keys of an HA block, by the map that they are in. */
export const OF_HA: readonly (readonly [map: string, key: string, values: readonly unknown[]])[] = readTable(
  String.raw`
  relationship heartbeat-delay = 0, 900, 65535, 65536, -1, "5", 1.5
  relationship max-response-delay = 0, 1, 65535, 65536, -1, "5", 1.5
  relationship max-ack-delay = 0, 1, 65535, 65536, -1, "5", 1.5
  relationship max-unacked-clients = 0, 1, 4294967295, 4294967296, -1, "5"
  relationship max-rejected-lease-updates = 0, 1, 4294967295, 4294967296, -1, "5"
  relationship sync-timeout = 0, 1, 4294967295, 4294967296, -1, "5"
  relationship sync-page-limit = 0, 1, 4294967295, 4294967296, -1, "5"
  relationship delayed-updates-limit = 0, 1, 4294967295, 4294967296, -1, "5"
  relationship wait-backup-ack = true, false, "true", 1, null
  relationship send-lease-updates = true, false, "true", 1, null
  relationship sync-leases = true, false, "true", 1, null
  relationship restrict-commands = true, false, "true", 1, null
  relationship require-client-certs = true, false, "true", 1, null
  relationship mode = "hot-standby", "load-balancing", "passive-backup", "", "HOT-STANDBY", "x", 1
  relationship this-server-name = "alpha.hub", " alpha.hub ", "nobody", "", 1
  relationship trust-anchor = "", "/etc/x.pem", 1
  relationship cert-file = "", "/etc/x.pem"
  relationship key-file = "", "/etc/x.pem"
  relationship peers = [], {}, null, [1], [{}]
  relationship multi-threading = {}, [], null, {"enable-multi-threading":false},
      {"http-listener-threads":-1}, {"http-dedicated-listener":1}
  relationship state-machine = {}, [], null, {"states":[]}, {"states":{}}, {"states":[{}]},
      {"states":[{"state":"waiting"}]}, {"states":[{"state":"x","pause":"never"}]},
      {"states":[{"state":"waiting","pause":"x"}]},
      {"states":[{"state":"waiting","pause":"once"},{"state":"waiting","pause":"never"}]},
      {"states":[{"state":"unavailable","pause":"once"}]}, {"states":[1]}
  relationship typo-key = 1
  peer role = "primary", "secondary", "standby", "backup", "", "PRIMARY", "x", 1
  peer name = "alpha.hub", "beta.hub", "", " ", " alpha.hub", "alpha.hub ", 1
  peer url = "http://10.200.0.1:8000/", "http://10.200.0.1/", "https://10.200.0.1:8000/",
      "http://host:8000/", "http://[2001:db8::1]:8000/", "http://2001:db8::1:8000/",
      "ftp://10.200.0.1:8000/", "", "http://10.200.0.1:0/", "http://10.200.0.1:65536/",
      "http://10.200.0.1:x/", "http://:8000/", "10.200.0.1:8000", "http://10.200.0.1:8000/path",
      "HTTP://10.200.0.1:8000/", " http://10.200.0.1:8000/ ", "http://10.200.0.1:8000",
      "http://user@10.200.0.1:8000/", "http://10.200.0.1:8000?x", "http://[10.200.0.1]:8000/",
      "http://10.200.0.1:08000/", "http://10.200.0.1:+8000/", "http://[fe80::1%eth0]:8000/",
      "http://[::1]x:8000/", "http://[2001:db8:ffff::1]/", "http://[2001:db8:ffff::1]:0/",
      "http://[2001:db8:ffff::1]:65536/", "http://[2001:db8:ffff::1%eth0]:8000/", "http://10.200.0.1:80 00/"
  peer auto-failover = true, false, "x", null
  peer basic-auth-user = "x", "", "a:b", 1
  peer basic-auth-password = "x", "", 1
  peer basic-auth-password-file = "", 1
  peer basic-auth-user-file = "x"
  peer trust-anchor = "", "/etc/x.pem"
  peer cert-file = "", "/etc/x.pem"
  peer key-file = "", "/etc/x.pem"
  parameters high-availability = [], {}, null, [1], [{}], "x", [[]]
`,
).map(([place, values]) => {
  const [map = "", key = ""] = place.split(" ");
  return [map, key, values];
});
