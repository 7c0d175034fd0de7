import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { unequalTest } from "../../../../kea/rules/dhcp/unequal-test";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const asks =
  (...tests: string[]) =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["client-classes"] = tests.map((test, index) => ({ name: `c${index}`, test }));
  };

describeRule(
  unequalTest,
  [
    {
      finds: "architectures as texts, or as numbers of another length",
      breaks: asks("option[93].hex == '00:09' or option[93].hex == '00:07'", "option[93].hex == 0x9"),
      mended: asks(
        "option[93].hex == 0x0009 or option[93].hex == 0x0007",
        "option[client-system].hex == 0x00090007",
      ),
      says: [
        "warning KEAHA186: north-dhcp4: class c0 compares option[93].hex with '00:09' (and 1 more), which it never is: it has 2 bytes for each entry, and that has 5. Write 2 bytes for each entry: 0x and 4 hex digits.",
        "warning KEAHA186: north-dhcp4: class c1 compares option[93].hex with 0x9, which it never is: it has 2 bytes for each entry, and that has 1. Write 2 bytes for each entry: 0x and 4 hex digits.",
      ],
    },
    {
      finds: "parts that are shorter than what they are compared with, from either side",
      kea: KeaVersion.V2_6,
      breaks: asks(
        "substring(option[60].hex,0,3) == 'ubnt'",
        "not 'ubnt' == substring(option[60].hex, -1, -1)",
      ),
      mended: asks("substring(option[60].hex,0,4) == 'ubnt'"),
      says: [
        "warning KEAHA186: north-dhcp4: class c0 compares substring(option[60].hex,0,3) with 'ubnt', which it never is: it has at most 3 bytes, and that has 4. Take 4 bytes of it, or compare with fewer.",
        "warning KEAHA186: north-dhcp4: class c1 compares substring(option[60].hex, -1, -1) with 'ubnt', which it never is: it has at most 1 byte, and that has 4. Take 4 bytes of it, or compare with fewer.",
      ],
    },
    {
      finds: "bytes of an address or an option that are written as a text of hex digits",
      breaks: asks(
        "substring(pkt4.mac,0,3) == '08:00:27'",
        "substring(option[61].hex,1,3) == 'AA-bb-cc' or substring(relay4[2].hex,0,3) == 'aabbcc'",
        "substring(pkt4.mac,0,3) == '08:00:27:0a'",
      ),
      mended: asks("substring(pkt4.mac,0,3) == 0x080027", "substring(pkt4.mac,0,4) == 0x0800270a"),
      says: [
        "warning KEAHA186: north-dhcp4: class c0 compares substring(pkt4.mac,0,3) with '08:00:27', which it never is: it has at most 3 bytes, and that has 8. Write 0x080027.",
        "warning KEAHA186: north-dhcp4: class c1 compares substring(option[61].hex,1,3) with 'AA-bb-cc', which it never is: it has at most 3 bytes, and that has 8. Write 0xAAbbcc.",
        "warning KEAHA186: north-dhcp4: class c1 compares substring(relay4[2].hex,0,3) with 'aabbcc', which it never is: it has at most 3 bytes, and that has 6. Write 0xaabbcc.",
        "warning KEAHA186: north-dhcp4: class c2 compares substring(pkt4.mac,0,3) with '08:00:27:0a', which it never is: it has at most 3 bytes, and that has 11. Take 4 bytes of it, and write 0x0800270a.",
      ],
    },
    {
      finds: "parts of texts that are too short for other texts, be they of hex digits by chance",
      breaks: asks(
        "substring(hexstring(pkt4.mac,':'),0,3) == '08:00:27'",
        "substring(option[12].hex,0,2) == 'cafe'",
        "substring(option[12].text,0,2) == 'cafe'",
        "substring(option[61].hex,0,3) == 'cafe'",
      ),
      says: [
        "warning KEAHA186: north-dhcp4: class c0 compares substring(hexstring(pkt4.mac,':'),0,3) with '08:00:27', which it never is: it has at most 3 bytes, and that has 8. Take 8 bytes of it, or compare with fewer.",
        "warning KEAHA186: north-dhcp4: class c1 compares substring(option[12].hex,0,2) with 'cafe', which it never is: it has at most 2 bytes, and that has 4. Take 4 bytes of it, or compare with fewer.",
        "warning KEAHA186: north-dhcp4: class c2 compares substring(option[12].text,0,2) with 'cafe', which it never is: it has at most 2 bytes, and that has 4. Take 4 bytes of it, or compare with fewer.",
        "warning KEAHA186: north-dhcp4: class c3 compares substring(option[61].hex,0,3) with 'cafe', which it never is: it has at most 3 bytes, and that has 4. Take 4 bytes of it, or compare with fewer.",
      ],
    },
    {
      finds: "letters that functions do not write",
      breaks: asks(
        "hexstring(pkt4.mac, ':') == '0A:00:27:00:00:01'",
        "substring(hexstring(pkt4.mac, ''), 0, 2) == 'Ab'",
        "lcase(option[60].text) == 'UBNT' or ucase(option[60].text) == 'ubnt'",
      ),
      mended: asks("hexstring(pkt4.mac, ':') == '0a:00:27:00:00:01'", "ucase(option[60].text) == 'UBNT'"),
      says: [
        "warning KEAHA186: north-dhcp4: class c0 compares hexstring(pkt4.mac, ':') with '0A:00:27:00:00:01', which it never is: it has no capital letters. Write '0a:00:27:00:00:01'.",
        "warning KEAHA186: north-dhcp4: class c1 compares substring(hexstring(pkt4.mac, ''), 0, 2) with 'Ab', which it never is: it has no capital letters. Write 'ab'.",
        "warning KEAHA186: north-dhcp4: class c2 compares lcase(option[60].text) with 'UBNT', which it never is: it has no capital letters. Write 'ubnt'.",
        "warning KEAHA186: north-dhcp4: class c2 compares ucase(option[60].text) with 'ubnt', which it never is: it has no small letters. Write 'UBNT'.",
      ],
    },
    {
      finds: "addresses and numbers in quotes, and numbers as long as Kea's where an option's are shorter",
      breaks: asks("pkt4.giaddr == '10.0.0.1'", "pkt4.msgtype == 0x01", "option[53].hex == 1"),
      mended: asks("pkt4.giaddr == 10.0.0.1", "pkt4.msgtype == 1", "option[53].hex == 0x01"),
      says: [
        "warning KEAHA186: north-dhcp4: class c0 compares pkt4.giaddr with '10.0.0.1', which it never is: it has 4 bytes, and that has 8. Write 4 bytes: 0x and 8 hex digits, or an address or a number without quotes.",
        "warning KEAHA186: north-dhcp4: class c1 compares pkt4.msgtype with 0x01, which it never is: it has 4 bytes, and that has 1. Write 4 bytes: 0x and 8 hex digits, or an address or a number without quotes.",
        "warning KEAHA186: north-dhcp4: class c2 compares option[53].hex with 1, which it never is: it has 1 byte, and that has 4. Write 1 byte: 0x and 2 hex digits.",
      ],
    },
    {
      finds: "an IPv6 address in quotes, and it in the test of a template",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "t", "template-test": "ifelse(option[12].hex == '2001:db8::1', 'a', '')" },
        ];
      },
      says: [
        "warning KEAHA186: north-dhcp6: class t compares option[12].hex with '2001:db8::1', which it never is: it has 16 bytes, and that has 11. Write 16 bytes: 0x and 32 hex digits, or an address without quotes.",
      ],
    },
  ],
  [
    {
      allows: "what has the length of a part, or is shorter, and options that are not there",
      breaks: asks(
        "substring(option[60].hex,0,9) == 'PXEClient'",
        "substring(option[60].hex,0,10) == 'PXEClient'",
        "substring(option[60].hex,0,all) == 'PXEClient'",
        "option[93].hex == ''",
        "pkt4.giaddr == 0x0a000001 or pkt4.transid == 7",
      ),
    },
    {
      allows: "options whose length is not known, be they of the same code elsewhere",
      breaks: asks(
        "option[60].hex == 'ubnt' or option[61].hex == 0x01 or option[77].hex == 'iPXE'",
        "option[93].text == '00009 (uint16)' or option[82].option[1].hex == 'port'",
        "relay4[1].hex == 'a' or vendor[4491].option[93].hex == 'a' or option[200].hex == 'a'",
        "option[82].option[93].hex == 'a' or pkt4.mac == 0x01 or pkt.src == 10.0.0.1",
      ),
    },
    {
      allows: "letters of a separator, and of what is not written by a function",
      breaks: asks(
        "hexstring(option[61].hex, 'X') == '01X02'",
        "hexstring(option[61].hex, option[60].hex) == '01A02'",
        "hexstring(option[61].hex, '') == 'abcdef0123'",
        "option[60].hex == 'AB' or addrtotext(pkt4.giaddr) == '10.0.0.1'",
      ),
    },
    {
      allows: "tests that cannot be read, of which another rule tells",
      breaks: asks("option[93].hex == '00:09' or"),
    },
  ],
);
