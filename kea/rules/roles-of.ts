import { MODES } from "../fleet/roles";

/** What roles a mode has, in words that an article goes before. */
export function rolesOf(mode: string): string {
  return `${mode} relationship has one ${MODES.get(mode)!.needs.join(" and one ")}, and may have backups`;
}
