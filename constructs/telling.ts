import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { replaceMarks } from "../kea/marks";

/** Longer references say less than words. */
const LONGEST = 80;

/** A mere reference, such as `${var.net}`: any other expression, and text, may hold what is marked sensitive. */
const REFERENCE = /^\$\{[a-z_][\w-]*\.[\w.[\]"-]+\}$/i;

const IN_WORDS = "(a value that only Terraform knows)";

/**
 * A message as users read it: what only Terraform knows is shown as the reference that Terraform gets, such as
 * `${var.gateway}`, or in words. Every message of the constructs goes through this one place.
 */
export function readable(scope: IConstruct, message: string): string {
  return replaceMarks(message, (mark) =>
    typeof mark === "number" && !Token.isUnresolved(mark) ? String(mark) : expression(scope, mark),
  );
}

function expression(scope: IConstruct, mark: string | number): string {
  const value = typeof mark === "string" && mark.startsWith("#") ? [mark] : mark;
  const resolver = new DefaultTokenResolver(new StringConcat());
  try {
    const shown: unknown = Tokenization.resolve(value, { scope, resolver, preparing: false });
    if (typeof shown === "string" && shown.length <= LONGEST && REFERENCE.test(shown)) return shown;
  } catch {
    // It needs a place that a message is not.
  }
  return IN_WORDS;
}

/** Refuses what is wrong with a construct, all at once, when it is synthesized. */
export function tellProblems(construct: IConstruct, problems: () => readonly string[]): void {
  construct.node.addValidation({
    validate: () => problems().map((problem) => readable(construct, problem)),
  });
}
