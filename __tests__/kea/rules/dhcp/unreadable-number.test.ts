import { KeaVersion } from "../../../../kea/model/release-lines";
import { unreadableNumber } from "../../../../kea/rules/dhcp/unreadable-number";
import { describeRule } from "../describe-rule";

describeRule(
  unreadableNumber,
  [
    {
      finds: "numbers that Kea 2.6 writes with an exponent",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["t1-percent"] = 0.00001;
        dhcp("south")["user-context"] = { a: [1234567.5] };
      },
      says: [
        "error KEAHA120: north-dhcp4: t1-percent is 0.00001, which Kea 2.6 writes as 1e-05.0 and cannot read. Take a number from 0.0001 to 999999, a whole one, or 0; or keep it as a text.",
        "error KEAHA120: south-dhcp4: user-context/a/0 is 1234567.5, which Kea 2.6 writes as 1.23457e+06.0 and cannot read. Take a number from 0.0001 to 999999, a whole one, or 0; or keep it as a text.",
      ],
    },
    {
      finds: "a share that becomes a whole one",
      breaks: ({ dhcp }) => {
        dhcp("north")["cache-threshold"] = 0.9999999;
      },
      says: [
        "error KEAHA120: north-dhcp4: cache-threshold is 0.9999999, which Kea writes as 1.0 and refuses then. Give it at most 6 digits.",
      ],
    },
  ],
  [
    {
      allows: "small numbers that Kea 2.6 writes out",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["cache-threshold"] = 0.0001;
        dhcp("north")["user-context"] = { a: 123456.5, b: 4294967295, c: 0 };
      },
    },
    {
      allows: "exponents, which newer ones read",
      breaks: ({ dhcp }) => {
        dhcp("north")["cache-threshold"] = 1e-10;
      },
    },
  ],
);
