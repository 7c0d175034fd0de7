import { RULES } from ".";
import type { Fleet } from "../fleet/fleet";
import { judge } from "./frame";
import type { Hit, Severity } from "./rule";

/** A hit with its rule. */
export interface Finding extends Hit {
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly reason: string;
}

/** Everything that the rules find, sorted by relationship, server and place. */
export function findings(fleet: Fleet): Finding[] {
  const found = judge(RULES, fleet).map(([{ code, name, severity, reason }, hit]) => ({
    ...hit,
    ...{ code, rule: name, severity, reason },
  }));
  const key = ({ relationship = "", server = "", code, path = [] }: Finding) =>
    [relationship, server, code, path.join("/")].join("\0");
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A finding as people read it, on one line. */
export function describe({ code, severity, relationship, server, message, remedy }: Finding): string {
  const subject = [relationship && `relationship ${relationship}`, server].filter(Boolean).join(", ");
  return `${severity} ${code}: ${subject ? `${subject}: ` : ""}${message} ${remedy}`;
}
