import { UNKNOWN } from "../../../../kea/json";
import { bindingVariablesLate } from "../../../../kea/rules/ha/binding-variables-late";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const VARIABLE = { name: "domain", expression: "option[15].text", source: "response" };

/** Gives the parameters to the library of the lease commands, and puts it first or last. */
const commands =
  (at: "first" | "last", parameters: unknown) =>
  ({ dhcp }: SoundFleet) => {
    const hooks: { library: string }[] = dhcp("north")["hooks-libraries"];
    const others = hooks.filter(({ library }) => !library.endsWith("lease_cmds.so"));
    const own = { library: "libdhcp_lease_cmds.so", parameters };
    dhcp("north")["hooks-libraries"] = at === "first" ? [own, ...others] : [...others, own];
  };

describeRule(
  bindingVariablesLate,
  [
    {
      finds: "binding variables behind the HA library",
      breaks: commands("last", { "binding-variables": [VARIABLE] }),
      says: [
        "warning KEAHA182: north-dhcp4: libdhcp_lease_cmds.so, which has binding-variables, is loaded after libdhcp_ha.so. Load it before libdhcp_ha.so.",
      ],
    },
  ],
  [
    {
      allows: "binding variables before the HA library",
      breaks: commands("first", { "binding-variables": [VARIABLE] }),
    },
    { allows: "none", breaks: commands("last", { "binding-variables": [] }) },
    { allows: "what is known at apply only", breaks: commands("last", UNKNOWN) },
  ],
);
