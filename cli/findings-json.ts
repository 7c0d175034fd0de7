import { counts, type Report } from "./check-report";

/** A report as programs read it. `format` changes when a field changes its meaning or goes. */
export function findingsJson(report: Report): string {
  const { kea = null, files, skipped, unreadable, findings } = report;
  const document = {
    format: 1,
    kea,
    files,
    skipped,
    unreadable: unreadable.map(({ file, at, message }) => ({ file, ...at, message })),
    findings: findings.map(
      ({ code, rule, severity, server, relationship, path, at, message, remedy, reason, silenced }) => ({
        ...{ code, rule, severity, server, relationship, ...at, path, message, remedy, reason, silenced },
      }),
    ),
    summary: counts(report),
  };
  return JSON.stringify(document, null, 2);
}
