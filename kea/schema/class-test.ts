import { parseAddress } from "../ip";
import { Family } from "../model/family";
import { count, enumerate, show } from "../words";
import { type Word, wordsOf } from "./class-test-words";
import { byCode, byName, type Standard } from "./option-table";
import type { Asked } from "./schema";

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
  /** How many bytes it has, where it is written as it is. */
  readonly size?: number;
  /** What is certain of it, where only a packet tells the rest. */
  readonly limits?: Limits;
}

interface Choice {
  readonly if: ClassTest;
  readonly then: Text;
  readonly else: Text;
}

/** What a value, as `option[93].hex` or a part of it, can never be. An empty one is what is not there. */
interface Limits {
  /** Its bytes, or those of each entry of a list. */
  readonly bytes?: number;
  readonly isList?: boolean;
  readonly most?: number;
  /** Letters that it does not have. */
  readonly lacks?: "capital" | "small";
  /** Whether it is as the packet has it, and is not known to be a text. */
  readonly isRaw?: boolean;
}

/** A comparison of what is never equal. */
export interface Unequal {
  /** As they are written. */
  readonly value: string;
  readonly literal: string;
  /** Why: `it has at most 3 bytes, and that has 4`. */
  readonly because: string;
  readonly remedy: string;
}

/** Where a test cannot be read. */
export interface Misread {
  /** What is left from there on; empty at the end. */
  readonly rest: string;
  /** What Kea expects there: `"=="`, `a number from 0 to 255`. */
  readonly expected: string;
}

/** What is known where a test stands. */
export interface Reader extends Asked {
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
):
  | { readonly test: ClassTest; readonly unequal: readonly Unequal[]; readonly misread?: never }
  | { readonly misread: Misread } {
  try {
    const parser = new Parser(text, reader);
    const read = parser.whole(kind);
    return { test: isText(read) ? "asked" : read, unequal: parser.unequal };
  } catch (error) {
    if (error instanceof Unreadable) return { misread: error.misread };
    // Nested deeper than anybody writes.
    if (error instanceof RangeError) return { test: "asked", unequal: [] };
    throw error;
  }
}

/** Whether clients are in a class: all, none, or not known. */
type Membership = (name: string) => boolean | undefined;

/** Whether a class's `test` can be read, and holds for nobody, by what is known of other classes. */
export function neverHolds(test: string, server: Asked, isMember: Membership): boolean {
  const read = readClassTest(test, "condition", { ...server, isOption: () => true });
  return read.misread === undefined && valueOf(read.test, isMember) === false;
}

/** Whether a class's `template-test` can be read, and gives nobody a class when nobody is in some classes. */
export function neverGives(test: string, server: Asked, isMember: Membership): boolean {
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

/** Why a value is never what a literal is; undefined: it may be. */
function neverEqual(
  { limits }: Text,
  value: string,
  { text, size = 0 }: Text,
  literal: string,
): Unequal | undefined {
  if (limits === undefined || size === 0) return undefined;
  const { bytes, isList, most = Infinity, lacks, isRaw } = limits;
  const told = (because: string, remedy: string) => ({ value, literal, because, remedy });
  if (size > most)
    return told(
      `it has at most ${count(most, "byte")}, and that has ${size}`,
      (isRaw && typeof text === "string" && remedyForDigits(text, most)) ||
        `Take ${count(size, "byte")} of it, or compare with fewer.`,
    );
  if (bytes !== undefined && (isList ? size % bytes : size - bytes) !== 0) {
    const each = isList ? " for each entry" : "";
    const others =
      bytes === 4
        ? ", or an address or a number without quotes"
        : bytes === 16
          ? ", or an address without quotes"
          : "";
    return told(
      `it has ${count(bytes, "byte")}${each}, and that has ${size}`,
      `Write ${count(bytes, "byte")}${each}: 0x and ${2 * bytes} hex digits${others}.`,
    );
  }
  if (
    lacks === undefined ||
    typeof text !== "string" ||
    !(lacks === "capital" ? /[A-Z]/ : /[a-z]/).test(text)
  )
    return undefined;
  const right = literal.replace(/[A-Za-z]/g, (letter) =>
    lacks === "capital" ? letter.toLowerCase() : letter.toUpperCase(),
  );
  return told(`it has no ${lacks} letters`, `Write ${right}.`);
}

/** What to do where a text has the hex digits of bytes, as `08:00:27`. */
function remedyForDigits(text: string, most: number): string | undefined {
  const isSeparated = /^[\da-f]{2}([:\-. ][\da-f]{2})+$/i.test(text);
  const digits = text.replace(/[:\-. ]/g, "");
  const size = digits.length / 2;
  if (!isSeparated && (!/^[\da-f]+$/i.test(text) || size !== most)) return undefined;
  return size === most ? `Write 0x${digits}.` : `Take ${count(size, "byte")} of it, and write 0x${digits}.`;
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

/** The fields of packets that have four bytes, as numbers and addresses have. */
const FOUR_BYTES = new Set("hlen htype ciaddr giaddr yiaddr siaddr msgtype transid len".split(" "));
/** The types of options that have a fixed number of bytes. */
const SIZES: ReadonlyMap<string, number> = new Map([
  ...[8, 16, 32].flatMap((bits) => [[`uint${bits}`, bits / 8] as const, [`int${bits}`, bits / 8] as const]),
  ...([
    ["boolean", 1],
    ["ipv4-address", 4],
    ["ipv6-address", 16],
  ] as const),
]);
/** Letters that the values of functions do not have. */
const LACKS: ReadonlyMap<string, Limits["lacks"]> = new Map([
  ["hexstring", "capital"],
  ["lcase", "capital"],
  ["ucase", "small"],
]);

const isText = (read: Read): read is Text => read !== "asked" && "text" in read;
const UNTOLD: Text = { text: undefined };

class Parser {
  readonly unequal: Unequal[] = [];
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

  private number(least: bigint, most: bigint): number {
    const { token } = this;
    const value = BigInt(this.needKind("number", "a number"));
    if (value < least || value > most) this.fail(`a number from ${least} to ${most}`, token);
    return Number(value);
  }

  private bracket<T>(read: () => T): T {
    this.need("[");
    const found = read();
    this.need("]");
    return found;
  }

  private readonly anyNumber = () => this.number(-INT64, INT64 - 1n);
  private readonly code = () => this.number(0n, this.reader.family === Family.V4 ? 255n : 65535n);
  private readonly optionCode = (): Standard | undefined => {
    const { token } = this;
    if (token.kind !== "option") return byCode(this.reader, this.code());
    if (!this.reader.isOption(token.text)) this.fail("the code or the name of an option that is defined");
    this.next += 1;
    return byName(this.reader, token.text);
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
    const { at } = this.token;
    const first = this.sum();
    const left = this.source.slice(at, this.token.at).trim();
    if (!isText(first) || !this.take("==")) return first;
    const from = this.token.at;
    const second = this.text();
    const right = this.source.slice(from, this.token.at).trim();
    const found = neverEqual(first, left, second, right) ?? neverEqual(second, right, first, left);
    if (found !== undefined) this.unequal.push(found);
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
      return { text: undefined, size: 4 };
    }
    const address = token.kind === "address" ? parseAddress(token.text) : undefined;
    if (token.kind === "address" && address === undefined) this.fail("an IP address");
    this.next += 1;
    if (address !== undefined) return { text: undefined, size: address.bits / 8 };
    if (token.kind === "text") {
      const text = token.text.slice(1, -1);
      return { text, size: new TextEncoder().encode(text).length };
    }
    if (token.kind === "hex") return { text: undefined, size: Math.ceil((token.text.length - 2) / 2) };
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
        return this.optionField(this.bracket(this.optionCode));
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
    let most: number | undefined;
    takes.forEach((taken, index) => {
      this.need(index === 0 ? "(" : ",");
      if (taken === "condition") conditions.push(this.condition());
      else if (taken === "text") texts.push(this.text());
      else if (taken === "number") this.anyNumber();
      else if (!this.take("all")) most = Math.abs(this.anyNumber());
    });
    this.need(")");
    const [condition] = conditions;
    if (condition) return { text: { if: condition, then: texts[0]!, else: texts[1]! } };
    if (name === "concat") return { text: texts };
    const [of, separator] = texts;
    if (name === "substring") {
      const { lacks, isRaw } = of!.limits ?? {};
      return { text: undefined, limits: { most, lacks, isRaw } };
    }
    const isPlain =
      separator === undefined || (typeof separator.text === "string" && !/[A-Z]/.test(separator.text));
    return isPlain ? { text: undefined, limits: { lacks: LACKS.get(name) } } : UNTOLD;
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
    const field = this.need(...fields);
    return {
      text: undefined,
      limits: { bytes: FOUR_BYTES.has(field) ? 4 : undefined, isRaw: field !== "iface" },
    };
  }

  private optionField(option: Standard | undefined): Read {
    this.need(".");
    if (this.take("hex")) {
      const [type, ...more] = option?.shape?.fields ?? [];
      const bytes = type === undefined || more.length > 0 ? undefined : SIZES.get(type);
      return { text: undefined, limits: { bytes, isList: option?.shape?.array, isRaw: type !== "string" } };
    }
    if (!this.take("option")) return this.field("option");
    this.bracket(this.code);
    this.need(".");
    return this.field();
  }

  private field(...more: readonly string[]): Read {
    const field = this.need("hex", "text", "exists", ...more);
    return field === "exists" ? "asked" : { text: undefined, limits: { isRaw: field === "hex" } };
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
