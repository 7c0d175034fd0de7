import {
  decode,
  fail,
  failOnce,
  isFull,
  type Notes,
  type Range,
  remark,
  show,
  type Source,
  written,
} from "./source";

export interface Token extends Range {
  readonly kind: "{" | "}" | "[" | "]" | "," | ":" | "string" | "scalar" | "word" | "bad";
  readonly value?: string | number | boolean | null;
  /** Written with a point or an exponent. */
  readonly float?: boolean;
}

const INCLUDE = /<\?[ \t\r\n]*include[ \t\r\n]*"([^"\n]+)"[ \t\r\n]*\?>/y;
const NUMBER = /[-+]?[0-9]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const SPACE = /[ \t\r\n]+/y;

/** What cannot begin anything, up to what can. */
const NONSENSE = /[^ \t\r\n{}[\]",:#]+/y;
/** What others take for a string. */
const QUOTED = /'[^'"\n]*'/y;
const match = (pattern: RegExp, text: string, start: number) => {
  pattern.lastIndex = start;
  return pattern.exec(text);
};

/** The words of a text, those of the files that it includes among them. */
export function* lex(source: Source, notes: Notes, depth: number): Generator<Token> {
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
      const isQuote = next === "'";
      const found = (isQuote && match(QUOTED, text, start)) || match(NONSENSE, text, start);
      end = start + Math.max(1, found?.[0].length ?? 0);
      const code = text.codePointAt(start)!.toString(16).toUpperCase().padStart(4, "0");
      const what = `A character that means nothing here: ${show(next)} (U+${code}).`;
      if (isQuote) {
        failOnce(notes, { source, start, end }, `${what} Strings and keys take double quotes.`);
        yield { source, start, end, kind: "bad" };
      } else fail(notes, { source, start, end }, what);
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
      notes.lacking = true;
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

/** Files inside files: Kea stops there too. */
const DEEPEST_INCLUDE = 11;
const MOST_INCLUDES = 1000;
