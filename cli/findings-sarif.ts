import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Span } from "../kea/text/source";
import { ALL_RULES, type CheckFinding, exitCode, type Report } from "./check-report";

/** A report in SARIF 2.1.0, which code hosts and editors show beside the text. */
export function findingsSarif(report: Report): string {
  const rules = ALL_RULES.filter(({ code }) => report.findings.some((finding) => finding.code === code));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "kea-ha", rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: exitCode(report) !== 2,
            exitCode: exitCode(report),
            toolExecutionNotifications: report.unreadable.map(({ file, at, message }) => ({
              level: "error",
              message: { text: message },
              locations: [location(file, at)],
            })),
          },
        ],
        results: report.findings.map(result),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function descriptor({ code, name, severity, reason, page }: (typeof ALL_RULES)[number]) {
  return {
    id: code,
    name: pascal(name),
    shortDescription: { text: name },
    fullDescription: { text: reason },
    // No helpUri: it must be absolute, and the pages lie in this package.
    help: { text: `${reason} See ${page}.`, markdown: `${reason} See [${page}](${page}).` },
    defaultConfiguration: { level: severity },
  };
}

function result({ code, severity, server, relationship, at, message, remedy, silenced }: CheckFinding) {
  const logical = [server, relationship].filter((name) => name !== undefined);
  return {
    ruleId: code,
    level: severity,
    message: { text: `${message} ${remedy}` },
    locations: [
      {
        ...(at && location(at.file, at)),
        ...(logical.length > 0 && { logicalLocations: logical.map((name) => ({ name })) }),
      },
    ],
    ...(silenced !== undefined && { suppressions: [{ kind: "external", justification: silenced }] }),
  };
}

function location(file: string, at: Span | undefined) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(at && {
        region: {
          startLine: at.line,
          startColumn: at.column,
          endLine: at.endLine,
          endColumn: at.endColumn,
        },
      }),
    },
  };
}

/** A relative file stays relative: code hosts look it up in the repository. */
function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split("/").map(encodeURIComponent).join("/");
}

const pascal = (name: string) =>
  name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
