import { DHCP_RULES } from "./dhcp";
import { HA_RULES } from "./ha";
import type { Rule } from "./rule";

/** Every rule. Codes are stable: a rule that goes takes its code along. */
export const RULES: readonly Rule[] = [...HA_RULES, ...DHCP_RULES];
