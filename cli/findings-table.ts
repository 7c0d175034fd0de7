import pc from "picocolors";
import { groupedBy } from "../kea/grouped";
import { count } from "../kea/words";
import type { Span } from "../kea/text/source";
import { type CheckFinding, counts, type Report } from "./check-report";
import type { Look } from "./look";

/** A report as people read it: a block per server and relationship, a closing line with counts. */
export function findingsTable(report: Report, { width, colours }: Look): string {
  const paint = pc.createColors(colours);
  const heard = report.findings.filter(({ silenced }) => silenced === undefined);
  const entry = ({ at, severity, code, rule, message, remedy }: CheckFinding) => [
    `  ${at ? `${locate(at)}: ` : ""}${(severity === "error" ? paint.red : paint.yellow)(severity)} ${code} ${rule}`,
    ...wrap(message, width, "    "),
    ...wrap(remedy, width, "    "),
  ];
  const blocks = groups(heard).map(([subject, found]) => [paint.bold(subject), ...found.flatMap(entry)]);
  const skipped = report.skipped.map(({ file, message }) =>
    wrap(`${printable(file)}: ${message}`, width, ""),
  );
  return [...blocks, ...skipped, wrap(closing(report), width, "")]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** `hub.conf:12:5`. */
export function locate({ file, line, column }: Span): string {
  return `${printable(file)}:${line}:${column}`;
}

/** Somebody else wrote the text: no character of it may move the cursor or change the terminal. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- those are the ones
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Findings of the same server and relationship, which follow each other, under one title. */
function groups(found: readonly CheckFinding[]): [string, CheckFinding[]][] {
  const byTitle = groupedBy(found, ({ server, relationship }) => {
    const title = [server, relationship === undefined ? undefined : `relationship ${relationship}`];
    return printable(title.filter((part) => part !== undefined).join(", ") || "all files");
  });
  return [...byTitle];
}

function closing(report: Report): string {
  const { errors, warnings, silenced, unreadable } = counts(report);
  const servers = report.files.flatMap((file) => file.servers).length;
  const parts = [
    ...(unreadable > 0 ? [`${count(unreadable, "file")} could not be read`] : []),
    ...(errors + warnings > 0 ? [`${count(errors, "error")}, ${count(warnings, "warning")}`] : []),
    ...(errors + warnings + unreadable === 0 ? ["Nothing found"] : []),
    ...(silenced > 0 ? [`${silenced} silenced`] : []),
  ];
  return `${parts.join("; ")}; ${count(servers, "server")} checked.`;
}

/** Breaks a text between words; a word that is longer than a line stays whole, so that it can be copied. */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of printable(text).split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
