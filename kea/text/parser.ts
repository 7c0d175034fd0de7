import type { Json } from "../json";
import type { Token } from "./lexer";
import { fail, isFull, type Notes, type Range, remark, show, type Source, span, written } from "./source";

/** Where a value and what it holds are written. */
export interface Mark {
  at: Range;
  readonly key?: Range;
  /** What a map holds. */
  keys?: Map<string, Mark>;
  /** What a list holds. */
  items?: Mark[];
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

/** Tells what does not fit, but not behind a file that is missing: that may be what it lacks. */
function misfit(notes: Notes, at: Range, message: string): void {
  if (!notes.lacking) fail(notes, at, message);
}

/** Puts the words together. Says what is missing and goes on, as long as that makes sense. */
export function parse(source: Source, tokens: Iterable<Token>, notes: Notes): Parser["root"] {
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
    const { value, mark } = parser.root;
    if (token.kind === ":" && (value === null || typeof value !== "object"))
      lose(
        parser,
        mark.at,
        `The key ${show(typeof value === "string" ? value : written(mark.at))} is in no map: put { } around the text.`,
      );
    else lose(parser, token, `The configuration ends before this ${name(token)}.`);
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
  misfit(parser.notes, at, message);
  parser.lost = true;
}

function closeFrame(parser: Parser, frame: Frame, token: Token): void {
  const { open, mark } = frame;
  if (token.kind !== (open.kind === "{" ? "}" : "]")) {
    lose(parser, token, `This ${token.kind} does not close the ${open.kind} of ${lineOf(open, token)}.`);
    return;
  }
  if (frame.expects === "colon" || frame.expects === "value") {
    misfit(parser.notes, token, `The key ${show(frame.key.name)} has no value.`);
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
    misfit(notes, token, `A comma is missing before this ${name(token)}.`);
    if (frame.open.kind === "[" ? isValue(token) : token.kind === "string") takeInside(parser, frame, token);
    else parser.lost = true;
  } else if (frame.expects === "next" && token.kind === "," && frame.comma) {
    extraComma(notes, frame.comma);
    frame.comma = token;
  } else if (frame.expects === "colon") {
    frame.expects = "value";
    if (token.kind === ":") return;
    misfit(notes, token, `A colon is missing after the key ${show(frame.key.name)}.`);
    takeInside(parser, frame, token);
  } else if (frame.open.kind === "{" && frame.expects !== "value") {
    takeKey(parser, frame, token);
  } else if (isValue(token)) {
    takeValue(parser, token);
  } else {
    const key = frame.open.kind === "{" ? ` for the key ${show(frame.key.name)}` : "";
    misfit(notes, token, `A value is expected here${key}, not ${name(token)}.`);
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
    misfit(notes, token, `The key ${show(key)} takes double quotes.`);
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
    misfit(notes, token, `${show(written(token))} is no value: a string takes double quotes.`);
  }
  if (token.float && Number.isInteger(token.value) && !takesFloat(stack)) {
    const what = `${written(token)} is a floating-point number: Kea refuses it where it wants a whole one.`;
    remark(notes, "refused", token, what, `Write ${token.value}.`);
  }
  if (!token.float && Number.isInteger(token.value) && wantsFloat(stack)) {
    const what = `${written(token)} is a whole number: Kea refuses it where it wants a floating-point one.`;
    // Shares of a whole: who writes 50 means half of it.
    const value = Number(token.value);
    remark(notes, "refused", token, what, `Write ${value > 1 && value < 100 ? value / 100 : `${value}.0`}.`);
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

function takesFloat(stack: readonly Frame[]): boolean {
  return isFree(stack) || isFraction(stack);
}

function wantsFloat(stack: readonly Frame[]): boolean {
  return !isFree(stack) && isFraction(stack);
}

/** Free-form maps, and the parameters of hooks other than HA. */
function isFree(stack: readonly Frame[]): boolean {
  const keys = stack.map(({ key }) => key.name);
  const hook = keys.includes("parameters") && !keys.includes("high-availability");
  return hook || keys.includes("user-context");
}

/** The keys whose values are fractions. */
function isFraction(stack: readonly Frame[]): boolean {
  return /-(percent|threshold)$/.test(stack.at(-1)?.key.name ?? "");
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

/** Where something else is, as seen from here: the file is said only when it is another one. */
function lineOf(at: Range, from: Range): string {
  const { file, line, column } = span(at);
  return at.source === from.source ? `${line}:${column}` : `${file}:${line}:${column}`;
}

function name(token: Token): string {
  if (token.kind === "string") return `string ${show(String(token.value))}`;
  if (["scalar", "word", "bad"].includes(token.kind)) return show(written(token));
  return token.kind;
}

/** Levels that Kea reads since 2.6.5 and 3.0.3, through its control channel and when it starts. */
const DEEPEST = 100;
