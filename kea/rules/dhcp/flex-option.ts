import type { Server } from "../../fleet/fleet";
import { hooksOf } from "../../fleet/hooks";
import { has, isMap, type JsonMap, list, map, type Path, raw, UNKNOWN } from "../../json";
import { Family } from "../../model/family";
import { byName, isOwnSpace, mayBeOption } from "../../schema/option-table";
import { enumerate, meant, plain } from "../../words";
import type { Problem, Rule } from "../rule";

const ACTIONS = ["add", "supersede", "remove"];
const KEYS = ["code", "name", "space", "csv-format", ...ACTIONS, "client-class", "comment"];
const MORE = { option: ["sub-options"], "sub-option": ["container-add", "container-remove"] };
const FLEX_OPTION = "libdhcp_flex_option.so";

export const flexOption: Rule = {
  code: "KEAHA174",
  name: "flex-option",
  severity: "error",
  reason: `${FLEX_OPTION} does not load with an option that it cannot set, and Kea goes out of service.`,
  source: "Kea manual, Flexible Option Actions for Option Value Settings; measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const { library, parameters, path } of hooksOf(server) ?? []) {
      if (library !== FLEX_OPTION) continue;
      for (const [index, option] of list(map(parameters).options).entries()) {
        const at = [...path, "parameters", "options", index];
        yield* entryProblems(server, "option", option, at);
        for (const [below, one] of list(map(option)["sub-options"]).entries())
          yield* entryProblems(server, "sub-option", one, [...at, "sub-options", below]);
      }
    }
  },
};

function* entryProblems(
  server: Server,
  kind: keyof typeof MORE,
  entry: unknown,
  path: Path,
): Generator<Problem> {
  // Any part of it may be known at apply only.
  if (entry === UNKNOWN) return;
  const tell = (message: string, remedy: string, ...key: readonly string[]): Problem => ({
    path: [...path, ...key],
    message: `${key[0] === "code" ? a(kind) : called(kind, entry)} of ${FLEX_OPTION} ${message}.`,
    remedy,
  });
  if (!isMap(entry)) {
    yield tell("is no map", "Write a map with code or name, and add, supersede or remove.");
    return;
  }
  const known = [...KEYS, ...MORE[kind]];
  const strange = Object.keys(entry).filter((key) => !known.includes(key));
  for (const key of strange) {
    const guess = meant(key, known);
    yield tell(
      `has an unknown key ${plain(key)}`,
      guess === undefined ? `Remove it; allowed are ${enumerate(known)}.` : `Did you mean ${guess}?`,
      key,
    );
  }
  if (strange.length > 0) return;
  yield* whichOption(server, kind, entry, tell);
  yield* whatHappens(kind, entry, tell);
}

type Tell = (message: string, remedy: string, ...key: readonly string[]) => Problem;

function* whichOption(server: Server, kind: string, entry: JsonMap, tell: Tell): Generator<Problem> {
  const [code, name] = [raw(entry, "code"), raw(entry, "name")];
  if (code === undefined && name === undefined) {
    yield tell("has neither code nor name", "Give it the code or the name of an option.");
    return;
  }
  const own = kind === "option" && isOwnSpace(server, entry.space);
  const most = server.family === Family.V4 ? (own ? 254 : 255) : 65_535;
  const least = own ? 1 : 0;
  if (typeof code === "number" && (code < least || code > most))
    yield tell(`has code ${code}`, `It takes ${least} to ${most}.`, "code");
  if (!own || typeof name !== "string") return;
  const standard = byName(server, name);
  if (!mayBeOption(server, name))
    yield tell(
      "is not defined",
      "Use the name of a standard option, or define it in option-def: the library takes what Kea knows.",
      "name",
    );
  else if (standard !== undefined && typeof code === "number" && code !== standard.code)
    yield tell(
      `has code ${code}`,
      `The code of ${plain(name)} is ${standard.code}: leave one of them out.`,
      "code",
    );
}

function* whatHappens(kind: keyof typeof MORE, entry: JsonMap, tell: Tell): Generator<Problem> {
  const ways = kind === "option" ? [...ACTIONS, ...MORE.option] : ACTIONS;
  const given = ways.filter((key) => has(entry, key));
  for (const key of given)
    if (raw(entry, key) === "")
      yield tell(`has an empty ${key}`, "Write an expression, or leave it out.", key);
  if (given.length === 1) return;
  yield tell(
    given.length === 0 ? "says nothing to do" : `has ${enumerate(given)} together`,
    `Give it ${enumerate(ways, "or")}.`,
  );
}

function called(kind: string, entry: unknown): string {
  const { code, name }: { readonly [key: string]: unknown } = map(entry);
  const which = typeof name === "string" ? plain(name) : typeof code === "number" ? String(code) : undefined;
  return which === undefined ? a(kind) : `${kind} ${which}`;
}

const a = (kind: string) => `${kind.startsWith("o") ? "an" : "a"} ${kind}`;
