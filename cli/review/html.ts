import type { Fleet } from "../../kea/fleet/fleet";
import { printable } from "../printable";
import { drawSvg } from "../picture";
import { changedHosts, type Closed } from "./gates";
import { type Line, type Row, sideBySide } from "./side-by-side";
import type { ComponentReview, ServerReview } from "./story";
import { STYLE } from "./style";
import { type Entry, gateLines, headline, type Section, sectionsOf } from "./words";

/** A review as a page of its own, which loads nothing from anywhere. @param fleets what is declared, by component. */
export async function html(
  components: readonly ComponentReview[],
  notes: readonly string[],
  closed: readonly Closed[],
  fleets: ReadonlyMap<string, Fleet>,
): Promise<string> {
  const parts = await Promise.all(components.map((one) => component(one, fleets.get(one.component)!)));
  const title = headline(components);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Kea HA review: ${text(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<header><p>Kea HA review</p><h1>${text(title)}</h1></header>
${gateLines(closed)
  .map((line) => `<p class="gate">${text(line)}</p>`)
  .join("\n")}
${notes.map(note).join("\n")}
${parts.join("\n")}
</body>
</html>
`;
}

async function component(review: ComponentReview, fleet: Fleet): Promise<string> {
  const svg = await drawSvg(fleet, {
    hosts: new Set(changedHosts([review])),
    relationships: new Set(review.relationships.filter(({ own }) => own).map(({ name }) => name)),
  });
  return `<article>
<h2>${text(review.component)}</h2>
${review.notes.map(note).join("\n")}
<figure>${svg.slice(svg.indexOf("<svg"))}</figure>
${sectionsOf(review).map(section).join("\n")}
${review.servers.filter(isDifferent).map(difference).join("\n")}
</article>`;
}

const note = (words: string) => `<p class="note">${text(words)}</p>`;

function section({ title, matters, entries }: Section): string {
  const body = entries.map(entry).join("\n");
  return matters
    ? `<section><h3>${text(title)}</h3>\n${body}\n</section>`
    : `<details><summary>${text(title)}</summary>\n${body}\n</details>`;
}

function entry({ subject, lines }: Entry): string {
  const items = lines.map((line) => `<li${mark(line)}>${text(line)}</li>`).join("");
  return `${subject === "" ? "" : `<h4>${text(subject)}</h4>`}<ul>${items}</ul>`;
}

const MARKS: Readonly<Record<string, string>> = { "+": "comes", "-": "goes", "~": "changes" };
const mark = (line: string) => (line[1] === " " && MARKS[line[0]!] ? ` class="${MARKS[line[0]!]}"` : "");

const isDifferent = ({ what, before, after }: ServerReview) => what !== "unchanged" && before !== after;

function difference({ server, what, before, after }: ServerReview): string {
  const rows = what === "first" ? sideBySide("", after) : sideBySide(before, after);
  return `<details><summary>Both sides of ${text(server)}</summary>
<div class="sides"><table>
<colgroup><col class="number"><col><col class="number"><col></colgroup>
<thead><tr><th colspan="2">runs</th><th colspan="2">will run</th></tr></thead>
<tbody>
${rows.map(row).join("\n")}
</tbody></table></div>
</details>`;
}

function row(one: Row): string {
  if (one.kind === "left out")
    return `<tr class="left-out"><td colspan="4">${one.lines === 1 ? "1 line" : `${one.lines} lines`} alike</td></tr>`;
  return `<tr class="${one.kind}">${side(one.before, "goes")}${side(one.after, "comes")}</tr>`;
}

function side(line: Line | undefined, kind: "goes" | "comes"): string {
  if (line === undefined) return `<td class="number"></td><td class="none"></td>`;
  const pieces = line.pieces.map((piece) =>
    piece.differs ? `<mark>${text(piece.text)}</mark>` : text(piece.text),
  );
  return `<td class="number">${line.number}</td><td class="${kind}">${pieces.join("")}</td>`;
}

const text = (words: string) =>
  printable(words).replace(
    /[&<>"']/g,
    (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[character]!,
  );
