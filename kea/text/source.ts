import { count } from "../words";

/** A stretch of a file. Lines and columns count from 1; a column is a UTF-16 unit. */

export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Source {
  readonly file: string;
  readonly text: string;
  /** Offsets of the lines, found when somebody asks. */
  lines?: number[];
}

/** Where something is, not yet counted in lines. */
export interface Range {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export function span({ source, start, end }: Range): Span {
  const [line, column] = position(source, start);
  const [endLine, endColumn] = position(source, end);
  return { file: source.file, line, column, endLine, endColumn };
}

function position(source: Source, offset: number): [number, number] {
  source.lines ??= lineStarts(source.text);
  let low = 0;
  let high = source.lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lines[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - source.lines[low]! + 1];
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Bytes to text. What is not UTF-8 is replaced: Kea does not look at the bytes of a string. */
export function decode(file: string, bytes: Uint8Array, notes: Notes): Source | undefined {
  const source: Source = { file, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    fail(notes, { source, start: 0, end: 0 }, "The file is UTF-16. Save it as UTF-8.");
    return undefined;
  }
  const start = invalidByte(source.text, bytes);
  if (start !== undefined) {
    const at = { source, start, end: start + 1 };
    remark(notes, "lenient", at, "the text is not UTF-8 from here on.", "Save the file as UTF-8.");
  }
  return source;
}

/** Where the text has a replacement character that the bytes do not have. */
function invalidByte(text: string, bytes: Uint8Array): number | undefined {
  if (!text.includes("\ufffd")) return undefined;
  const again = new TextEncoder().encode(text);
  const at = again.findIndex((byte, index) => byte !== bytes[index]);
  return at === -1
    ? undefined
    : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.slice(0, at)).length;
}

/** Something that makes a text unreadable. */
export interface TextError {
  readonly at: Span;
  readonly message: string;
}

/**
 * What is wrong with a text whose meaning is clear all the same: `duplicate-key` and `refused` stop
 * Kea, `lenient` is what Kea takes from a file but others do not.
 */
export type RemarkKind = "duplicate-key" | "refused" | "lenient";

/** A remark about a text that can be read. */
export interface Remark {
  readonly kind: RemarkKind;
  readonly at: Span;
  readonly message: string;
  readonly remedy: string;
}

/** Finds an included file: its bytes and the name to show, or why there are none. */
export type IncludeReader = (
  name: string,
) => { readonly file: string; readonly bytes: Uint8Array } | { readonly problem: string };

/** What lexer and parser have to say, and what they may still spend. */
export interface Notes {
  readonly errors: TextError[];
  readonly remarks: Remark[];
  readonly counts: Map<RemarkKind, number>;
  /** How often there is what is told once. */
  readonly repeated: Map<string, number>;
  readonly include: IncludeReader;
  includes: number;
  /** An included file could not be read. */
  lacking: boolean;
  /** Nothing more is worth saying. */
  stopped: boolean;
}

export const fail = (notes: Notes, at: Range, message: string) => {
  if (notes.errors.length < MOST_ERRORS) notes.errors.push({ at: span(at), message });
};
/** Tells the first of some mistakes that are one habit; the others are counted. */
export const failOnce = (notes: Notes, at: Range, message: string) => {
  const before = notes.repeated.get(message) ?? 0;
  notes.repeated.set(message, before + 1);
  if (before === 0) fail(notes, at, message);
};
export const remark = (notes: Notes, kind: RemarkKind, at: Range, message: string, remedy: string) => {
  const count = (notes.counts.get(kind) ?? 0) + 1;
  notes.counts.set(kind, count);
  if (count <= MOST_REMARKS) notes.remarks.push({ kind, at: span(at), message, remedy });
};

/** The errors, with how many more there are of those that are told once. */
export function sumUpErrors({ errors, repeated }: Notes): TextError[] {
  return errors.map((one) => {
    const more = (repeated.get(one.message) ?? 1) - 1;
    const others = `, here and in ${count(more, "more place")}.`;
    return more === 0 ? one : { ...one, message: one.message.replace(/\.$/, others) };
  });
}

/** The last remark of a kind says how many are left out. */
export function sumUp({ remarks, counts }: Notes): Remark[] {
  return remarks.map((one, index) => {
    const left = counts.get(one.kind)! - MOST_REMARKS;
    const isLast = left > 0 && !remarks.slice(index + 1).some(({ kind }) => kind === one.kind);
    return isLast ? { ...one, message: `${one.message} ${left} more places like it are left out.` } : one;
  });
}

export const isFull = ({ errors, stopped }: Notes) => stopped || errors.length >= MOST_ERRORS;
const MOST_ERRORS = 10;

/** Of each kind. */
const MOST_REMARKS = 50;

/** Short enough for a message, on one line. */
export function show(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}

export const written = ({ source, start, end }: Range) => source.text.slice(start, end);
