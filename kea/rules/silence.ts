import { RULES } from ".";
import type { RuleFacts } from "./rule";

/** Why a warning cannot be silenced this way; undefined when it can. */
export function cannotSilence(
  code: string,
  reason: string,
  rules: readonly Pick<RuleFacts, "code" | "name" | "severity">[] = RULES,
): string | undefined {
  const rule = rules.find((one) => one.code === code);
  if (rule === undefined) return `there is no rule ${code}.`;
  if (rule.severity === "error") return `${code} (${rule.name}) is an error. Only warnings can be silenced.`;
  return reason.trim() === "" ? "a reason is missing." : undefined;
}
