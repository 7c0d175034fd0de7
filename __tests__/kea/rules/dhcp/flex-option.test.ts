import { UNKNOWN } from "../../../../kea/json";
import { flexOption } from "../../../../kea/rules/dhcp/flex-option";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const sets =
  (...options: readonly unknown[]) =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["hooks-libraries"].push({ library: "libdhcp_flex_option.so", parameters: { options } });
  };
const refused = (what: string, remedy: string) => `error KEAHA174: north-dhcp4: ${what}. ${remedy}`;
const NAME = "Use the name of a standard option, or define it in option-def.";
const ONE = "Give it add, supersede, remove or sub-options.";

describeRule(
  flexOption,
  [
    {
      finds: "an option of no name and no code, of one that is not defined, or of another",
      breaks: sets(
        { add: "'a'" },
        { name: "colour", add: "'a'" },
        { name: "boot-file-name", code: 66, add: "'a'" },
        { code: 255, add: "'a'" },
        { code: 82, "sub-options": [{ add: "'a'" }] },
      ),
      says: [
        refused(
          "an option of libdhcp_flex_option.so has neither code nor name",
          "Give it the code or the name of an option.",
        ),
        refused("option colour of libdhcp_flex_option.so is not defined", NAME),
        refused(
          "option boot-file-name of libdhcp_flex_option.so has code 66",
          "The code of boot-file-name is 67: leave one of them out.",
        ),
        refused("option 255 of libdhcp_flex_option.so has code 255", "It takes 1 to 254."),
        refused(
          "a sub-option of option 82 of libdhcp_flex_option.so has neither code nor name",
          "Give it the code or the name of an option.",
        ),
      ],
    },
    {
      finds: "nothing to do, and more than one thing to do",
      breaks: sets(
        { code: 67 },
        { name: "boot-file-name", add: "'a'", supersede: "'b'" },
        { code: 67, add: "" },
        { code: 82, add: "'a'", "sub-options": [{ code: 1 }] },
      ),
      says: [
        refused("option 67 of libdhcp_flex_option.so has nothing to do", ONE),
        refused("option boot-file-name of libdhcp_flex_option.so has add and supersede together", ONE),
        refused(
          "option 67 of libdhcp_flex_option.so has an empty add",
          "Write an expression, or leave it out.",
        ),
        refused("option 82 of libdhcp_flex_option.so has add and sub-options together", ONE),
        refused(
          "sub-option 1 of option 82 of libdhcp_flex_option.so has nothing to do",
          "Give it add, supersede or remove.",
        ),
      ],
    },
  ],
  [
    {
      allows: "options and sub-options with one thing to do, of the standard or of one's own",
      breaks: (fleet) => {
        fleet.dhcp("north")["option-def"] = [{ name: "color", code: 222, type: "string" }];
        sets(
          { code: 67, name: "boot-file-name", supersede: "'a'", "client-class": "pxe", comment: "for PXE" },
          { name: "color", "csv-format": true, remove: "option[60].exists" },
          { code: 82, "sub-options": [{ code: 0, add: "'a'", "container-add": false }] },
        )(fleet);
      },
    },
    {
      allows: "what is known at apply only, and a slip in the name of an action, which is told as that",
      breaks: sets(
        { code: 67, superseed: "'a'" },
        UNKNOWN,
        { code: UNKNOWN, add: UNKNOWN },
        { name: UNKNOWN, supersede: "'a'" },
      ),
    },
  ],
);
