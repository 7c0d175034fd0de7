import { tooDeep } from "../../../../kea/rules/dhcp/too-deep";
import { describeRule } from "../describe-rule";

/** A map with as many levels. */
function nested(levels: number): object {
  let value = {};
  for (let level = 1; level < levels; level++) value = { deeper: value };
  return value;
}

describeRule(
  tooDeep,
  [
    {
      finds: "a context that is nested too deeply",
      breaks: ({ dhcp }) => {
        dhcp("north")["user-context"] = nested(98);
      },
      says: [
        "error KEAHA095: north-dhcp4: the configuration is nested deeper than 99 levels, in Dhcp4 user-context deeper. Make it flatter.",
      ],
    },
  ],
  [
    {
      allows: "the deepest that Kea takes",
      breaks: ({ dhcp }) => {
        dhcp("north")["user-context"] = nested(97);
      },
    },
  ],
);
