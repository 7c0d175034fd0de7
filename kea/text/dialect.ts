import type { Json, Path } from "../json";
import { lex } from "./lexer";
import { type Mark, parse } from "./parser";
import {
  decode,
  type IncludeReader,
  type Notes,
  type Remark,
  span,
  type Span,
  sumUp,
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
    include,
    includes: 0,
    lacking: false,
    stopped: false,
  };
  const source = decode(file, bytes, notes);
  const found = source && parse(source, lex(source, notes, 0), notes);
  return {
    value: notes.errors.length === 0 ? found?.value : undefined,
    errors: notes.errors,
    remarks: sumUp(notes),
    place: (path) => placeOf(found?.mark, path),
  };
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
