import type { Server } from "../fleet/fleet";
import { parseAddress } from "../ip";
import { Family } from "../model/family";
import { enumerate, show } from "../words";
import { type Word, wordsOf } from "./class-test-words";

/** What a class test says, as far as it can be told without a packet. */
export type ClassTest =
  | { readonly member: string }
  | { readonly not: ClassTest }
  | { readonly all: readonly ClassTest[] }
  | { readonly any: readonly ClassTest[] }
  /** Something that only a packet tells. */
  | "asked";

/** What a text says: itself, one of two, its parts; undefined: only a packet tells. */
interface Text {
  readonly text: string | Choice | readonly Text[] | undefined;
}

interface Choice {
  readonly if: ClassTest;
  readonly then: Text;
  readonly else: Text;
}

/** Where a test cannot be read. */
export interface Misread {
  /** What is left from there on; empty at the end. */
  readonly rest: string;
  /** What Kea expects there: `"=="`, `a number from 0 to 255`. */
  readonly expected: string;
}

/** What is known where a test stands. */
export interface Reader extends Pick<Server, "family" | "kea"> {
  /** Whether there is an option of that name in the family's own space. */
  readonly isOption: (name: string) => boolean;
}

/**
 * Reads a class's `test`, or its `template-test`, which is a text instead of a condition, as Kea does.
 * Source: Kea manual, Using Expressions in Classification; src/lib/eval of Kea 2.6.3 and 3.0.4.
 */
export function readClassTest(
  text: string,
  kind: "condition" | "text",
  reader: Reader,
): { readonly test: ClassTest; readonly misread?: never } | { readonly misread: Misread } {
  try {
    const read = new Parser(text, reader).whole(kind);
    return { test: isText(read) ? "asked" : read };
  } catch (error) {
    if (error instanceof Unreadable) return { misread: error.misread };
    // Nested deeper than anybody writes.
    if (error instanceof RangeError) return { test: "asked" };
    throw error;
  }
}

/** Whether clients are in a class: all, none, or not known. */
type Membership = (name: string) => boolean | undefined;

/** Whether a class's `test` can be read, and holds for nobody, by what is known of other classes. */
export function neverHolds(
  test: string,
  server: Pick<Server, "family" | "kea">,
  isMember: Membership,
): boolean {
  const read = readClassTest(test, "condition", { ...server, isOption: () => true });
  return read.misread === undefined && valueOf(read.test, isMember) === false;
}

/** Whether a class's `template-test` can be read, and gives nobody a class when nobody is in some classes. */
export function neverGives(
  test: string,
  server: Pick<Server, "family" | "kea">,
  isMember: Membership,
): boolean {
  try {
    const read = new Parser(test, { ...server, isOption: () => true }).whole("text");
    return isText(read) && isNothing(read, isMember);
  } catch {
    return false;
  }
}

function isNothing({ text }: Text, isMember: Membership): boolean {
  if (text === undefined || typeof text === "string") return text === "";
  if (!("if" in text)) return text.every((part) => isNothing(part, isMember));
  const holds = valueOf(text.if, isMember);
  return (
    (holds === false || isNothing(text.then, isMember)) && (holds === true || isNothing(text.else, isMember))
  );
}

function valueOf(test: ClassTest, isMember: Membership): boolean | undefined {
  if (test === "asked") return undefined;
  if ("member" in test) return isMember(test.member);
  if ("not" in test) {
    const value = valueOf(test.not, isMember);
    return value === undefined ? undefined : !value;
  }
  const [parts, decides] = "all" in test ? [test.all, false] : [test.any, true];
  const values = parts.map((part) => valueOf(part, isMember));
  if (values.includes(decides)) return decides;
  return values.includes(undefined) ? undefined : !decides;
}

class Unreadable extends Error {
  constructor(readonly misread: Misread) {
    super(misread.expected);
  }
}

const PACKET4 = ["mac", "hlen", "htype", "ciaddr", "giaddr", "yiaddr", "siaddr", "msgtype", "transid"];
type Taken = "condition" | "text" | "number" | "length";
/** Functions whose value is a text, and what they take. */
const FUNCTIONS: Readonly<Record<string, readonly Taken[]>> = {
  substring: ["text", "number", "length"],
  split: ["text", "text", "number"],
  concat: ["text", "text"],
  ifelse: ["condition", "text", "text"],
  sifelse: ["condition", "text", "text"],
  hexstring: ["text", "text"],
  ...Object.fromEntries(
    "lcase ucase addrtotext int8totext int16totext int32totext uint8totext uint16totext uint32totext"
      .split(" ")
      .map((name) => [name, ["text"]]),
  ),
};
const UINT32 = 2n ** 32n - 1n;
const INT64 = 2n ** 63n;

type Read = ClassTest | Text;

const isText = (read: Read): read is Text => read !== "asked" && "text" in read;
const UNTOLD: Text = { text: undefined };

class Parser {
  private readonly tokens: readonly Word[];
  private next = 0;

  constructor(
    private readonly source: string,
    private readonly reader: Reader,
  ) {
    this.tokens = wordsOf(source, reader.kea);
  }

  whole(kind: "condition" | "text"): Read {
    const read = kind === "text" ? this.text() : this.condition();
    if (this.token.kind !== "end") this.fail(kind === "text" ? 'its end or "+"' : 'its end, "and" or "or"');
    return read;
  }

  private get token(): Word {
    return this.tokens[this.next]!;
  }

  private fail(expected: string, token = this.token): never {
    throw new Unreadable({ rest: this.source.slice(token.at), expected });
  }

  /** The next word, if it is one of some. */
  private take(...words: readonly string[]): string | undefined {
    const { kind, text } = this.token;
    if (kind !== "word" || !words.includes(text)) return undefined;
    this.next += 1;
    return text;
  }

  private need(...words: readonly string[]): string {
    return this.take(...words) ?? this.fail(enumerate(words.map(show), "or"));
  }

  private needKind(kind: Word["kind"], expected: string): string {
    const { token } = this;
    if (token.kind !== kind) this.fail(expected);
    this.next += 1;
    return token.text;
  }

  private number(least: bigint, most: bigint): void {
    const { token } = this;
    const value = BigInt(this.needKind("number", "a number"));
    if (value < least || value > most) this.fail(`a number from ${least} to ${most}`, token);
  }

  private bracket(read: () => void): void {
    this.need("[");
    read();
    this.need("]");
  }

  private readonly anyNumber = () => this.number(-INT64, INT64 - 1n);
  private readonly code = () => this.number(0n, this.reader.family === Family.V4 ? 255n : 65535n);
  private readonly optionCode = () => {
    const { token } = this;
    if (token.kind !== "option") return this.code();
    if (!this.reader.isOption(token.text)) this.fail("the code or the name of an option that is defined");
    this.next += 1;
  };
  private readonly enterprise = () => {
    if (!this.take("*")) this.number(0n, UINT32);
  };

  private condition(read: () => Read = () => this.expression()): ClassTest {
    const found = read();
    return isText(found) ? this.fail('"=="') : found;
  }

  private text(read: () => Read = () => this.sum()): Text {
    const { token } = this;
    const found = read();
    return isText(found) ? found : this.fail("a text", token);
  }

  private expression(): Read {
    return this.chain(
      ["or", "sor"],
      () => this.conjunction(),
      (any) => ({ any }),
    );
  }

  private conjunction(): Read {
    return this.chain(
      ["and", "sand"],
      () => this.comparison(),
      (all) => ({ all }),
    );
  }

  private chain(
    words: readonly string[],
    part: () => Read,
    join: (parts: readonly ClassTest[]) => ClassTest,
  ): Read {
    const first = part();
    if (this.token.kind !== "word" || !words.includes(this.token.text)) return first;
    const parts = [this.condition(() => first)];
    while (this.take(...words)) parts.push(this.condition(part));
    return join(parts);
  }

  private comparison(): Read {
    if (this.take("not")) return { not: this.condition(() => this.comparison()) };
    const first = this.sum();
    if (!isText(first) || !this.take("==")) return first;
    this.text();
    return "asked";
  }

  private sum(): Read {
    const first = this.unit();
    if (!isText(first)) return first;
    const parts = [first];
    while (this.take("+")) parts.push(this.text(() => this.unit()));
    return parts.length === 1 ? first : { text: parts };
  }

  private unit(): Read {
    const { token } = this;
    if (token.kind === "number") {
      this.number(0n, UINT32);
      return UNTOLD;
    }
    if (token.kind === "address" && parseAddress(token.text) === undefined) this.fail("an IP address");
    this.next += 1;
    if (token.kind === "text") return { text: token.text.slice(1, -1) };
    if (token.kind === "hex" || token.kind === "address") return UNTOLD;
    const read = token.kind === "word" ? this.phrase(token) : undefined;
    return read ?? this.fail("a condition or a text", token);
  }

  /** What begins with a word; undefined: nothing does. */
  private phrase(word: Word): Read | undefined {
    const takes = FUNCTIONS[word.text];
    if (takes !== undefined) return this.call(word.text, takes);
    switch (word.text) {
      case "(": {
        const read = this.expression();
        this.need(")");
        return read;
      }
      case "member": {
        this.need("(");
        const name = this.needKind("text", "the name of a class in single quotes").slice(1, -1);
        this.need(")");
        return { member: name };
      }
      case "match":
        return this.match();
      case "option":
        this.bracket(this.optionCode);
        return this.optionField();
      case "relay4":
        this.only(Family.V4, word);
        this.bracket(this.code);
        this.need(".");
        return this.field();
      case "relay6":
        return this.relay6(word);
      case "vendor":
      case "vendor-class":
        return this.vendor(word.text);
      case "pkt":
        return this.packet("iface", "src", "dst", "len");
      case "pkt4":
        this.only(Family.V4, word);
        return this.packet(...PACKET4);
      case "pkt6":
        this.only(Family.V6, word);
        return this.packet("msgtype", "transid");
    }
    return undefined;
  }

  private call(name: string, takes: readonly Taken[]): Text {
    const conditions: ClassTest[] = [];
    const texts: Text[] = [];
    takes.forEach((taken, index) => {
      this.need(index === 0 ? "(" : ",");
      if (taken === "condition") conditions.push(this.condition());
      else if (taken === "text") texts.push(this.text());
      else if (taken === "number" || !this.take("all")) this.anyNumber();
    });
    this.need(")");
    const [condition] = conditions;
    if (condition) return { text: { if: condition, then: texts[0]!, else: texts[1]! } };
    return name === "concat" ? { text: texts } : UNTOLD;
  }

  private match(): ClassTest {
    this.need("(");
    const { token } = this;
    const pattern = this.needKind("text", "a regular expression in single quotes").slice(1, -1);
    if (!isRegExp(pattern)) this.fail("a regular expression that can be read", token);
    this.need(",");
    this.text();
    this.need(")");
    return "asked";
  }

  private relay6(word: Word): Read {
    this.only(Family.V6, word);
    this.bracket(() => this.number(-32n, 31n));
    this.need(".");
    if (this.take("peeraddr", "linkaddr")) return UNTOLD;
    this.need("option");
    this.bracket(this.code);
    this.need(".");
    return this.field();
  }

  private vendor(word: string): Read {
    if (this.take(".")) {
      this.need("enterprise");
      return UNTOLD;
    }
    this.bracket(this.enterprise);
    this.need(".");
    if (this.take("exists")) return "asked";
    if (word === "vendor") {
      this.need("option");
      this.bracket(this.code);
      this.need(".");
      return this.field();
    }
    this.need("data");
    if (this.take("[")) {
      this.number(0n, 255n);
      this.need("]");
    }
    return UNTOLD;
  }

  private packet(...fields: readonly string[]): Text {
    this.need(".");
    this.need(...fields);
    return UNTOLD;
  }

  private optionField(): Read {
    this.need(".");
    if (!this.take("option")) return this.field("option");
    this.bracket(this.code);
    this.need(".");
    return this.field();
  }

  private field(...more: readonly string[]): Read {
    return this.need("hex", "text", "exists", ...more) === "exists" ? "asked" : UNTOLD;
  }

  private only(family: Family, word: Word): void {
    if (this.reader.family !== family) this.fail(`what a DHCP${this.reader.family} packet has`, word);
  }
}

/** Kea's are C++'s, which differ a little from these: they take `a**` and `a++`. */
function isRegExp(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch (error) {
    return error instanceof Error && /nothing to repeat/i.test(error.message);
  }
}
