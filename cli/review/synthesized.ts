import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, type Json, type JsonMap, map, text, UNKNOWN } from "../../kea/json";
import { InputError } from "../../rollout/input-error";
import type { Resource } from "./resources";

/**
 * The resources of a stack as synth has just written them, with what a state has of each.
 *
 * @param directory `cdktf.out/stacks/STACK`, or `cdktf.out` where there is one stack.
 * @throws InputError
 */
export function readSynthesized(directory: string, state: readonly Resource[]): Resource[] {
  const path = stackFile(directory);
  let document: JsonMap;
  try {
    document = map(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${(error as Error).message}. Synthesize again.`);
  }
  const locals = map(document.locals);
  const declared = Object.entries(map(document.resource)).flatMap(([type, all]) =>
    Object.entries(map(all)).map(([name, values]) => ({ type, name, values: map(values) })),
  );
  const found = declared.map(({ type, name, values }): Resource => {
    const before = state.find((one) => one.module === "" && one.type === type && one.name === name);
    return {
      ...{ module: "", type, name },
      before: before?.before,
      after: resolved(values, locals) as JsonMap,
      tainted: before?.tainted ?? false,
      sensitive: before?.sensitive ?? [],
    };
  });
  const gone = state.filter(
    ({ module, type, name }) =>
      module === "" && !declared.some((one) => one.type === type && one.name === name),
  );
  return [...found, ...gone];
}

function stackFile(directory: string): string {
  const here = join(directory, "cdk.tf.json");
  if (existsSync(here)) return here;
  const stacks = join(directory, "stacks");
  const names = existsSync(stacks)
    ? readdirSync(stacks).filter((name) => existsSync(join(stacks, name, "cdk.tf.json")))
    : [];
  if (names.length === 1) return join(stacks, names[0]!, "cdk.tf.json");
  throw new InputError(
    names.length === 0
      ? `${directory} holds no cdk.tf.json. Synthesize (cdktf synth), and give cdktf.out/stacks/STACK.`
      : `${directory} holds several stacks: give one of ${names.map((name) => join(stacks, name)).join(", ")}.`,
  );
}

/** Values as Terraform will have them, as far as the text alone tells. */
function resolved(value: Json, locals: JsonMap): unknown {
  if (Array.isArray(value)) return value.map((one: Json) => resolved(one, locals));
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, locals)]));
  if (typeof value !== "string") return value;
  const [, call = "", name] = /^\$\{((?:\w+\()*)local\.([\w-]+)\)*\}$/.exec(value) ?? [];
  if (name === undefined) return value.replaceAll("$${", "").includes("${") ? UNKNOWN : plainText(value);
  const local = resolved(locals[name] ?? null, locals);
  return call.includes("jsondecode(") ? parsed(text(local)) : local;
}

const plainText = (value: string) => value.replaceAll("$${", "${").replaceAll("%%{", "%{");

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return UNKNOWN;
  }
}
