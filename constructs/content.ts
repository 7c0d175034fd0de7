import { createHash } from "node:crypto";
import { Fn, FOR_EXPRESSION_VALUE, forExpression, Lazy, TerraformLocal, Token, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { isMap, isPlain, type JsonMap, UNKNOWN } from "../kea/json";
import { escapeAllButMarks, hasMark, isMapMark, listMarks, partsOf } from "../kea/marks";

/** The content of a JSON file, for Terraform attributes. */
export interface Content {
  /** Expression of the text; plans do not show it. */
  readonly hidden: string;
  /** Expression of the value: Terraform shows a structural diff, and hides single leaves that it does not know. */
  readonly value: unknown;
  /** The text itself; undefined when it holds what only Terraform knows. */
  readonly literal: string | undefined;
  /** SHA-256 of the text, in hex: a literal, or an expression when the text holds one. */
  readonly sha256: string;
}

/**
 * A value as the content of a JSON file, kept in a local value of Terraform. Without tokens it is
 * static, pretty text. With tokens Terraform encodes it when it knows them.
 */
export function jsonContent(scope: Construct, id: string, value: JsonMap): Content {
  if (!hasToken(value)) {
    const literal = `${JSON.stringify(value, null, 2)}\n`;
    const sha256 = createHash("sha256").update(literal).digest("hex");
    // As text: tokens for it, which remember where they were made, would cost a tenth of synth.
    const local = `local.${new TerraformLocal(scope, id, escape(literal)).friendlyUniqueId}`;
    return { hidden: `\${sensitive(${local})}`, value: `\${jsondecode(${local})}`, literal, sha256 };
  }
  const escaped = (leaf: unknown) => (isText(leaf) ? escape(leaf) : leaf);
  const { expression } = new TerraformLocal(scope, id, mapLeaves(asExpressions(value), escaped, escape));
  const text = Fn.jsonencode(expression);
  return {
    hidden: Fn.sensitive(text),
    value: expression,
    literal: undefined,
    sha256: Fn.sha256(text),
  };
}

/**
 * A value as the text of a JSON file, in whatever stack: a literal, or an expression when it holds what only
 * Terraform knows.
 */
export function jsonText(value: JsonMap): string {
  if (!hasToken(value)) return `${JSON.stringify(value, null, 2)}\n`;
  const inner = (key: string) => quote(key).slice(1, -1);
  return Fn.jsonencode(
    mapLeaves(asExpressions(value), (leaf) => (isText(leaf) ? quoted(leaf) : leaf), inner),
  );
}

const isText = (leaf: unknown) => typeof leaf === "string";

/** A text as an argument of a function, in which cdktf escapes neither quotes nor backslashes. */
export function quoted(text: string): unknown {
  const written = partsOf(text).map((part) =>
    hasToken(part) ? part : Lazy.anyValue({ produce: () => quote(part) }),
  );
  return written.length === 1 ? written[0] : Fn.join("", written as string[]);
}

/** What JSON escapes and Terraform's language does not. */
const UNKNOWN_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\b", "\\u0008"],
  ["\\f", "\\u000c"],
]);

/** As Terraform's language writes a text. */
function quote(text: string): string {
  return escape(JSON.stringify(text)).replace(/\\./g, (one) => UNKNOWN_ESCAPES.get(one) ?? one);
}

/** The first characters of a content's hash, for a file name. */
export function shortHash({ sha256 }: Content): string {
  return Token.isUnresolved(sha256) ? Fn.substr(sha256, 0, 8) : sha256.slice(0, 8);
}

/**
 * The value with everything that only Terraform knows replaced by {@link UNKNOWN}: a leaf, or a whole
 * list where nobody knows how many entries it has.
 */
export function markUnknown(value: unknown): unknown {
  if (!hasToken(value)) return value;
  return mapLeaves(value, (leaf) => (isOpaque(leaf) ? UNKNOWN : leaf));
}

/** Every token in a value. */
export function tokensOf(value: unknown): unknown[] {
  if (!hasToken(value)) return [];
  const lists = typeof value === "string" ? listMarks(value) : [];
  if (lists.length > 0) return lists.map((list) => [list]);
  if (Tokenization.isResolvable(value) || Token.isUnresolved(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(tokensOf);
  return isData(value) ? Object.values(value).flatMap(tokensOf) : [];
}

/** Whether a list of strings has entries that only Terraform knows. */
export function isOpenList(list: readonly string[]): boolean {
  return list.some((entry) => listMarks(entry).length > 0);
}

/** Whether a value is one that only Terraform knows. */
export function isLater(value: unknown): boolean {
  if (isPlain(value)) return isMapMark(value);
  return Token.isUnresolved(value) || (typeof value === "string" && listMarks(value).length > 0);
}

/** Whether a value is a map of data. Constructs know each other, in circles. */
const isData = (value: unknown): value is JsonMap => isMap(value) && !Construct.isConstruct(value);

/** Whether nobody knows yet what is in a list or a map. */
function isWhole(value: unknown): boolean {
  if (Array.isArray(value)) return Token.isUnresolved(value) || isOpen(value);
  return Tokenization.isResolvable(value) || (isPlain(value) && isMapMark(value));
}

/** Stand for what was refused: rules say nothing of what only Terraform knows, and nothing is written. */
export const refusedText = () => Lazy.stringValue({ produce: () => "" });
export const refusedNumber = () => Lazy.numberValue({ produce: () => 0 });

/** Whether a leaf is nothing that rules can look at: a construct is refused by cdktf. */
function isOpaque(leaf: unknown): boolean {
  return typeof leaf === "object" ? leaf !== null : isLater(leaf);
}

/** The entries of a list token: as they are, or each of them in a map like `{ "pool": ENTRY }`. */
function openEntries(entry: unknown): unknown {
  if (typeof entry === "string") return listMarks(entry)[0] === entry ? [entry] : undefined;
  const fields = isMap(entry) ? Object.entries<unknown>(entry) : [];
  const [key, value] = fields[0] ?? [];
  if (fields.length !== 1 || typeof value !== "string" || listMarks(value)[0] !== value) return undefined;
  return forExpression([value], { [key!]: FOR_EXPRESSION_VALUE });
}

/** Whether a list has entries that only Terraform knows. */
function isOpen(list: readonly unknown[]): boolean {
  return list.some((entry) => openEntries(entry) !== undefined);
}

/** The value with list tokens as Terraform's expressions: spread in lists, joined in texts. */
function asExpressions(value: unknown): unknown {
  if (!hasToken(value)) return value;
  if (typeof value === "string") {
    return listMarks(value).reduce((text, list) => text.replace(list, () => Fn.join(", ", [list])), value);
  }
  if (Array.isArray(value)) {
    if (Token.isUnresolved(value)) return value;
    if (!isOpen(value)) return value.map(asExpressions);
    const parts = value.map((entry) => openEntries(entry) ?? [asExpressions(entry)]);
    return parts.length === 1 ? parts[0] : Fn.concat(parts as unknown[][]);
  }
  if (!isData(value) || isWhole(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asExpressions(entry)]));
}

/**
 * Whether Terraform alone knows something of a value. Most hold nothing of that: asking cdktf of every leaf
 * would cost more than the rest of synth.
 */
export function hasToken(value: unknown): boolean {
  if (typeof value === "string") return hasMark(value);
  // No token is a number that a program counts with.
  if (typeof value === "number") return !Number.isSafeInteger(value) && Token.isUnresolved(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasToken);
  if (Object.getPrototypeOf(value) !== Object.prototype) return true;
  for (const key in value) if (hasMark(key) || hasToken((value as JsonMap)[key])) return true;
  return false;
}

/** Terraform reads `${` and `%{` as templates; cdktf's own marks stay as they are. */
function escape(text: string): string {
  return escapeAllButMarks(text).replace(/%\{/g, () => "%%{");
}

function mapLeaves(
  value: unknown,
  leaf: (value: unknown) => unknown,
  name = (key: string): string => key,
): unknown {
  if (isWhole(value)) return leaf(value);
  if (Array.isArray(value)) return value.map((entry) => mapLeaves(entry, leaf, name));
  if (!isData(value)) return leaf(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [name(key), mapLeaves(entry, leaf, name)]),
  );
}
