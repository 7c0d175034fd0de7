import { UNKNOWN } from "../../../../kea/json";
import { hookWithoutName } from "../../../../kea/rules/dhcp/hook-without-name";
import { describeRule } from "../describe-rule";

describeRule(
  hookWithoutName,
  [
    {
      finds: "a library without a name",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({ library: "" });
      },
      says: [
        "error KEAHA144: north-dhcp4: a hook library has an empty name. Write the file name alone: Kea finds it in its own directory.",
      ],
    },
  ],
  [
    {
      allows: "a name that is known only at apply",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({ library: UNKNOWN });
      },
    },
  ],
);
