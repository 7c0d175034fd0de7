import { serverName } from "../kea/model/family";
import type { Finding } from "../kea/rules/findings";
import { TEXT } from "../kea/rules/of-text";
import type { Span } from "../kea/text/source";
import type { CheckedFile } from "./check-read";

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
