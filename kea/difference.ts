import { parsePool } from "./ip";
import { isMap, type Json, type JsonMap, type Path } from "./json";
import { Family } from "./model/family";
import type { KeaVersion } from "./model/profiles";
import { filledAnywhere } from "./schema/defaults";

/** One difference of meaning between a declared and a running configuration. */
export interface Difference {
  readonly path: Path;
  /** `missing`: declared, not running. `changed`: both, with other values. `undeclared`: running only. */
  readonly kind: "missing" | "changed" | "undeclared";
  readonly declared?: Json;
  readonly running?: Json;
}

/**
 * What differs in meaning. A default that Kea filled in, or a value that a subnet inherits, is no
 * difference; a declared value that is absent or other is one, and so is a list element, or a
 * setting with another value than its default, that nobody declared.
 */
export function differences(declared: JsonMap, running: JsonMap, kea: KeaVersion): Difference[] {
  return compareMaps(declared, running, { kea, path: [], scopes: [] });
}

/** Differences in a few words: what comes, what goes and what changes, the first three. */
export function summarize(found: readonly Difference[]): string {
  const sign = { missing: "+", undeclared: "-", changed: "~" };
  // The root says nothing, and what is deep down is in the plan.
  const lines = [...new Set(found.map(({ kind, path }) => `${sign[kind]} ${path.slice(1, 5).join("/")}`))];
  const more = lines.length > 3 ? `, and ${lines.length - 3} more` : "";
  return `changes: ${lines.slice(0, 3).join(", ")}${more}`;
}

interface Context {
  readonly kea: KeaVersion;
  readonly path: Path;
  /** Running maps around this one, innermost first: what a subnet inherits from. */
  readonly scopes: readonly JsonMap[];
}

function compare(declared: Json, running: Json, context: Context): Difference[] {
  if (isMap(declared) && isMap(running)) return compareMaps(declared, running, context);
  if (Array.isArray(declared) && Array.isArray(running)) return compareLists(declared, running, context);
  return sameScalar(declared, running, context.path)
    ? []
    : [{ path: context.path, kind: "changed", declared, running }];
}

function compareMaps(declaredMap: JsonMap, runningMap: JsonMap, context: Context): Difference[] {
  const [declared, running] = [modern(declaredMap), modern(runningMap)];
  const at = (key: string): Context => ({
    ...context,
    path: [...context.path, key],
    scopes: [running, ...context.scopes],
  });
  return [...new Set([...Object.keys(declared), ...Object.keys(running)])].flatMap((key): Difference[] => {
    const [left, right] = [declared[key], running[key]];
    if (left === undefined) return undeclared(key, right!, at(key));
    if (right !== undefined) return compare(left, right, at(key));
    return isEmpty(left) ? [] : [{ path: at(key).path, kind: "missing", declared: left }];
  });
}

/** Kea reads the older spelling of a key and shows the newer one. */
function modern(value: JsonMap): JsonMap {
  if (!("output_options" in value)) return value;
  const { output_options: outputs, ...rest } = value;
  return { ...rest, "output-options": outputs! };
}

/** A running value that nobody declared: Kea's default, inherited, or somebody's. */
function undeclared(key: string, running: Json, context: Context): Difference[] {
  // What users and hooks note in contexts is theirs.
  if (key === "user-context" || key === "hash" || isEmpty(running)) return [];
  const family = context.path[0] === "Dhcp6" ? Family.V6 : Family.V4;
  const defaults = filledAnywhere(key, family, context.kea);
  if (defaults?.some((value) => equal(value, running)) || isInherited(key, running, context)) return [];
  if (isMap(running)) return compareMaps({}, running, context);
  if (Array.isArray(running) || defaults !== undefined)
    return [{ path: context.path, kind: "undeclared", running }];
  // A scalar that the table does not know is a default of a release that we have not measured.
  return [];
}

/** Kea copies lease times and the like from the server and the network into each subnet. */
function isInherited(key: string, running: Json, { scopes }: Context): boolean {
  const source = key === "min-valid-lifetime" || key === "max-valid-lifetime" ? "valid-lifetime" : key;
  const [own, ...outer] = scopes;
  if (source !== key && equal(own?.[source] ?? null, running)) return true;
  return outer.some((scope) => scope[key] !== undefined && equal(scope[key], running));
}

function compareLists(declared: readonly Json[], running: readonly Json[], context: Context): Difference[] {
  const key = String(context.path.at(-1));
  const [left, right] = [index(declared, key), index(running, key)];
  const found = [...left].flatMap(([id, value]): Difference[] => {
    const path = [...context.path, id];
    const other = right.get(id);
    if (other === undefined) return [{ path, kind: "missing", declared: value }];
    return isMap(value) || Array.isArray(value) ? compare(value, other, { ...context, path }) : [];
  });
  for (const [id, value] of right) {
    if (!left.has(id)) found.push({ path: [...context.path, id], kind: "undeclared", running: value });
  }
  const order = (map: Map<string, Json>) => [...map.keys()].join();
  if (found.length === 0 && ORDERED.has(key) && order(left) !== order(right)) {
    found.push({ path: context.path, kind: "changed", declared, running });
  }
  return found;
}

/** Lists whose order means something: Kea's switch is the first relationship's, classes build on earlier ones. */
const ORDERED = new Set(["high-availability", "client-classes"]);

/** What tells the elements of a list apart, by the list's key. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  subnet4: ["id"],
  subnet6: ["id"],
  pools: ["pool"],
  "pd-pools": ["prefix"],
  "shared-networks": ["name"],
  "high-availability": ["this-server-name"],
  peers: ["name"],
  states: ["state"],
  "client-classes": ["name"],
  "option-def": ["name"],
  "option-data": ["name", "code"],
  "hooks-libraries": ["library"],
  loggers: ["name"],
  "output-options": ["output"],
  "control-sockets": ["socket-name", "socket-port"],
  clients: ["user-file", "user"],
  reservations: ["hw-address", "duid", "client-id", "circuit-id", "flex-id"],
};

function index(list: readonly Json[], key: string): Map<string, Json> {
  return new Map(list.map((value) => [identity(value, key), value]));
}

function identity(value: Json, key: string): string {
  if (!isMap(value)) return JSON.stringify(value);
  const field = IDENTITY[key]?.find((name) => value[name] !== undefined);
  return field === undefined ? JSON.stringify(value) : normal(value[field]!, field);
}

/** One spelling for values that Kea writes differently than people do. */
function normal(value: Json, field: string): string {
  const text = String(value);
  if (field === "library") return text.slice(text.lastIndexOf("/") + 1);
  if (field === "pool") {
    const range = parsePool(text);
    return range ? `${range.first}-${range.last}` : text;
  }
  return /^(hw-address|duid|client-id|circuit-id|flex-id)$/.test(field) ? text.toLowerCase() : text;
}

function sameScalar(declared: Json, running: Json, path: Path): boolean {
  const field = String(path.at(-1));
  if (equal(declared, running)) return true;
  if (typeof declared !== "string" || typeof running !== "string") return false;
  if (field === "data") return declared.replace(/\s*,\s*/g, ",") === running.replace(/\s*,\s*/g, ",");
  return normal(declared, field) === normal(running, field);
}

function isEmpty(value: Json): boolean {
  return (
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (isMap(value) && Object.keys(value).length === 0)
  );
}

function equal(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
