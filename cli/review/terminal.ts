import pc from "picocolors";
import { printable } from "../printable";
import { wrap } from "../wrap";
import type { Look } from "../look";
import type { Closed } from "./gates";
import type { ComponentReview } from "./story";
import { gateLines, headline, type Section, sectionsOf } from "./words";

/** A review as people read it in a terminal or a log. */
export function terminal(
  components: readonly ComponentReview[],
  notes: readonly string[],
  closed: readonly Closed[],
  { width, colours }: Look,
): string {
  const paint = pc.createColors(colours);
  const section = ({ title, entries }: Section) => [
    `  ${paint.bold(title)}`,
    ...entries.flatMap(({ subject, lines }) => [
      ...(subject === "" ? [] : wrap(subject, width, "    ")),
      ...lines.flatMap((line) =>
        hanging(line, width, subject === "" ? "    " : "      ").map((one) => coloured(one, paint)),
      ),
    ]),
  ];
  const blocks = components.map((one) =>
    [
      [paint.bold(printable(one.component)), ...one.notes.flatMap((note) => wrap(note, width, "  "))],
      ...sectionsOf(one).map(section),
    ]
      .map((lines) => lines.join("\n"))
      .join("\n\n"),
  );
  return [
    wrap(headline(components), width, "").map(paint.bold).join("\n"),
    ...notes.map((note) => wrap(note, width, "").join("\n")),
    ...blocks,
    ...(closed.length > 0
      ? [
          gateLines(closed)
            .map((line) => wrap(line, width, "").map(paint.red).join("\n"))
            .join("\n"),
        ]
      : []),
  ].join("\n\n");
}

/** Further lines stand a little to the right, so that it shows where the next one begins. */
function hanging(text: string, width: number, indent: string): string[] {
  const [first = "", ...rest] = wrap(text, width - 2, indent);
  return [first, ...rest.map((line) => `  ${line}`)];
}

function coloured(line: string, paint: ReturnType<typeof pc.createColors>): string {
  const sign = line.trimStart()[0];
  if (sign === "+") return paint.green(line);
  return sign === "-" ? paint.red(line) : sign === "~" ? paint.yellow(line) : line;
}
