import { createHash } from "node:crypto";
import { Fn, TerraformLocal, Token, Tokenization } from "cdktf";
import type { Construct } from "constructs";
import { isMap, type JsonMap, UNKNOWN } from "../kea/json";

/** The content of a JSON file, for Terraform attributes. */
export interface Content {
  /** Expression of the text. */
  readonly text: string;
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
    const text = new TerraformLocal(scope, id, escape(literal)).asString;
    return { text, value: Fn.jsondecode(text), literal, sha256 };
  }
  const local = new TerraformLocal(
    scope,
    id,
    mapLeaves(value, (leaf) => (typeof leaf === "string" ? escape(leaf) : leaf)),
  );
  const text = Fn.jsonencode(local.expression);
  return { text, value: local.expression, literal: undefined, sha256: Fn.sha256(text) };
}

/** The first characters of a content's hash, for a file name. */
export function shortHash({ sha256 }: Content): string {
  return Token.isUnresolved(sha256) ? Fn.substr(sha256, 0, 8) : sha256.slice(0, 8);
}

/** The value with every leaf that only Terraform knows replaced by {@link UNKNOWN}. */
export function markUnknown(value: unknown): unknown {
  if (!hasToken(value)) return value;
  return mapLeaves(value, (leaf) => (Token.isUnresolved(leaf) ? UNKNOWN : leaf));
}

/** Every token in a value. */
export function tokensOf(value: unknown): unknown[] {
  const tokens: unknown[] = [];
  if (hasToken(value))
    mapLeaves(value, (leaf) => {
      if (Token.isUnresolved(leaf)) tokens.push(leaf);
      return leaf;
    });
  return tokens;
}

/** Most values hold none: asking cdktf of every leaf would cost more than the rest of synth. */
function hasToken(value: unknown): boolean {
  if (typeof value === "string") return value.includes("TfToken[");
  if (typeof value === "number") return Token.isUnresolved(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasToken);
  if (Object.getPrototypeOf(value) !== Object.prototype) return true;
  for (const key in value) if (hasToken((value as JsonMap)[key])) return true;
  return false;
}

/** Terraform reads `${` and `%{` as templates; cdktf's own marks stay as they are. */
function escape(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, () => "$${").replace(/%\{/g, () => "%%{");
}

function mapLeaves(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Tokenization.isResolvable(value) || (Array.isArray(value) && Token.isUnresolved(value)))
    return leaf(value);
  if (Array.isArray(value)) return value.map((entry) => mapLeaves(entry, leaf));
  if (!isMap(value)) return leaf(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapLeaves(entry, leaf)]));
}
