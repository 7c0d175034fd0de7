import { createTwoFilesPatch } from "diff";
import { printable } from "../printable";
import type { Closed } from "./gates";
import type { ComponentReview, ServerReview } from "./story";
import { type Entry, gateLines, headline, type Section, sectionsOf } from "./words";

/** GitHub takes comments of 65,536 characters; GitLab takes more. */
const MOST = 65_000;

/** A review as a comment on a pull request: what does not fit is left out, the least important first, and it says so. */
export function markdown(
  components: readonly ComponentReview[],
  notes: readonly string[],
  closed: readonly Closed[],
): string {
  const write = (parts: { readonly folded: boolean; readonly sides: boolean }) =>
    [
      `### Kea HA review: ${plain(headline(components))}`,
      ...gateLines(closed).map((line) => `> **${plain(line)}**`),
      ...notes.map((note) => `> ${plain(note)}`),
      ...components.flatMap((one) => [
        `#### ${plain(one.component)}`,
        ...one.notes.map((note) => `> ${plain(note)}`),
        ...sectionsOf(one).flatMap((section) =>
          section.matters ? shown(section) : parts.folded ? [folded(section.title, list(section))] : [],
        ),
        ...(parts.sides ? one.servers.filter(isDifferent).map(sides) : []),
      ]),
    ].join("\n\n");

  const all = write({ folded: true, sides: true });
  if (all.length <= MOST) return all;
  for (const parts of [
    { folded: true, sides: false },
    { folded: false, sides: false },
  ]) {
    const text = `${write(parts)}\n\n${LEFT_OUT}`;
    if (text.length <= MOST) return text;
  }
  const text = write({ folded: false, sides: false });
  const end = text.lastIndexOf("\n\n", MOST - CUT.length);
  return `${closedFence(text.slice(0, end))}\n\n${CUT}`;
}

const LEFT_OUT = "> Not all of it fits into a comment. The page has the rest: `kea-ha review --html FILE`.";
const CUT = `> **The review is longer than a comment may be, and was cut here.** The page has all of it: \`kea-ha review --html FILE\`.`;

function closedFence(text: string): string {
  const fences = text.match(/^ *```/gm)?.length ?? 0;
  return fences % 2 === 0 ? text : `${text}\n\`\`\``;
}

const shown = (section: Section) => [`**${section.title}**`, list(section)];

const list = ({ entries }: Section) => entries.map(entry).join("\n\n");

function entry({ subject, lines }: Entry): string {
  const isDiff = lines.length > 0 && lines.every((line) => /^[-+~?] /.test(line));
  const head = subject === "" ? [] : [`_${plain(subject)}_`, ""];
  // In such a block, changes have colours; the mark of what changes is another one there.
  if (isDiff) return [...head, ...fence(lines.map((line) => line.replace(/^~/, "!")))].join("\n");
  return [...head, ...lines.map((line) => `- ${plain(line)}`)].join("\n");
}

function fence(lines: readonly string[]): string[] {
  const all = lines.map((line) => printable(line));
  const longest = Math.max(2, ...all.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  return [`${ticks}diff`, ...all, ticks];
}

const folded = (title: string, body: string) =>
  `<details><summary>${plain(title)}</summary>\n\n${body}\n\n</details>`;

const isDifferent = ({ what, before, after }: ServerReview) => what !== "unchanged" && before !== after;

function sides({ server, before, after }: ServerReview): string {
  const [, , , , ...lines] = createTwoFilesPatch(server, server, before, after, "", "", { context: 3 })
    .trimEnd()
    .split("\n");
  const body = lines.filter((line) => line !== "\\ No newline at end of file");
  return folded(`The whole difference on ${server}`, fence(body).join("\n"));
}

/** Text that Markdown and its reader take for nothing else: no markup, no link, nobody mentioned. */
function plain(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]()#|!]/g, "\\$&")
    .replace(/^[-+]|^\d+(?=[.)])/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replace(/[&<>@~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
