import { html } from "../../../cli/review/html";
import { json } from "../../../cli/review/json";
import { markdown } from "../../../cli/review/markdown";
import { sideBySide } from "../../../cli/review/side-by-side";
import { type ComponentReview, reviewOf } from "../../../cli/review/story";
import { terminal } from "../../../cli/review/terminal";
import { hub } from "../../support/generate-changes";
import { HUB, POOL, subjectOf } from "./subjects";

const REVIEW = reviewOf(subjectOf(HUB, POOL));
const STRANGE = 'h1 <img src=x onerror="alert(1)"> @everyone ``` [a](http://b) \u001b[31m';

/** A review in which somebody's text stands wherever texts stand. */
const strange: ComponentReview = {
  ...REVIEW,
  component: STRANGE,
  notes: [STRANGE],
  refused: [STRANGE],
  servers: REVIEW.servers.map((server) => ({
    ...server,
    server: STRANGE,
    lines: [`+ ${STRANGE}`],
    after: JSON.stringify({ text: STRANGE }, null, 2),
  })),
};

test("no text of a plan becomes markup of the page, or loads anything", async () => {
  const { fleet } = subjectOf(HUB, POOL).declaration;
  const page = await html([strange], [STRANGE], [], new Map([[STRANGE, fleet]]));
  expect(page).not.toContain("<img");
  expect(page).not.toContain("\u001b");
  expect(page).toContain("&lt;img src=x");
  expect(page).toContain("prefers-color-scheme: dark");
});

test("no text of a plan becomes markup of a comment, or mentions anybody", () => {
  const comment = markdown([strange], [STRANGE], []);
  const outside = comment.replace(/^(`{3,})diff\n[^]*?\n\1$/gm, "");
  expect(outside).not.toMatch(/<img|@everyone|(?<!\\)\]\(/);
  expect(outside).not.toContain("```");
});

test("a terminal gets no control character of a plan", () => {
  expect(terminal([strange], [STRANGE], [], { width: 80, colours: false })).not.toContain("\u001b");
});

test("a comment that would be too long leaves out the least important, and says so", () => {
  const from = hub(60);
  const to = {
    ...from,
    lifetimes: Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`h${n}`, 3700])),
  };
  const review = reviewOf(subjectOf(from, to));
  const fits = markdown([review], [], []);
  expect(fits.length).toBeLessThanOrEqual(65_536);
  expect(fits).toContain("Not all of it fits into a comment.");
  expect(fits).toContain("**What changes**");
  expect(fits).toContain("61 of 62 hosts change");

  const cut = markdown(
    Array.from({ length: 20 }, () => ({ ...review, findings: Array(200).fill(FINDING) })),
    [],
    [],
  );
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut).toContain("was cut here");
  expect((cut.match(/^```/gm) ?? []).length % 2).toBe(0);
  expect(cut.match(/<details>/g)?.length).toBe(cut.match(/<\/details>/g)?.length);
}, 60_000);

const FINDING = {
  code: "KEAHA039",
  rule: "timers-differ",
  severity: "warning",
  reason: "",
  message: "m",
  remedy: "r",
};

test("an interruption without an end is null in JSON", () => {
  const [first, ...others] = REVIEW.relationships;
  const endless = { ...first!, interruptions: [{ server: "h1-dhcp4", ms: Infinity, why: "it goes" }] };
  const { components } = JSON.parse(json([{ ...REVIEW, relationships: [endless, ...others] }], [], []));
  expect(components[0].relationships[0].interruptions[0].ms).toBeNull();
});

describe("both sides of a difference", () => {
  const text = (lines: readonly string[]) => lines.join("\n");
  const many = Array.from({ length: 20 }, (_, n) => `line ${n}`);

  test("show what changed within a line, and lines that are alike only near it", () => {
    const rows = sideBySide(text(many), text(many.map((line) => line.replace("line 10", "line ten"))));
    expect(rows.map(({ kind }) => kind)).toEqual([
      "left out",
      ...Array(3).fill("same"),
      "changed",
      ...Array(3).fill("same"),
      "left out",
    ]);
    expect(rows[0]).toEqual({ kind: "left out", lines: 7 });
    expect(rows[4]).toMatchObject({
      before: { number: 11, pieces: [{ text: "line " }, { text: "10", differs: true }] },
      after: { number: 11, pieces: [{ text: "line " }, { text: "ten", differs: true }] },
    });
  });

  test("have lines that came or went on one side alone", () => {
    const rows = sideBySide("a\nb\n", "a\nb\nc\n");
    expect(rows.at(-1)).toEqual({
      kind: "changed",
      after: { number: 3, pieces: [{ text: "c", differs: false }] },
    });
    expect(sideBySide("", "a\n")).toEqual([
      { kind: "changed", after: { number: 1, pieces: [{ text: "a", differs: false }] } },
    ]);
  });
});
