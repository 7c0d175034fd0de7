import { Family } from "../../../../kea/model/family";
import { pdPool } from "../../../../kea/rules/dhcp/pd-pool";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  pdPool,
  [
    {
      finds: "larger prefixes than the pool",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["pd-pools"] = [{ prefix: "2001:db8:8000::", "prefix-len": 40, "delegated-len": 36 }];
        }),
      says: [
        "error KEAHA071: relationship north, hub-dhcp6: delegated-len of pd-pool 2001:db8:8000::/40 of subnet 2001:db8:1::/64 (id 1) is 36. It takes 40 to 128: what is delegated is not larger than the pool.",
      ],
    },
    {
      finds: "a prefix with host bits, one with its length, one of IPv4, and lengths out of range",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["pd-pools"] = [
            { prefix: "2001:db8:8000::1", "prefix-len": 40, "delegated-len": 56 },
            { prefix: "2001:db8:9000::/40", "prefix-len": 40, "delegated-len": 56 },
            { prefix: "10.0.0.0", "prefix-len": 16, "delegated-len": 24 },
            { prefix: "::", "prefix-len": 0, "delegated-len": 56 },
            { prefix: "2001:db8:a000::", "prefix-len": 40, "delegated-len": 129 },
          ];
        }),
      says: [
        "error KEAHA071: relationship north, hub-dhcp6: prefix of pd-pool 2001:db8:8000::1/40 of subnet 2001:db8:1::/64 (id 1) has bits set after its length. Write 2001:db8:8000::.",
        "error KEAHA071: relationship north, hub-dhcp6: prefix of pd-pool 2001:db8:9000::/40/40 of subnet 2001:db8:1::/64 (id 1) is not an IPv6 address. Write the first address, without a length: 2001:db8:8000::.",
        "error KEAHA071: relationship north, hub-dhcp6: prefix of pd-pool 10.0.0.0/16 of subnet 2001:db8:1::/64 (id 1) is not an IPv6 address. Write the first address, without a length: 2001:db8:8000::.",
        "error KEAHA071: relationship north, hub-dhcp6: prefix-len of pd-pool ::/0 of subnet 2001:db8:1::/64 (id 1) is 0. It takes 1 to 128.",
        "error KEAHA071: relationship north, hub-dhcp6: delegated-len of pd-pool 2001:db8:a000::/40 of subnet 2001:db8:1::/64 (id 1) is 129. It takes 40 to 128: what is delegated is not larger than the pool.",
      ],
    },
    {
      finds: "an excluded prefix that does not fit",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          const pool = { "prefix-len": 40, "delegated-len": 56 };
          subnet["pd-pools"] = [
            {
              ...pool,
              prefix: "2001:db8:8000::",
              "excluded-prefix": "2001:db8:8001::",
              "excluded-prefix-len": 72,
            },
            {
              ...pool,
              prefix: "2001:db8:9000::",
              "excluded-prefix": "2001:db8:9000::",
              "excluded-prefix-len": 56,
            },
            { ...pool, prefix: "2001:db8:a000::", "excluded-prefix": "2001:db8:a000::" },
          ];
        }),
      says: [
        "error KEAHA071: relationship north, hub-dhcp6: excluded-prefix of pd-pool 2001:db8:8000::/40 of subnet 2001:db8:1::/64 (id 1) is not inside the first prefix that it delegates. Write it inside 2001:db8:8000::/56; Kea moves it along for the others.",
        "error KEAHA071: relationship north, hub-dhcp6: excluded-prefix-len of pd-pool 2001:db8:9000::/40 of subnet 2001:db8:1::/64 (id 1) is 56. It takes 57 to 128: what is excluded is a part of what is delegated.",
        "error KEAHA071: relationship north, hub-dhcp6: pd-pool 2001:db8:a000::/40 of subnet 2001:db8:1::/64 (id 1) has excluded-prefix without excluded-prefix-len. Give both or none of them.",
      ],
    },
  ],
  [
    {
      allows: "the whole pool at once, and an excluded prefix inside",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["pd-pools"] = [
            {
              prefix: "2001:db8:8000::",
              "prefix-len": 56,
              "delegated-len": 56,
              "excluded-prefix": "2001:db8:8000:0:ff::",
              "excluded-prefix-len": 72,
            },
          ];
        }),
    },
  ],
);
