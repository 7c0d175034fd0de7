import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { unlistedClass } from "../../../../kea/rules/dhcp/unlisted-class";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const PHONES = { name: "phones", test: "option[60].exists" };
const ONLY = { ...PHONES, "only-in-additional-list": true };
const has =
  (classes: unknown[], more: object = {}, ofSubnet: object = {}) =>
  (fleet: SoundFleet) => {
    Object.assign(fleet.dhcp("north"), { "client-classes": classes, ...more });
    Object.assign(fleet.subnet("north"), ofSubnet);
  };

describeRule(
  unlistedClass,
  [
    {
      finds: "a class that is only for lists, and in none",
      breaks: has([ONLY]),
      mended: has([ONLY], {}, { "evaluate-additional-classes": ["phones"] }),
      says: [
        "warning KEAHA185: north-dhcp4: class phones has only-in-additional-list, and is in no list: nobody is in it. Name it in evaluate-additional-classes of what it is for, or take only-in-additional-list away from it.",
      ],
    },
    {
      finds: "the same in 2.6, and that another class's test does not put anybody into it",
      kea: KeaVersion.V2_6,
      family: Family.V6,
      breaks: has([
        { ...PHONES, "only-if-required": true },
        { name: "some", test: "member('phones')" },
      ]),
      says: [
        "warning KEAHA185: north-dhcp6: class phones has only-if-required, and is in no list: nobody is in it. Name it in require-client-classes of what it is for, or take only-if-required away from it.",
      ],
    },
    {
      finds: "a class without a test, which a list alone could give to clients",
      breaks: has(
        [{ name: "phones", "only-in-additional-list": true }],
        {},
        {
          "evaluate-additional-classes": ["others"],
        },
      ),
      says: [
        "warning KEAHA185: north-dhcp4: class phones has only-in-additional-list, and is in no list: nobody is in it. Name it in evaluate-additional-classes of what it is for, or take only-in-additional-list away from it.",
      ],
    },
  ],
  [
    {
      allows: "a class that a pool lists, under the older name of the list",
      breaks: has(
        [ONLY],
        {},
        {
          pools: [{ pool: "10.1.0.10 - 10.1.0.20", "require-client-classes": ["phones"] }],
        },
      ),
    },
    {
      allows: "a class that a reservation gives, and one that is asked for anyway",
      breaks: has([ONLY, { ...PHONES, name: "others", "only-in-additional-list": false }], {
        reservations: [{ "hw-address": "00:00:5e:00:53:01", "client-classes": ["phones"] }],
      }),
    },
    {
      allows: "lists that are known at apply",
      breaks: (fleet) => {
        has([ONLY], {}, { "evaluate-additional-classes": UNKNOWN })(fleet);
        fleet.dhcp("south")["client-classes"] = [ONLY];
        fleet.subnet("south")["evaluate-additional-classes"] = [UNKNOWN];
      },
    },
    {
      allows: "classes that commands, databases or libraries of somebody else's may list",
      breaks: (fleet) => {
        for (const host of ["north", "south"] as const) fleet.dhcp(host)["client-classes"] = [ONLY];
        fleet.dhcp("north")["hooks-libraries"].push({ library: "libdhcp_subnet_cmds.so" });
        fleet.dhcp("south")["hooks-libraries"].push({ library: "libmine.so" });
        fleet.dhcp("hub")["client-classes"] = [ONLY];
        fleet.dhcp("hub")["config-control"] = { "config-databases": [{ type: "mysql" }] };
      },
    },
    {
      allows: "a class that guards something, of which another rule tells",
      breaks: has([ONLY], {}, { "client-classes": ["phones"] }),
    },
  ],
);
