import type { Server } from "../../fleet/fleet";
import { FLEX_ID, hooksOf } from "../../fleet/hooks";
import { placesOfKind } from "../../fleet/places";
import { list, map, type Path } from "../../json";
import { readClassTest } from "../../schema/class-test";
import { misreadRemedy, misreadWhere } from "../../schema/misread";
import { mayBeOption } from "../../schema/option-table";
import type { Rule } from "../rule";

/** What a hook library reads as an expression. */
interface Expression {
  readonly kind: "condition" | "text";
  readonly value: unknown;
  readonly path: Path;
}

interface Found extends Expression {
  readonly library: string;
}

const DDNS_TUNING = "libdhcp_ddns_tuning.so";
/** The expressions in the parameters of a library, by its name. */
const EXPRESSIONS: ReadonlyMap<string, (parameters: unknown) => Iterable<Expression>> = new Map(
  Object.entries({
    "libdhcp_flex_option.so": flexOptions,
    [FLEX_ID]: texts("identifier-expression"),
    [DDNS_TUNING]: texts("hostname-expr"),
    "libdhcp_legal_log.so": texts("request-parser-format", "response-parser-format"),
    "libdhcp_lease_cmds.so": (parameters) =>
      list(map(parameters)["binding-variables"]).map((one, index) => ({
        ...{ kind: "text", value: map(one).expression },
        path: ["binding-variables", index, "expression"],
      })),
  }),
);

export const hookExpression: Rule = {
  code: "KEAHA173",
  name: "hook-expression",
  severity: "error",
  reason: "A hook library with an expression that it cannot read does not load, and Kea goes out of service.",
  source: "the libraries of Kea 2.6.3 and 3.0.4; measured on both",
  *server(server) {
    const reader = { ...server, isOption: (name: string) => mayBeOption(server, name) };
    for (const { library, kind, value, path } of expressionsOf(server)) {
      // One that says nothing is none, or is told by its library's own rule.
      if (typeof value !== "string" || value === "") continue;
      const { misread } = readClassTest(value, kind, reader);
      if (misread === undefined) continue;
      yield {
        path,
        message: `${path.at(-1)} of ${library} ${misreadWhere(misread)}.`,
        remedy: misreadRemedy(value, misread, server.kea),
      };
    }
  },
};

function* expressionsOf(server: Server): Generator<Found> {
  const hooks = hooksOf(server) ?? [];
  for (const { library, parameters, path } of hooks) {
    if (library === undefined) continue;
    for (const one of EXPRESSIONS.get(library)?.(parameters) ?? [])
      yield { ...one, library, path: [...path, "parameters", ...one.path] };
  }
  if (!hooks.some(({ library }) => library === DDNS_TUNING)) return;
  for (const { map: subnet, path } of placesOfKind(server, "subnet")) {
    const value: unknown = map(map(subnet["user-context"])["ddns-tuning"])["hostname-expr"];
    yield {
      ...{ library: DDNS_TUNING, kind: "text", value },
      path: [...path, "user-context", "ddns-tuning", "hostname-expr"],
    };
  }
}

function texts(...keys: readonly string[]) {
  return (parameters: unknown): Expression[] =>
    keys.map((key) => ({ kind: "text", value: map(parameters)[key], path: [key] }));
}

function* flexOptions(parameters: unknown): Generator<Expression> {
  for (const [index, option] of list(map(parameters).options).entries()) {
    const path = ["options", index];
    yield* actions(option, path);
    for (const [at, one] of list(map(option)["sub-options"]).entries())
      yield* actions(one, [...path, "sub-options", at]);
  }
}

function actions(entry: unknown, path: Path): Expression[] {
  return (["add", "supersede", "remove"] as const).map((key) => ({
    kind: key === "remove" ? "condition" : "text",
    value: map(entry)[key],
    path: [...path, key],
  }));
}
