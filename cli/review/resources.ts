import { isMap, type Json, type JsonMap, list, map, text, UNKNOWN } from "../../kea/json";
import { InputError } from "../../rollout/input-error";

/** One of Terraform's resources: as the state has it, and as it is to be. */
export interface Resource {
  /** `module.site.` for what is in a module, else empty. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly before: JsonMap | undefined;
  /** What is known only when Terraform applies is `UNKNOWN`. Undefined where it goes. */
  readonly after: JsonMap | undefined;
  /** What Terraform does with it; undefined where no plan says. */
  readonly actions?: readonly string[];
  /** Terraform makes it anew since it failed the last time. */
  readonly tainted: boolean;
  /** What it is to do when it is destroyed is done. */
  readonly isDestroyed?: boolean;
  /** Values that Terraform does not show either. */
  readonly sensitive: readonly string[];
}

/** What was read, and what has to be said of it. */
interface Resources {
  readonly all: readonly Resource[];
  readonly notes: readonly string[];
}

const TAINTED = "replace_because_tainted";
/** Why Terraform runs no provisioner when it destroys something: it has none of it any more, or it was never made. */
const QUIET = ["delete_because_no_resource_config", "delete_because_no_module", TAINTED];

/** Options that `terraform show -json` is to be called with, as remedies name it. */
const SHOW = "terraform plan -out=PLAN, then terraform show -json PLAN";

/**
 * The resources of a plan, as `terraform show -json PLANFILE` prints it.
 *
 * @throws InputError for anything else, with what it probably is.
 */
export function readPlanned(source: string, contents: string): Resources {
  const document = parse(source, contents, `a plan (${SHOW})`);
  if (!Array.isArray(document.resource_changes)) throw new InputError(`${source} ${otherThanPlan(document)}`);
  // A file that is not on this machine is gone from the state that the plan was made from.
  const gone = new Map(
    list(document.resource_drift).map((one) => [String(map(one).address), map(map(map(one).change).before)]),
  );
  const changing = document.resource_changes.map(map);
  const kept = new Set(changing.map(({ address }) => String(address)));
  const lost = list(document.resource_drift)
    .map(map)
    .filter(
      ({ address, change }) => list(map(change).actions).includes("delete") && !kept.has(String(address)),
    );
  const all = [...changing, ...lost.map(forgotten)].map((one): Resource => {
    const change = map(one.change);
    const before = isMap(change.before) ? change.before : gone.get(String(one.address));
    const actions = list(change.actions).flatMap((action) => text(action) ?? []);
    const reason = text(one.action_reason) ?? "";
    return {
      ...addressed(one),
      before,
      after: isMap(change.after) ? (withUnknown(change.after, change.after_unknown) as JsonMap) : undefined,
      actions,
      tainted: reason === TAINTED,
      isDestroyed: actions.includes("delete") && !QUIET.includes(reason),
      sensitive: [
        ...marked(change.before, change.before_sensitive),
        ...marked(change.after, change.after_sensitive),
      ],
    };
  });
  return { all, notes: notesOf(document) };
}

/** What is gone already, and declared no more: Terraform only forgets it. */
const forgotten = (one: JsonMap): JsonMap => ({
  ...one,
  change: { ...map(one.change), after: null, actions: ["forget"] },
});

/**
 * The resources of a state, from `terraform show -json` or `terraform state pull`.
 *
 * @throws InputError for anything else, with what it probably is.
 */
export function readState(source: string, contents: string): Resource[] {
  const document = parse(source, contents, "a state (terraform show -json, or terraform state pull)");
  if (Array.isArray(document.resources) && document.version === 4) return pulled(document.resources.map(map));
  if (Array.isArray(document.resource_changes))
    throw new InputError(`${source} is a plan. It has the state in it: review it without --state.`);
  // Before the first deploy, Terraform prints no values.
  if (!("format_version" in document))
    throw new InputError(
      `${source} is no state. Write one with: terraform show -json, or terraform state pull.`,
    );
  return modules(map(map(document.values).root_module)).map((one) => ({
    ...addressed(one),
    before: map(one.values),
    after: undefined,
    tainted: one.tainted === true,
    sensitive: marked(one.values, one.sensitive_values),
  }));
}

function modules(module: JsonMap): JsonMap[] {
  return [
    ...list(module.resources).map(map),
    ...list(module.child_modules).flatMap((child) => modules(map(child))),
  ];
}

/** A state as it is stored: there a value of any type is kept with its type. */
function pulled(resources: readonly JsonMap[]): Resource[] {
  return resources.flatMap((one) =>
    list(one.instances).map((instance): Resource => {
      const attributes = map(map(instance).attributes);
      const replace = attributes.triggers_replace;
      const before =
        isMap(replace) && "value" in replace
          ? { ...attributes, triggers_replace: replace.value! }
          : attributes;
      const paths = list(map(instance).sensitive_attributes).map((path) =>
        list(path).map((step) => (isMap(map(step).value) ? map(map(step).value).value : map(step).value)),
      );
      return {
        ...{ module: one.module === undefined ? "" : `${String(one.module)}.` },
        ...{ type: String(one.type), name: String(one.name), before, after: undefined },
        tainted: map(instance).status === "tainted",
        sensitive: paths.flatMap((path) => marked(at(before, path), true)),
      };
    }),
  );
}

function at(value: Json | undefined, path: readonly unknown[]): Json | undefined {
  return path.reduce<unknown>(
    (found, step) => (Array.isArray(found) ? found[Number(step)] : map(found)[String(step)]),
    value,
  ) as Json | undefined;
}

function addressed(one: JsonMap): Pick<Resource, "module" | "type" | "name"> {
  // A state names no module beside the address.
  const address = String(one.address ?? "");
  const end = address.lastIndexOf(`${String(one.type)}.${String(one.name)}`);
  return { module: address.slice(0, Math.max(end, 0)), type: String(one.type), name: String(one.name) };
}

/** A value in which everything that Terraform does not know yet is `UNKNOWN`. */
function withUnknown(value: Json | undefined, unknown: unknown): unknown {
  if (unknown === true) return UNKNOWN;
  if (Array.isArray(unknown)) {
    const length = Math.max(unknown.length, list(value).length);
    return Array.from({ length }, (_, index) => withUnknown(list(value)[index] as Json, unknown[index]));
  }
  if (!isMap(unknown) || !(isMap(value) || value === undefined || value === null)) return value;
  const keys = [...new Set([...Object.keys(map(value)), ...Object.keys(unknown)])];
  return Object.fromEntries(
    keys
      .filter((key) => key in map(value) || hasTrue(unknown[key]))
      .map((key) => [key, withUnknown(map(value)[key], unknown[key])]),
  );
}

function hasTrue(marks: unknown): boolean {
  return marks === true || Object.values(Array.isArray(marks) ? marks : map(marks)).some(hasTrue);
}

/** Every text and number in what is marked. Whole files are: what is secret in them, their keys say. */
function marked(value: unknown, marks: unknown): string[] {
  if (marks === true) return leaves(value);
  if (Array.isArray(marks)) return marks.flatMap((mark, index) => marked(list(value)[index], mark));
  if (!isMap(marks)) return [];
  return Object.keys(marks).flatMap((key) => (key === "content" ? [] : marked(map(value)[key], marks[key])));
}

function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isMap(value)) return Object.values(value).flatMap(leaves);
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

/** @throws InputError naming what is there instead, as far as that can be seen. */
function parse(source: string, contents: string, wanted: string): JsonMap {
  if (contents.trim() === "") throw new InputError(`${source} is empty. Give ${wanted}.`);
  if (contents.startsWith("PK"))
    throw new InputError(
      `${source} is a plan as Terraform keeps it. Give what this prints: terraform show -json ${source}.`,
    );
  try {
    const document: unknown = JSON.parse(contents);
    if (isMap(document)) return document;
  } catch (error) {
    const [first] = contents.split("\n", 1);
    if (/^\{"@level"/.test(first!))
      throw new InputError(`${source} is the log of a command with -json. Give ${wanted}.`);
    const broken = /Unexpected end|Unterminated/.test((error as Error).message)
      ? "ends in the middle, as a file does that is still being written, or was written half"
      : "is not JSON";
    throw new InputError(`${source} ${broken}: ${(error as Error).message}. Give ${wanted}.`);
  }
  throw new InputError(`${source} holds no JSON object. Give ${wanted}.`);
}

function otherThanPlan(document: JsonMap): string {
  if ("values" in document || document.version === 4)
    return `is a state, which says what is, not what will be. Give a plan (${SHOW}), or the directory that synth wrote with --state.`;
  if ("resource" in document || "terraform" in document)
    return "is what synth wrote. Give its directory (cdktf.out/stacks/STACK).";
  if ("format_version" in document) return `has no resource_changes: it is no plan. Write one with: ${SHOW}.`;
  return `is no plan of Terraform's. Write one with: ${SHOW}.`;
}

function notesOf(document: JsonMap): string[] {
  const version = text(document.format_version) ?? "?";
  return [
    ...(/^[01]\./.test(version)
      ? []
      : [
          `The plan's format is ${version}; this command knows 0 and 1. What it cannot find there is missing below.`,
        ]),
    ...(document.errored === true
      ? ["Terraform ended this plan with an error: more may change than is in it."]
      : []),
    ...(document.complete === false && document.errored !== true
      ? ["The plan is not complete (-target, or resources that wait): more may change than is in it."]
      : []),
  ];
}
