import { likeness } from "../../cli/check-fragment";

test.each<[string, unknown, string]>([
  [
    "a configuration of kea-dhcp4 without its wrapper",
    { "interfaces-config": {}, subnet4: [] },
    ' It looks like what belongs inside Dhcp4: write { "Dhcp4": { ... } } around it.',
  ],
  [
    "one of kea-dhcp6, by its subnets",
    { "valid-lifetime": 600, subnet6: [] },
    ' It looks like what belongs inside Dhcp6: write { "Dhcp6": { ... } } around it.',
  ],
  [
    "one whose subnets are all in shared networks",
    { "shared-networks": [{ name: "a", subnet6: [] }] },
    ' It looks like what belongs inside Dhcp6: write { "Dhcp6": { ... } } around it.',
  ],
  [
    "one that only its socket tells the family of",
    { "control-socket": { "socket-name": "/run/kea/kea6-ctrl-socket" } },
    ' It looks like what belongs inside Dhcp6: write { "Dhcp6": { ... } } around it.',
  ],
  [
    "one of either family",
    { "valid-lifetime": 600 },
    ' It looks like what belongs inside Dhcp4 or Dhcp6: write { "Dhcp4": { ... } } around it.',
  ],
  ["a wrapper in another spelling", { dhcp4: {} }, " It has dhcp4: Kea calls it Dhcp4."],
  ["another one", { DHCPv6: {} }, " It has DHCPv6: Kea calls it Dhcp6."],
  [
    "a list of subnets",
    [{ id: 1, subnet: "2001:db8::/64" }],
    ' It looks like a list of subnets, which belongs into Dhcp6: write { "Dhcp6": { "subnet6": [ ... ] } }.',
  ],
  [
    "one subnet",
    { id: 1, subnet: "10.1.0.0/24" },
    ' It looks like a subnet, which belongs into Dhcp4: write { "Dhcp4": { "subnet4": [ ... ] } }.',
  ],
  [
    "a list of hook libraries",
    [{ library: "libdhcp_lease_cmds.so" }],
    ' It looks like a list of hook libraries, which belongs into Dhcp4 or Dhcp6: write { "Dhcp4": { "hooks-libraries": [ ... ] } }.',
  ],
  [
    "the parameters of the HA library",
    { "high-availability": [] },
    ' It looks like the parameters of libdhcp_ha.so: write { "Dhcp4": { "hooks-libraries": [ { "library": "libdhcp_ha.so", "parameters": { ... } } ] } }.',
  ],
  [
    "a relationship",
    { "this-server-name": "a", mode: "hot-standby", peers: [] },
    ' It looks like an HA relationship, which belongs into Dhcp4 or Dhcp6: write { "Dhcp4": { "hooks-libraries": [ { "library": "libdhcp_ha.so", "parameters": { "high-availability": [ ... ] } } ] } }.',
  ],
  ["a wrapper around the wrapper", { kea: { Dhcp4: {} } }, " It has Dhcp4 inside kea: take it out of there."],
  [
    "what the control agent takes, which has sockets by their servers",
    { "http-host": "127.0.0.1", "control-sockets": { dhcp4: { "socket-name": "kea4-ctrl-socket" } } },
    ' It looks like what belongs inside Control-agent: write { "Control-agent": { ... } } around it.',
  ],
  [
    "what the server of DNS updates takes",
    { "ip-address": "127.0.0.1", "forward-ddns": {}, loggers: [] },
    ' It looks like what belongs inside DhcpDdns: write { "DhcpDdns": { ... } } around it.',
  ],
  [
    "the control agent's wrapper in another spelling",
    { "control-agent": {} },
    " It has control-agent: Kea calls it Control-agent.",
  ],
  [
    "a key of servers that is nearly another wrapper",
    { "dhcp-ddns": { "enable-updates": false } },
    ' It looks like what belongs inside Dhcp4 or Dhcp6: write { "Dhcp4": { ... } } around it.',
  ],
  ["nothing of Kea's", { comment: "mine", services: [] }, ""],
  ["an empty map, and a text", {}, ""],
  ["a list of others", [1, 2], ""],
])("says what a text without Dhcp4 looks like: %s", (_, value, said) => {
  expect(likeness(value)).toBe(said);
});
