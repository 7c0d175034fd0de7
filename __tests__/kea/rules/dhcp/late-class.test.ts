import { UNKNOWN } from "../../../../kea/json";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { lateClass } from "../../../../kea/rules/dhcp/late-class";
import { describeRule } from "../describe-rule";
import type { Loose, SoundFleet } from "../sound";

const CLASSES = [
  { name: "office", test: "member('UNKNOWN')" },
  { name: "lobby", test: "not member('office')" },
  { name: "extra", test: "option[60].exists", "only-in-additional-list": true },
];
/** A server with some classes, whose first subnet is changed. */
const north =
  (change: (subnet: Loose, dhcp: Loose) => void, classes: readonly object[] = CLASSES) =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["client-classes"] = classes;
    change(dhcp("north").subnet4[0], dhcp("north"));
  };
const guardPool = (name: string) => north(({ pools }) => (pools[0]["client-classes"] = [name]));
const network = (...guards: readonly string[][]) =>
  north((subnet, dhcp) => {
    const of = (index: number, guard: readonly string[]) => ({
      ...structuredClone(subnet),
      id: 90 + index,
      subnet: `198.51.${100 + index}.0/24`,
      pools: [],
      "client-classes": guard,
    });
    dhcp["shared-networks"] = [{ name: "campus", subnet4: guards.map((guard, index) => of(index, guard)) }];
  });

const NORTH =
  "warning KEAHA157: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) is guarded by class";
const POOL =
  "warning KEAHA157: relationship north, north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class";
const AFTER_SUBNET = "which Kea gives only after it has chosen the subnet. Guard its pools.";

describeRule(
  lateClass,
  [
    {
      finds: "a subnet for clients who are known, which Kea finds out when it has chosen a subnet",
      breaks: north((subnet) => (subnet["client-classes"] = ["KNOWN"])),
      mended: guardPool("KNOWN"),
      says: [`${NORTH} KNOWN, ${AFTER_SUBNET}`],
    },
    {
      finds: "a guard by a class without test that Kea is to look at once more, when the address is given",
      breaks: north(
        (subnet) => {
          subnet["client-classes"] = subnet["evaluate-additional-classes"] = ["listed"];
        },
        [{ name: "listed" }],
      ),
      says: [
        `${NORTH} listed, which Kea gives only after it has chosen an address: it has no test, and is only listed. Give the class a test.`,
      ],
    },
    {
      finds: "a subnet for a class whose test asks for these, even by another class",
      breaks: north((subnet) => (subnet["client-classes"] = ["office", "lobby"])),
      says: [`${NORTH} office, ${AFTER_SUBNET}`, `${NORTH} lobby, ${AFTER_SUBNET}`],
    },
    {
      finds: "a subnet for clients who are not known, though who is known is looked up first",
      breaks: north(
        (subnet, dhcp) => {
          dhcp["early-global-reservations-lookup"] = true;
          subnet["client-classes"] = ["UNKNOWN", "office", "guests"];
        },
        [...CLASSES, { name: "guests", test: "not member('KNOWN') and option[60].exists" }],
      ),
      says: [
        `${NORTH} UNKNOWN, ${AFTER_SUBNET}`,
        `${NORTH} office, ${AFTER_SUBNET}`,
        `${NORTH} guests, ${AFTER_SUBNET}`,
      ],
    },
    {
      finds: "a subnet for a class that only its own reservations give",
      breaks: north((subnet) => {
        subnet.reservations = [{ "hw-address": "02:00:00:00:00:01", "client-classes": ["gold"] }];
        subnet["client-classes"] = ["gold"];
      }),
      says: [`${NORTH} gold, ${AFTER_SUBNET}`],
    },
    {
      finds: "a pool for a class that Kea asks for in a list only",
      breaks: guardPool("extra"),
      says: [
        `${POOL} extra, which Kea gives only after it has chosen an address: it has only-in-additional-list. Take only-in-additional-list away from the class.`,
      ],
    },
    {
      finds: "the same on Kea 2.6",
      kea: KeaVersion.V2_6,
      breaks: north(
        ({ pools }) => (pools[0]["client-class"] = "extra"),
        [{ name: "extra", test: "option[60].exists", "only-if-required": true }],
      ),
      says: [
        `${POOL} extra, which Kea gives only after it has chosen an address: it has only-if-required. Take only-if-required away from the class.`,
      ],
    },
    {
      finds: "a pool for a class that asks for such a class",
      breaks: north(
        ({ pools }) => (pools[0]["client-classes"] = ["of-extra"]),
        [...CLASSES, { name: "of-extra", test: "member('extra') and option[61].exists" }],
      ),
      says: [
        `${POOL} of-extra, whose test is asked before anybody is in extra. Test for classes that Kea gives earlier.`,
      ],
    },
    {
      finds: "a network for known clients, and one all of whose subnets are for them",
      breaks: (fleet) => {
        network(["KNOWN"], ["UNKNOWN"])(fleet);
        const whole = { name: "yard", subnet4: [], "client-classes": ["KNOWN"] };
        fleet.dhcp("north")["shared-networks"].push(whole);
      },
      mended: network([], ["KNOWN"], ["UNKNOWN"]),
      says: [
        "warning KEAHA157: north-dhcp4: shared network yard is guarded by class KNOWN, which Kea gives only after it has chosen the subnet. Guard the pools of its subnets.",
        `warning KEAHA157: relationship north, north-dhcp4: subnet 198.51.100.0/24 (id 90) of shared network campus is guarded by class KNOWN, ${AFTER_SUBNET}`,
        `warning KEAHA157: relationship north, north-dhcp4: subnet 198.51.101.0/24 (id 91) of shared network campus is guarded by class UNKNOWN, ${AFTER_SUBNET}`,
      ],
    },
    {
      finds: "on a hub, a pool for a class whose test asks for one of HA's own",
      breaks: ({ dhcp }) => {
        dhcp("hub")["client-classes"] = [{ name: "mine", test: "member('HA_north') and option[60].exists" }];
        dhcp("hub").subnet4[0].pools[0]["client-classes"] = ["mine"];
      },
      mended: ({ dhcp }) => {
        dhcp("hub")["client-classes"] = [
          { name: "mine", test: "(member('KNOWN') or member('UNKNOWN')) and member('HA_north')" },
        ];
        dhcp("hub").subnet4[0].pools[0]["client-classes"] = ["mine"];
      },
      says: [
        "warning KEAHA157: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class mine, whose test is asked before anybody is in HA_north. Begin the test with (member('KNOWN') or member('UNKNOWN')) and: Kea asks it later then.",
      ],
    },
    {
      finds: "pools for what templates give, which ask only once, for classes that come later",
      breaks: ({ dhcp }) => {
        dhcp("hub")["client-classes"] = [
          { name: "of-ha", "template-test": "ifelse(member('HA_north') and option[60].exists, 'x', '')" },
        ];
        dhcp("hub").subnet4[0].pools[0]["client-classes"] = ["SPAWN_of-ha_x"];
        dhcp("north")["client-classes"] = [
          {
            name: "kind",
            "template-test": "concat('', ifelse(member('UNKNOWN'), option[60].text, '') + '')",
          },
        ];
        dhcp("north").subnet4[0].pools[0]["client-classes"] = ["SPAWN_kind_phone", "kind"];
      },
      says: [
        "warning KEAHA157: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is guarded by class SPAWN_of-ha_x, whose test is asked before anybody is in HA_north. Take a class with a test: Kea asks a template only once, as the packet comes.",
        `${POOL} SPAWN_kind_phone, whose test is asked before anybody is in UNKNOWN. Take a class with a test: Kea asks a template only once, as the packet comes.`,
        `${POOL} kind, whose test is asked before anybody is in UNKNOWN. Take a class with a test: Kea asks a template only once, as the packet comes.`,
      ],
    },
  ],
  [
    {
      allows: "pools for what templates may give to somebody",
      breaks: north(
        (subnet) => {
          const guarded = (name: string) => ({ ...subnet.pools[0], "client-classes": [`SPAWN_${name}_x`] });
          subnet.pools = ["a", "b", "c", "d"].map(guarded);
        },
        [
          { name: "a", "template-test": "ifelse(member('KNOWN'), 'y', 'x')" },
          { name: "b", "template-test": "substring(ifelse(member('KNOWN'), 'x', ''), 0, all)" },
          { name: "c", "template-test": "ifelse(not member('KNOWN'), 'x', '') + option[60].text" },
          { name: "d", "template-test": "ifelse(option[60].exists, 'x', '')" },
        ],
      ),
    },
    { allows: "a pool for known clients, or for a class that asks for them", breaks: guardPool("lobby") },
    {
      allows: "a guard that another class passes, and tests that hold without it",
      breaks: north(
        (subnet) => (subnet["client-classes"] = ["KNOWN", "phones", "not-extra"]),
        [
          { name: "phones", test: "option[60].exists" },
          { name: "extra", test: "option[61].exists", "only-in-additional-list": true },
          { name: "not-extra", test: "not member('extra')" },
        ],
      ),
    },
    {
      allows: "known clients, and the classes of their reservations, where these are looked up first",
      breaks: (fleet) => {
        const early = { "early-global-reservations-lookup": true };
        const reservations = [{ "hw-address": "02:00:00:00:00:01", "client-classes": ["gold"] }];
        fleet.dhcp("north")["client-classes"] = [...CLASSES, { name: "staff", test: "member('KNOWN')" }];
        for (const [host, guard] of [
          ["north", "staff"],
          ["hub", "KNOWN"],
          ["backup", "gold"],
        ] as const) {
          Object.assign(fleet.dhcp(host), early, { reservations });
          fleet.subnet(host)["client-classes"] = [guard];
        }
      },
    },
    {
      allows: "any class, where only the apply knows when reservations are looked up",
      breaks: north((subnet, dhcp) => {
        dhcp["early-global-reservations-lookup"] = UNKNOWN;
        subnet["client-classes"] = ["UNKNOWN"];
      }),
    },
    {
      allows: "classes that hosts of a database may have",
      breaks: north((subnet, dhcp) => {
        dhcp["hosts-databases"] = [{ type: "mysql" }];
        subnet["client-classes"] = ["KNOWN"];
      }),
    },
  ],
);
