import { TEXT_RULES } from "./of-text";
import { DHCP_RULES } from "./dhcp";
import { HA_RULES } from "./ha";
import type { Rule, RuleFacts } from "./rule";

/** Every rule of configurations. Codes are stable: a rule that goes takes its code along. */
export const RULES: readonly Rule[] = [...HA_RULES, ...DHCP_RULES];

/** Every rule, those of the text as well, in the order of their codes. */
export const EVERY_RULE: readonly RuleFacts[] = [...RULES, ...TEXT_RULES].sort((a, b) =>
  a.code < b.code ? -1 : 1,
);
