import type { Path } from "./fleet";
import type { Json } from "./json";

/** A stretch of a file. Lines and columns count from 1; a column is a UTF-16 unit. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a value is written, and its key if it has one. */
export interface Place {
  readonly value: Span;
  readonly key?: Span;
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

/** A configuration text, read. */
export interface Reading {
  /** The value; undefined where there is an error. */
  readonly value: Json | undefined;
  readonly errors: readonly TextError[];
  readonly remarks: readonly Remark[];
  /** Where a value is written; where its nearest surroundings are if there is no such value. */
  place(path: Path): Place | undefined;
}

/** Finds an included file: its bytes and the name to show, or why there are none. */
export type IncludeReader = (
  name: string,
) => { readonly file: string; readonly bytes: Uint8Array } | { readonly problem: string };

/** Levels that Kea reads since 2.6.5 and 3.0.3, through its control channel and when it starts. */
const DEEPEST = 100;
/** Files inside files: Kea stops there too. */
const DEEPEST_INCLUDE = 11;
const MOST_INCLUDES = 1000;
const MOST_ERRORS = 10;
/** Of each kind. */
const MOST_REMARKS = 50;

interface Source {
  readonly file: string;
  readonly text: string;
  /** Offsets of the lines, found when somebody asks. */
  lines?: number[];
}

/** Where something is, not yet counted in lines. */
interface Range {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

interface Token extends Range {
  readonly kind: "{" | "}" | "[" | "]" | "," | ":" | "string" | "scalar" | "word" | "bad";
  readonly value?: string | number | boolean | null;
  /** Written with a point or an exponent. */
  readonly float?: boolean;
}

/** Where a value and what it holds are written. */
interface Mark {
  at: Range;
  readonly key?: Range;
  /** What a map holds. */
  keys?: Map<string, Mark>;
  /** What a list holds. */
  items?: Mark[];
}

/** What lexer and parser have to say, and what they may still spend. */
interface Notes {
  readonly errors: TextError[];
  readonly remarks: Remark[];
  readonly counts: Map<RemarkKind, number>;
  readonly include: IncludeReader;
  includes: number;
  /** Nothing more is worth saying. */
  stopped: boolean;
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
  const notes: Notes = { errors: [], remarks: [], counts: new Map(), include, includes: 0, stopped: false };
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

function span({ source, start, end }: Range): Span {
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

const fail = (notes: Notes, at: Range, message: string) => {
  if (notes.errors.length < MOST_ERRORS) notes.errors.push({ at: span(at), message });
};
const remark = (notes: Notes, kind: RemarkKind, at: Range, message: string, remedy: string) => {
  const count = (notes.counts.get(kind) ?? 0) + 1;
  notes.counts.set(kind, count);
  if (count <= MOST_REMARKS) notes.remarks.push({ kind, at: span(at), message, remedy });
};

/** The last remark of a kind says how many are left out. */
function sumUp({ remarks, counts }: Notes): Remark[] {
  return remarks.map((one, index) => {
    const left = counts.get(one.kind)! - MOST_REMARKS;
    const isLast = left > 0 && !remarks.slice(index + 1).some(({ kind }) => kind === one.kind);
    return isLast ? { ...one, message: `${one.message} ${left} more places like it are left out.` } : one;
  });
}

const isFull = ({ errors, stopped }: Notes) => stopped || errors.length >= MOST_ERRORS;

/** Bytes to text. What is not UTF-8 is replaced: Kea does not look at the bytes of a string. */
function decode(file: string, bytes: Uint8Array, notes: Notes): Source | undefined {
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

const INCLUDE = /<\?[ \t\r\n]*include[ \t\r\n]*"([^"\n]+)"[ \t\r\n]*\?>/y;
const NUMBER = /[-+]?[0-9]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const SPACE = /[ \t\r\n]+/y;
/** What cannot begin anything, up to what can. */
const NONSENSE = /[^ \t\r\n{}[\]",:#]+/y;

const match = (pattern: RegExp, text: string, start: number) => {
  pattern.lastIndex = start;
  return pattern.exec(text);
};

/** The words of a text, those of the files that it includes among them. */
function* lex(source: Source, notes: Notes, depth: number): Generator<Token> {
  const { text } = source;
  let start = 0;
  if (text.startsWith("\ufeff")) {
    start = 1;
    const at = { source, start: 0, end: 1 };
    remark(notes, "refused", at, "the file begins with a byte order mark.", "Save it as UTF-8 without one.");
  }
  while (start < text.length && !isFull(notes)) {
    const next = text[start]!;
    let end = start + 1;
    if (next === " " || next === "\n" || next === "\t" || next === "\r") {
      end = start + match(SPACE, text, start)![0].length;
    } else if ("{}[],:".includes(next)) {
      yield { source, start, end, kind: next as Token["kind"] };
    } else if (next === "#" || text.startsWith("//", start)) {
      end = text.indexOf("\n", start);
      if (end === -1) end = text.length;
    } else if (text.startsWith("/*", start)) {
      end = text.indexOf("*/", start + 2) + 2;
      if (end === 1) {
        end = text.length;
        fail(notes, { source, start, end: start + 2 }, "This comment is never closed.");
      }
    } else if (text.startsWith("<?", start)) {
      const directive = match(INCLUDE, text, start);
      if (directive) {
        end = start + directive[0].length;
        yield* lexIncluded(directive[1]!, { source, start, end }, notes, depth);
      } else {
        end = start + 2;
        fail(notes, { source, start, end }, 'This is no directive of Kea: it reads <?include "FILE"?> only.');
        return;
      }
    } else if (next === '"') {
      const string = readString(source, start, notes);
      end = string.end;
      yield string;
    } else if ("+-.0123456789".includes(next)) {
      end = start + Math.max(1, match(NUMBER, text, start)![0].length);
      yield* readNumber({ source, start, end }, notes);
    } else if (/[A-Za-z_]/.test(next)) {
      end = start + match(WORD, text, start)![0].length;
      yield readWord({ source, start, end }, notes);
    } else {
      end = start + Math.max(1, match(NONSENSE, text, start)?.[0].length ?? 0);
      const code = text.codePointAt(start)!.toString(16).toUpperCase().padStart(4, "0");
      const quotes = next === "'" ? " Strings and keys take double quotes." : "";
      fail(
        notes,
        { source, start, end },
        `A character that means nothing here: ${show(next)} (U+${code}).${quotes}`,
      );
      if (quotes !== "") yield { source, start, end, kind: "bad" };
    }
    start = end;
  }
}

function* lexIncluded(name: string, at: Range, notes: Notes, depth: number): Generator<Token> {
  notes.includes += 1;
  if (depth >= DEEPEST_INCLUDE) {
    fail(notes, at, `Files include each other more than ${DEEPEST_INCLUDE} deep: ${show(name)}.`);
  } else if (notes.includes > MOST_INCLUDES) {
    fail(notes, at, `More than ${MOST_INCLUDES} files are included.`);
    notes.stopped = true;
  } else {
    const found = notes.include(name);
    if ("problem" in found) {
      fail(notes, at, `The included file ${show(name)} cannot be read: ${found.problem}.`);
    } else {
      const source = decode(found.file, found.bytes, notes);
      if (source) yield* lex(source, notes, depth + 1);
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '"': '"', "\\": "\\", "/": "/" },
  ...{ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" },
};

/** A string token. Goes by hand: a megabyte is too much for a pattern with alternatives. */
function readString(source: Source, start: number, notes: Notes): Token {
  const { text } = source;
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      parts.push(text.slice(from, at));
      return { source, start, end: at + 1, kind: "string", value: parts.join("") };
    }
    if (code === 0x0a) break;
    if (code < 0x20) {
      const what = `a control character (U+${code.toString(16).toUpperCase().padStart(4, "0")}) is in a string.`;
      const remedy = code === 9 ? "Write \\t for a tab." : "Leave it out.";
      remark(notes, "refused", { source, start: at, end: at + 1 }, what, remedy);
    }
    if (code !== 0x5c) continue;
    parts.push(text.slice(from, at));
    const [value, length] = readEscape({ source, start: at, end: at + 2 }, notes);
    parts.push(value);
    at += length - 1;
    from = at + 1;
  }
  const lineEnd = text.indexOf("\n", start);
  const end = lineEnd === -1 ? text.length : lineEnd;
  fail(notes, { source, start, end: start + 1 }, "This string is not closed on its line.");
  // What follows could be inside or outside of it.
  notes.stopped = true;
  return { source, start, end, kind: "string", value: "" };
}

/** What an escape sequence stands for, and its length. */
function readEscape({ source, start, end }: Range, notes: Notes): [string, number] {
  const letter = source.text[start + 1] ?? "";
  const simple = ESCAPES[letter];
  if (simple !== undefined) return [simple, 2];
  const digits = /^[0-9A-Fa-f]{4}/.exec(source.text.slice(start + 2, start + 6))?.[0];
  if (letter === "u" && digits !== undefined) {
    if (!digits.startsWith("00")) {
      const at = { source, start, end: start + 6 };
      remark(
        notes,
        "refused",
        at,
        `Kea does not know the escape \\u${digits}.`,
        "Write the character itself.",
      );
    }
    return [String.fromCharCode(parseInt(digits, 16)), 6];
  }
  // A line end stays where it is: it ends the string.
  if (letter === "\n" || letter === "") return ["", 1];
  const what = `Kea does not know the escape ${show(`\\${letter}`)}.`;
  remark(notes, "refused", { source, start, end }, what, "Write \\\\ for a backslash.");
  return [letter, 2];
}

function* readNumber(at: Range, notes: Notes): Generator<Token> {
  const digits = written(at);
  const value = Number(digits);
  if (!/^[-+]?(\d|\.\d)/.test(digits)) {
    fail(notes, at, `${show(digits)} is no number.`);
    yield { ...at, kind: "bad" };
    return;
  }
  const float = !/^-?[0-9]+$/.test(digits);
  if (float ? !Number.isFinite(value) : isTooLong(digits)) {
    remark(notes, "refused", at, `the number ${show(digits)} is too large for Kea.`, "Write a smaller one.");
  } else if (/^[-+]?0[0-9]/.test(digits)) {
    const what = `the number ${show(digits)} has leading zeros; it means ${value}.`;
    remark(notes, "lenient", at, what, `Write ${value}.`);
  }
  const finite = Number.isFinite(value) ? value : Number.MAX_VALUE * Math.sign(value);
  yield { ...at, kind: "scalar", value: finite, float };
}

/** Beyond 64 bits. */
function isTooLong(integer: string): boolean {
  const significant = integer.replace(/^-?0*/, "").length;
  return significant > 19 || (significant === 19 && BigInt.asIntN(64, BigInt(integer)) !== BigInt(integer));
}

const CONSTANTS = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function readWord(at: Range, notes: Notes): Token {
  const word = written(at);
  const value = CONSTANTS.get(word.toLowerCase());
  if (value === undefined) return { ...at, kind: "word" };
  if (!CONSTANTS.has(word)) {
    remark(notes, "refused", at, `${word} is not in lower case.`, `Write ${String(value)}.`);
  }
  return { ...at, kind: "scalar", value };
}

/** A map or list that is being read, and what may come next in it. */
interface Frame {
  readonly open: Token;
  readonly mark: Mark;
  readonly holds: Record<string, Json> | Json[];
  /** The key of the next value, in a map. */
  key: { readonly name: string; readonly at?: Range };
  /** The comma after the last value. */
  comma?: Token;
  expects: "first" | "colon" | "value" | "after" | "next";
}

interface Parser {
  readonly notes: Notes;
  readonly stack: Frame[];
  root?: { readonly value: Json; readonly mark: Mark };
  /** The text makes no sense from here on. */
  lost: boolean;
}

/** Puts the words together. Says what is missing and goes on, as long as that makes sense. */
function parse(source: Source, tokens: Iterable<Token>, notes: Notes): Parser["root"] {
  const parser: Parser = { notes, stack: [], lost: false };
  let last: Range = { source, start: 0, end: 0 };
  for (const token of tokens) {
    take(parser, token);
    if (parser.lost || isFull(notes)) return parser.root;
    last = token;
  }
  const open = parser.stack.at(-1)?.open;
  if (notes.errors.length > 0) return parser.root;
  if (open) {
    fail(
      notes,
      { ...last, start: last.end },
      `The text ends inside the ${open.kind} of ${lineOf(open, last)}.`,
    );
  } else if (parser.root === undefined) {
    const nothing = source.text.trim() === "" ? "The file is empty." : "The file holds nothing but comments.";
    fail(notes, { source, start: 0, end: 0 }, nothing);
  }
  return parser.root;
}

function take(parser: Parser, token: Token): void {
  const { notes, stack } = parser;
  const frame = stack.at(-1);
  if (frame !== undefined) {
    if (token.kind === "}" || token.kind === "]") closeFrame(parser, frame, token);
    else takeInside(parser, frame, token);
  } else if (parser.root !== undefined) {
    lose(parser, token, `The configuration ends before this ${name(token)}.`);
  } else if (isValue(token)) {
    takeValue(parser, token);
  } else {
    lose(parser, token, `A configuration begins with {, not with ${name(token)}.`);
  }
  if (stack.length > DEEPEST) {
    lose(parser, token, `The text is nested deeper than ${DEEPEST} levels, which Kea refuses.`);
  }
  if (isFull(notes)) parser.lost = true;
}

function lose(parser: Parser, at: Range, message: string): void {
  fail(parser.notes, at, message);
  parser.lost = true;
}

function closeFrame(parser: Parser, frame: Frame, token: Token): void {
  const { open, mark } = frame;
  if (token.kind !== (open.kind === "{" ? "}" : "]")) {
    lose(parser, token, `This ${token.kind} does not close the ${open.kind} of ${lineOf(open, token)}.`);
    return;
  }
  if (frame.expects === "colon" || frame.expects === "value") {
    fail(parser.notes, token, `The key ${show(frame.key.name)} has no value.`);
  }
  if (frame.expects === "next" && frame.comma) extraComma(parser.notes, frame.comma);
  if (open.source === token.source) mark.at = { ...mark.at, end: token.end };
  parser.stack.pop();
}

function takeInside(parser: Parser, frame: Frame, token: Token): void {
  const { notes } = parser;
  if (frame.expects === "after") {
    frame.expects = "next";
    frame.comma = token.kind === "," ? token : undefined;
    if (token.kind === ",") return;
    fail(notes, token, `A comma is missing before this ${name(token)}.`);
    if (frame.open.kind === "[" ? isValue(token) : token.kind === "string") takeInside(parser, frame, token);
    else parser.lost = true;
  } else if (frame.expects === "next" && token.kind === "," && frame.comma) {
    extraComma(notes, frame.comma);
    frame.comma = token;
  } else if (frame.expects === "colon") {
    frame.expects = "value";
    if (token.kind === ":") return;
    fail(notes, token, `A colon is missing after the key ${show(frame.key.name)}.`);
    takeInside(parser, frame, token);
  } else if (frame.open.kind === "{" && frame.expects !== "value") {
    takeKey(parser, frame, token);
  } else if (isValue(token)) {
    takeValue(parser, token);
  } else {
    const key = frame.open.kind === "{" ? ` for the key ${show(frame.key.name)}` : "";
    fail(notes, token, `A value is expected here${key}, not ${name(token)}.`);
    if (token.kind === ",") frame.expects = "next";
  }
}

function takeKey(parser: Parser, frame: Frame, token: Token): void {
  const { notes } = parser;
  if (!isValue(token) || isOpening(token)) {
    lose(parser, token, `A key in double quotes is expected here, not ${name(token)}.`);
    return;
  }
  const key = token.kind === "string" ? String(token.value) : written(token);
  if (token.kind !== "string" && token.kind !== "bad")
    fail(notes, token, `The key ${show(key)} takes double quotes.`);
  const first = frame.mark.keys?.get(key)?.key;
  if (first) {
    const what = `the key ${show(key)} stands twice in one map, first at ${lineOf(first, token)}.`;
    remark(notes, "duplicate-key", token, what, "Keep one of them.");
  }
  frame.key = { name: key, at: token };
  frame.expects = "colon";
}

function takeValue(parser: Parser, token: Token): void {
  const { notes, stack } = parser;
  if (token.kind === "word") {
    fail(notes, token, `${show(written(token))} is no value: a string takes double quotes.`);
  }
  if (token.float && Number.isInteger(token.value) && !takesFloat(stack)) {
    const what = `${written(token)} is a floating-point number: Kea refuses it where it wants a whole one.`;
    remark(notes, "refused", token, what, `Write ${token.value}.`);
  }
  const holds = token.kind === "{" ? {} : token.kind === "[" ? [] : undefined;
  const value = holds ?? token.value ?? null;
  const frame = stack.at(-1);
  const mark: Mark = { at: token, key: frame?.key.at };
  if (frame === undefined) parser.root = { value, mark };
  else {
    if (Array.isArray(frame.holds)) {
      frame.holds.push(value);
      (frame.mark.items ??= []).push(mark);
    } else {
      setKey(frame.holds, frame.key.name, value);
      (frame.mark.keys ??= new Map()).set(frame.key.name, mark);
    }
    frame.expects = "after";
  }
  if (holds) stack.push({ open: token, mark, holds, key: NO_KEY, expects: "first" });
}

const NO_KEY: Frame["key"] = { name: "" };

/** Free-form maps, the parameters of other hooks, and the keys whose values are fractions. */
function takesFloat(stack: readonly Frame[]): boolean {
  const keys = stack.map(({ key }) => key.name);
  const free = keys.includes("parameters") && !keys.includes("high-availability");
  return free || keys.includes("user-context") || /-(percent|threshold)$/.test(keys.at(-1) ?? "");
}

function extraComma(notes: Notes, comma: Token): void {
  remark(notes, "lenient", comma, "a comma with nothing after it.", "Leave it out.");
}

/** `__proto__` is a key like any other. */
function setKey(holds: Record<string, Json>, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(holds, key, { value, enumerable: true, configurable: true, writable: true });
  } else holds[key] = value;
}

const isOpening = ({ kind }: Token) => kind === "{" || kind === "[";
const isValue = ({ kind }: Token) => !["}", "]", ",", ":"].includes(kind);
const written = ({ source, start, end }: Range) => source.text.slice(start, end);

/** Where something else is, as seen from here: the file is said only when it is another one. */
function lineOf(at: Range, from: Range): string {
  const { file, line, column } = span(at);
  return at.source === from.source ? `${line}:${column}` : `${file}:${line}:${column}`;
}

function name(token: Token): string {
  if (token.kind === "string") return `string ${show(String(token.value))}`;
  if (token.kind === "scalar" || token.kind === "word") return show(written(token));
  return token.kind;
}

/** Short enough for a message, on one line. */
function show(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}
