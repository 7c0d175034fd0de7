import { serverName } from "../kea/model/family";
import type { Finding } from "../kea/rules/findings";
import type { Severity } from "../kea/rules/rule";
import type { RemarkKind, Span } from "../kea/text/source";
import type { CheckedFile } from "./check-read";

/** What a file's text can have wrong, besides what the configuration says. */
export interface TextRule {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly reason: string;
}

const TEXT: Readonly<Record<RemarkKind, TextRule>> = {
  "duplicate-key": {
    code: "KEAHA901",
    name: "duplicate-key",
    severity: "error",
    reason: "Kea refuses a map with the same key twice.",
  },
  refused: {
    code: "KEAHA902",
    name: "refused-text",
    severity: "error",
    reason: "The meaning is clear, but Kea's parser refuses to read it.",
  },
  lenient: {
    code: "KEAHA903",
    name: "lenient-text",
    severity: "warning",
    reason:
      "Kea reads it from a file, at most with a warning; its control channel and other programs do not.",
  },
};

/** The rules of the text, with codes that no other rule has. */
export const TEXT_RULES: readonly TextRule[] = Object.values(TEXT);

/** A finding with the place of its text. */
export interface TextFinding extends Finding {
  readonly at: Span;
}

/** What is wrong with a file's text. It counts for the first server in it. */
export function textFindings({ servers: [server], reading }: CheckedFile): TextFinding[] {
  if (server === undefined) return [];
  return reading.remarks.map(({ kind, at, message, remedy }) => {
    const { code, name, severity, reason } = TEXT[kind];
    const subject = serverName(server.host, server.family);
    return { code, rule: name, severity, reason, server: subject, message, remedy, at };
  });
}
