import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { classTest } from "../../../../kea/rules/dhcp/class-test";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const tests =
  (...all: readonly string[]) =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["client-classes"] = all.map((test, index) => ({ name: `c${index}`, test }));
  };
const refused = (name: string, where: string, remedy: string) =>
  `error KEAHA156: north-dhcp4: class ${name} has a test that cannot be read ${where} is expected. ${remedy}`;
const MANUAL = "See Using Expressions in Classification in Kea's manual.";

describeRule(
  classTest,
  [
    {
      finds: "operators of another language",
      breaks: tests(
        "option[60].hex = 'x'",
        "option[60].exists && option[61].exists",
        "option[60].hex != 'x'",
        'option[60].text == "x"',
        "option[60].exists AND option[61].exists",
      ),
      mended: tests("option[60].hex == 'x' and not (option[61].exists or option[61].text == 'x')"),
      says: [
        refused("c0", `from "= 'x'" on: "=="`, "Write ==."),
        refused("c1", `from "&& option[61].exists" on: its end, "and" or "or"`, "Write and."),
        refused("c2", `from "!= 'x'" on: "=="`, "Write not (a == b)."),
        refused("c3", String.raw`from "\"x\"" on: a condition or a text`, "Put it into single quotes."),
        refused(
          "c4",
          `from "AND option[61].exists" on: its end, "and" or "or"`,
          "Write it in small letters.",
        ),
      ],
    },
    {
      finds:
        "a class without quotes, a quote that is not closed, a condition that is none, nothing where something has to follow",
      breaks: tests("member(KNOWN)", "option[60].text == 'x", "option[60].hex", "option[60].exists and"),
      says: [
        refused("c0", `from "KNOWN)" on: the name of a class in single quotes`, MANUAL),
        refused("c1", `from "'x" on: a condition or a text`, "Close the quote, on the same line."),
        refused("c2", `at its end: "=="`, MANUAL),
        refused("c3", `at its end: a condition or a text`, MANUAL),
      ],
    },
    {
      finds: "an option that is not defined, or cannot be",
      breaks: tests("option[color].exists", "option[256].exists"),
      mended: ({ dhcp }) => {
        tests("option[color].exists")({ dhcp } as SoundFleet);
        dhcp("north")["option-def"] = [{ name: "color", code: 222, type: "string" }];
      },
      says: [
        refused("c0", `from "color].exists" on: the code or the name of an option that is defined`, MANUAL),
        refused("c1", `from "256].exists" on: a number from 0 to 255`, MANUAL),
      ],
    },
    {
      finds: "what the other family has",
      family: Family.V6,
      breaks: tests("pkt4.mac == 0x010203040506", "relay4[1].exists"),
      says: [
        `error KEAHA156: north-dhcp6: class c0 has a test that cannot be read from "pkt4.mac == 0x010203040506" on: what a DHCPv6 packet has is expected. ${MANUAL}`,
        `error KEAHA156: north-dhcp6: class c1 has a test that cannot be read from "relay4[1].exists" on: what a DHCPv6 packet has is expected. ${MANUAL}`,
      ],
    },
    {
      finds: "words that Kea 2.6 does not know",
      kea: KeaVersion.V2_6,
      breaks: tests("match('a.*', option[60].text)", "member('KNOWN') sor member('BOOTP')"),
      says: [
        refused(
          "c0",
          `from "match('a.*', option[60].text)" on: a condition or a text`,
          "Kea has it since 3.0.",
        ),
        refused("c1", `from "sor member('BOOTP')" on: its end, "and" or "or"`, "Kea has it since 3.0."),
      ],
    },
    {
      finds: "a condition that is compared, and a regular expression that is not closed",
      breaks: tests("option[93].exists == true", "match('[0-9', option[12].text)"),
      mended: tests("option[93].exists", "match('[0-9]++', option[12].text)"),
      says: [
        refused(
          "c0",
          `from "== true" on: its end, "and" or "or"`,
          "It is a condition by itself: leave the comparison out.",
        ),
        refused("c1", `from "'[0-9', option[12].text)" on: a regular expression that can be read`, MANUAL),
      ],
    },
    {
      finds: "an option without the form in which it is compared, and a bracket that is not closed",
      breaks: tests(
        "option[93] == 0x0007",
        "substring(option[60],0,9) == 'PXEClient'",
        "substring(option[60].hex,0,9 == 'PXEClient'",
      ),
      mended: tests("option[93].hex == 0x0007", "substring(option[60].hex,0,9) == 'PXEClient'"),
      says: [
        refused("c0", `from "== 0x0007" on: "."`, "Add .hex, or .text, to it."),
        refused("c1", `from ",0,9) == 'PXEClient'" on: "."`, "Add .hex, or .text, to it."),
        refused("c2", `from "== 'PXEClient'" on: ")"`, "Close the bracket before it."),
      ],
    },
    {
      finds: "a relay of which nothing is asked, which has no form by itself",
      family: Family.V6,
      breaks: tests("relay6[0] == 'x'", "relay6[0].option[37] == 'x'"),
      says: [
        `error KEAHA156: north-dhcp6: class c0 has a test that cannot be read from "== 'x'" on: "." is expected. ${MANUAL}`,
        `error KEAHA156: north-dhcp6: class c1 has a test that cannot be read from "== 'x'" on: "." is expected. Add .hex, or .text, to it.`,
      ],
    },
    {
      finds: "a template-test that is no text",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "a", "template-test": "option[60].exists" }];
      },
      says: [
        `error KEAHA156: north-dhcp4: class a has a template-test that cannot be read from "option[60].exists" on: a text is expected. ${MANUAL}`,
      ],
    },
  ],
  [
    {
      allows: "what Kea's manual shows",
      breaks: tests(
        "substring(option[60].hex,0,6) == 'Aastra'",
        "option[61].exists and not (pkt4.mac == 0x0a1b2c3d4e5f)",
        "relay4[2].hex == 'x' or vendor[4491].option[1].exists",
        "ifelse(option[12].exists, option[12].hex, 'a' + 'b') == ucase(pkt.iface)",
        "split(option[12].text, '.', 2) == 'lab'",
        "match('a.*', option[60].text)",
      ),
    },
    {
      allows: "options whose definitions a configuration database may have",
      breaks: (fleet) => {
        tests("option[color].exists")(fleet);
        fleet.dhcp("north")["config-control"] = { "config-databases": [{ type: "mysql" }] };
      },
    },
  ],
);
