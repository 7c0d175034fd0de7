import type { Json, Path } from "../json";
import { lex } from "./lexer";
import { type Mark, parse } from "./parser";
import {
  decode,
  fail,
  type IncludeReader,
  type Notes,
  type Remark,
  type Source,
  span,
  type Span,
  sumUp,
  sumUpErrors,
  type TextError,
} from "./source";

/** Where a value is written, and its key if it has one. */
export interface Place {
  readonly value: Span;
  readonly key?: Span;
}

/** A configuration text, read. */
export interface Reading {
  /** The value; undefined where there is an error. */
  readonly value: Json | undefined;
  readonly errors: readonly TextError[];
  readonly remarks: readonly Remark[];
  /** Where a value is written; where its nearest surroundings are if there is no such value. */
  place(path: Path): Place | undefined;
}

/**
 * Reads a configuration in Kea's dialect of JSON: comments (`//`, `#`, `/* *\/`), extra commas and
 * `<?include "FILE"?>`, which stands for the words of another file wherever a word may stand.
 *
 * A general JSON-with-comments parser cannot: an included file need not be a whole value, and Kea has
 * its own mind about numbers, escapes, commas and duplicate keys. Nothing here recurses with the
 * depth of the text, and nothing throws.
 */
export function readDialect(file: string, bytes: Uint8Array, include: IncludeReader): Reading {
  const notes: Notes = {
    errors: [],
    remarks: [],
    counts: new Map(),
    repeated: new Map(),
    include,
    includes: 0,
    lacking: false,
    stopped: false,
  };
  const source = decode(file, bytes, notes);
  const found = source && (isYaml(source, notes) ? undefined : parse(source, lex(source, notes, 0), notes));
  return {
    value: notes.errors.length === 0 ? found?.value : undefined,
    errors: sumUpErrors(notes),
    remarks: sumUp(notes),
    place: (path) => placeOf(found?.mark, path),
  };
}

/** Whether a text begins as no JSON can, and YAML does: told at once, not word by word. */
function isYaml(source: Source, notes: Notes): boolean {
  const start = beginning(source.text);
  YAML.lastIndex = start;
  const begin = YAML.exec(source.text);
  if (begin)
    fail(notes, { source, start, end: start + begin[0].length }, "This looks like YAML: Kea reads JSON.");
  return begin !== null;
}

const YAML = /---(?=\s)|-(?=\s)|[\w-]{1,80}:(?=\s+[^\s{[])/y;

/** Where a text begins behind blanks and YAML's comments. Goes by hand: a pattern runs out of stack. */
function beginning(text: string): number {
  for (let at = 0; ; at = text.indexOf("\n", at)) {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
    if (text[at] !== "#" || !text.includes("\n", at)) return at;
  }
}

function placeOf(root: Mark | undefined, path: Path): Place | undefined {
  let mark = root;
  for (const step of path) {
    const next = typeof step === "number" ? mark?.items?.[step] : mark?.keys?.get(step);
    if (next === undefined) break;
    mark = next;
  }
  return mark && { value: span(mark.at), key: mark.key && span(mark.key) };
}
