import { RULES } from "./rules";

/** Why a warning cannot be silenced this way; undefined when it can. */
export function cannotSilence(code: string, reason: string): string | undefined {
  const rule = RULES.find((one) => one.code === code);
  if (rule === undefined) return `There is no rule ${code}.`;
  if (rule.severity === "error") return `${code} (${rule.name}) is an error. Only warnings can be silenced.`;
  return reason.trim() === "" ? `A reason is missing for ${code}.` : undefined;
}
