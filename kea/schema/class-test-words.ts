import { KeaVersion } from "../model/release-lines";

/** A word of a class test. */
export interface Word {
  readonly kind: "text" | "hex" | "number" | "option" | "address" | "word" | "end" | "bad";
  readonly text: string;
  readonly at: number;
}

const NAMES =
  "== option relay4 relay6 peeraddr linkaddr text hex exists pkt iface src dst len pkt4 mac hlen htype ciaddr giaddr yiaddr siaddr pkt6 msgtype transid vendor vendor-class data enterprise substring lcase ucase split all concat ifelse hexstring addrtotext int8totext int16totext int32totext uint8totext uint16totext uint32totext not and or member . ( ) [ ] , * +";
/** Those that Kea 2.6 does not know. */
const NEWER_NAMES = "sifelse sand sor match";

function namePattern(names: string): RegExp {
  const longestFirst = names.split(" ").sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((one) => one.replace(/[.()[\]*+]/g, "\\$&")).join("|"), "y");
}

const OLD = namePattern(NAMES);
const NEW = namePattern(`${NAMES} ${NEWER_NAMES}`);
/** An option's name is one by the bracket behind it. */
const OPTION_NAME = /[A-Za-z](?:[-_A-Za-z0-9]*[A-Za-z0-9])?(?=[ \t\n]*\])/y;
const BLANK = /[ \t\n]*/y;
const VALUES: readonly (readonly [Word["kind"], RegExp])[] = [
  ["text", /'[^'\n]*'/y],
  ["hex", /0[xX][0-9a-fA-F]+/y],
  ["number", /-?[0-9]+/y],
  ["address", /[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*/y],
];

/** The keys of a class whose values are made of such words. */
export const TESTS: readonly string[] = ["test", "template-test"];

/** Words before and behind which there is no blank in the one spelling of a test, and those that are no function. */
const [CLOSE, OPEN] = [new Set(") ] . , [".split(" ")), new Set("( [ .".split(" "))];
const OPERATORS = new Set("and or not sand sor == + ,".split(" "));

/**
 * A test in one spelling: Kea skips blanks, but for those in quotes. What it cannot read stays as it is.
 *
 * @param codeOf - the code of an option of the family's own space, by its name.
 */
export function testForm(test: string, codeOf?: (name: string) => number | undefined): string {
  const words = wordsOf(test, undefined);
  if (words.pop()!.kind === "bad") return test;
  const texts = words.map(({ kind, text }, index) => {
    const isOwn = kind === "option" && words[index - 2]?.text === "option" && words[index - 3]?.text !== ".";
    return (isOwn ? codeOf?.(text)?.toString() : undefined) ?? text;
  });
  const bare = withoutBrackets(texts);
  return bare
    .map((text, index) => (index > 0 && isApart(bare[index - 1]!, text) ? ` ${text}` : text))
    .join("");
}

/** Without brackets around the whole. */
function withoutBrackets(texts: readonly string[]): readonly string[] {
  let depth = 0;
  const end = texts.findIndex((text) => (depth += text === "(" ? 1 : text === ")" ? -1 : 0) === 0);
  return texts[0] === "(" && end === texts.length - 1 ? withoutBrackets(texts.slice(1, -1)) : texts;
}

function isApart(before: string, word: string): boolean {
  return !OPEN.has(before) && !CLOSE.has(word) && (word !== "(" || OPERATORS.has(before));
}

/** The words of a test, up to the first that means nothing. */
export function wordsOf(text: string, kea: KeaVersion | undefined): Word[] {
  const patterns = [...VALUES, ["word", kea === KeaVersion.V2_6 ? OLD : NEW] as const];
  const matchAt = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  const tokens: Word[] = [];
  for (let at = matchAt(BLANK, 0).length; at < text.length;) {
    const name = matchAt(OPTION_NAME, at);
    let token: Word = { kind: name === "" ? "bad" : "option", text: name, at };
    // The longest counts, and of those the first.
    for (const [kind, pattern] of name === "" ? patterns : []) {
      const found = matchAt(pattern, at);
      if (found.length > token.text.length) token = { kind, text: found, at };
    }
    tokens.push(token);
    if (token.kind === "bad") return tokens;
    at += token.text.length;
    at += matchAt(BLANK, at).length;
  }
  return [...tokens, { kind: "end", text: "", at: text.length }];
}
