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
  ["nothing of Kea's", { comment: "mine", services: [] }, ""],
  ["an empty map, and a text", {}, ""],
  ["a list of others", [1, 2], ""],
])("says what a text without Dhcp4 looks like: %s", (_, value, said) => {
  expect(likeness(value)).toBe(said);
});
