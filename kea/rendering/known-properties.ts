import type { JsonMap } from "../json";
import { type Convenience, type Entry, KEA_KEYS, type Translated } from "./kea-keys";
import type { Kinds } from "../model/kinds";
import { oncePer } from "../remember";
import { hasKeys, misshapen, missing, type Shape, SHAPES, type Taken } from "./shapes";
import { meant, plain } from "../words";

/** A map of properties that is no kind of the model's: those of the constructs. */
export interface Table {
  /** What messages call one that has a name. */
  readonly called: string;
  readonly properties: Properties;
  /** The property that somebody may have given in the map's place. */
  readonly short?: string;
}

/** What a property holds: what is looked at elsewhere, a shape, a map of a kind, a list of something, or a map of names to it. */
export type Holds =
  0 | keyof typeof SHAPES | Shape | keyof Kinds | Table | readonly [Holds] | { readonly each: Holds };

/** What a property holds that has to be there. */
export interface Needed {
  readonly need: Holds;
}

type Properties = Readonly<Record<string, Holds | Needed>>;

/** The properties of an interface. The compiler holds a table of this type complete. */
export type PropertiesOf<T> = Readonly<Record<keyof Required<T>, Holds | Needed>>;

/** Properties of which none is a key of Kea's. */
const OWN: { readonly [K in Exclude<keyof Kinds, Translated>]: PropertiesOf<Kinds[K]> } = {
  "control socket": {
    address: "value",
    port: "value",
    clients: ["control socket client"],
    directory: "value",
    tls: "TLS files",
    certRequired: "value",
  },
  directories: { run: "text", data: "text", log: "text", scripts: "text", hooks: "text" },
  hook: { library: { need: "text" }, parameters: "value" },
  selector: { interface: "text", relay: "value", interfaceId: "value" },
};

/** Properties that are no keys of Kea's: short forms. */
const BESIDE: { readonly [K in keyof Convenience]: Readonly<Record<Convenience[K], Holds | Needed>> } = {
  settings: { httpControlSockets: ["control socket"], hooks: ["hook"], directories: "directories" },
  "shared network": { subnets: { need: ["subnet"] }, selectors: { each: "selector" } },
  subnet: { pools: ["text"], routers: ["text"], selectors: { each: "selector" } },
};

/** What a property holds that is a key of Kea's. The rules know the types of the others. */
const holdsOf = (entry: true | string | Entry): Holds => {
  if (entry === true) return "extra";
  if (typeof entry !== "object") return "value";
  if (entry.map) return "map";
  return entry.one ?? (entry.each ? [entry.each] : entry.texts ? ["text"] : entry.text ? "text" : "value");
};

/** Every property of the model. */
const PROPERTIES: Readonly<Record<string, Properties>> = {
  ...OWN,
  ...Object.fromEntries(
    Object.entries(KEA_KEYS).map(([kind, keys]) => [
      kind,
      {
        ...Object.fromEntries(Object.entries(keys).map(([name, entry]) => [name, holdsOf(entry)])),
        ...(kind in BESIDE && BESIDE[kind as keyof Convenience]),
      },
    ]),
  ),
};

const OF_MODEL: ReadonlySet<Properties> = new Set(Object.values(PROPERTIES));

/** Properties as they can be used, and what is wrong with them as they are. */
export interface Looked<T> {
  /**
   * Without properties that are unknown, null or of a wrong shape. A map in which nothing is wrong is the same object;
   * an object of a class becomes a plain map.
   */
  readonly value: Partial<T>;
  /** Sentences. */
  readonly problems: readonly string[];
}

/** What the caller knows of values that only Terraform does. */
export interface Later {
  readonly is: (value: unknown) => boolean;
  /** The same value where a text belongs: rendering takes texts apart, and writes them into others. */
  readonly asText: (value: unknown) => string;
  /** How to give the value of what has one and is none itself, in a sentence; undefined for anything else. */
  readonly wayTo: (value: unknown) => string | undefined;
  /** Whether it is one that nobody writes properties into. */
  readonly isOpaque: (value: unknown) => boolean;
  /** Stands for a value that was refused: rules say nothing of it. */
  readonly refused: () => unknown;
}

/**
 * Looks into properties and all that they hold for what does not exist, what is missing, and what is not what
 * a property takes: JavaScript, and values of type `any`, pass the compiler with it.
 *
 * @param called what messages call the owner of the properties, e.g. `host kea1`.
 */
export function look<T extends object>(
  called: string,
  properties: PropertiesOf<T>,
  value: T | undefined,
  later: Later,
): Looked<T> {
  const looking = new Looking(later);
  const kept = looking.whole(called, properties, value);
  return { value: kept as Partial<T>, problems: looking.problems };
}

const MAP: Taken = { takes: "a map, { ... }", holds: true };

/** So many properties a message names, and no more. */
const MOST_NAMED = 10;

/** What messages say that a map of properties is. */
function mapOf(properties: Properties): Taken {
  const names = Object.keys(properties);
  return names.length > MOST_NAMED ? MAP : { takes: `a map, { ${names.join(", ")} }`, holds: true };
}

class Looking {
  readonly problems: string[] = [];

  constructor(private readonly later: Later) {}

  whole(called: string, properties: Properties, value: unknown): object {
    if (this.isMap(value)) return this.map(called, properties, value).kept;
    if (!isNull(value)) return this.refuse(called, value, mapOf(properties)) ?? {};
    return this.map(called, properties, {}).kept;
  }

  /** A map without what is wrong in it; and whether it has all that it needs. */
  private map(owner: string, properties: Properties, given: JsonMap): { kept: object; complete: boolean } {
    const value = ofClass(given) ? known(properties, given) : given;
    const changes = new Map<string, unknown>();
    for (const name in value) {
      const held: unknown = value[name];
      const fine = this.property(owner, properties, name, held);
      if (fine !== held) changes.set(name, fine);
    }
    const kept = changed(value, changes);
    let complete = true;
    for (const name of needs(properties)) {
      if (kept[name] !== undefined) continue;
      complete = false;
      if (isLeftOut(properties, name, value[name]))
        this.problems.push(missing(`${owner}: ${name}`, value, name, shapeOf(unneeded(properties[name]!))));
    }
    return { kept, complete };
  }

  private property(owner: string, properties: Properties, name: string, value: unknown): unknown {
    if (Object.prototype.hasOwnProperty.call(properties, name)) {
      if (isLeftOut(properties, name, value)) return undefined;
      return this.entry(owner, name, unneeded(properties[name]!), value);
    }
    this.problems.push(notThere(owner, name, Object.keys(properties)));
    return undefined;
  }

  /** Something that is there, as far as it can be used; undefined where it cannot. */
  private entry(owner: string, what: string, holds: Holds, value: unknown): unknown {
    if (holds === 0) return value;
    const at = `${owner}: ${what}`;
    if (isList(holds)) return this.list(owner, what, holds[0], value);
    if (isShape(holds)) {
      const shape: Shape = typeof holds === "string" ? SHAPES[holds] : holds;
      return this.shaped(at, value, shape);
    }
    if (typeof holds === "object" && "each" in holds) return this.each(owner, what, holds.each, value);
    if (typeof holds === "string")
      return this.isMap(value)
        ? this.inside(labelled(holds, value), PROPERTIES[holds]!, value)
        : this.refuse(at, value, shapeOf(holds));
    return this.table(owner, what, holds, value);
  }

  private shaped(at: string, value: unknown, shape: Shape): unknown {
    if (shape.inside && this.hasHolder(at, value, shape))
      return shape.inside === "rules" ? this.later.refused() : undefined;
    // Asked in this order: most values fit, and cdktf takes its time.
    if (shape.fits(value) && !(shape.holds && shape.settled && this.later.is(value))) return value;
    if (shape.settled || !this.later.is(value)) return this.refuse(at, value, shape);
    return shape.isText ? this.later.asText(value) : value;
  }

  /** Refuses what has a value and is none, wherever it is in one of any shape. */
  private hasHolder(at: string, value: unknown, shape: Shape = SHAPES.value): boolean {
    if (typeof value !== "object" || value === null) return false;
    if (this.later.wayTo(value) !== undefined) {
      this.refuse(at, value, shape);
      return true;
    }
    const inside: readonly [string, unknown][] = Array.isArray(value)
      ? value.map((one, index) => [`[${index}]`, one])
      : ofClass(value)
        ? []
        : Object.entries(value).map(([key, one]) => [`.${plain(key)}`, one]);
    return inside.filter(([step, one]) => this.hasHolder(`${at}${step}`, one)).length > 0;
  }

  private table(owner: string, what: string, { called, properties, short }: Table, value: unknown): unknown {
    const instead = short === undefined ? undefined : unneeded(properties[short]!);
    if (typeof instead === "object" && "fits" in instead && instead.fits(value)) {
      this.problems.push(
        `${owner}: ${what} is the ${short} itself. It takes a map with it, { ${short}: ... }.`,
      );
      return { [short!]: value };
    }
    if (!this.isMap(value)) return this.refuse(`${owner}: ${what}`, value, mapOf(properties));
    const label = labelled(called, value);
    return this.inside(label === called ? `${owner}, ${what}` : label, properties, value);
  }

  private inside(owner: string, properties: Properties, value: JsonMap): unknown {
    const { kept, complete } = this.map(owner, properties, value);
    return complete ? kept : undefined;
  }

  private list(owner: string, what: string, holds: Holds, value: unknown): unknown {
    if (!Array.isArray(value)) return this.single(owner, what, holds, value);
    const kept = value.map((one: unknown, index) => this.entry(owner, `${what}[${index}]`, holds, one));
    if (kept.every((one, index) => one !== undefined && one === value[index])) return value;
    const left = kept.filter((one) => one !== undefined);
    return left.length > 0 ? left : undefined;
  }

  /** What should be in a list and is not: it is looked at as if it were. */
  private single(owner: string, what: string, holds: Holds, value: unknown): unknown {
    const later = this.later.is(value);
    if (later && holds === "text") {
      this.problems.push(`${owner}: ${what} takes a list of texts. Token.asList(...) makes one of it.`);
      return undefined;
    }
    this.refuse(`${owner}: ${what}`, value, shapeOf([holds]));
    const looking = new Looking(this.later);
    const fine = later ? undefined : looking.entry(owner, what, holds, value);
    return fine === undefined || looking.problems.length > 0 ? undefined : [fine];
  }

  private each(owner: string, what: string, holds: Holds, value: unknown): unknown {
    if (!this.isMap(value)) return this.refuse(`${owner}: ${what}`, value, MAP);
    const called = (isShape(holds) && shapeOf(holds).called) || what;
    const changes = new Map<string, unknown>();
    for (const [name, held] of Object.entries<unknown>(value)) {
      const isNone = isNull(held) || held === false;
      const fine =
        isNone && !isShape(holds) ? undefined : this.entry(owner, `${called} of ${plain(name)}`, holds, held);
      if (fine === undefined || fine !== held) changes.set(name, fine);
    }
    return changed(value, changes);
  }

  /** A value of Terraform's is none. */
  private isMap(value: unknown): value is JsonMap {
    return hasKeys(value) && !this.later.is(value) && !this.later.isOpaque(value);
  }

  private refuse(what: string, value: unknown, shape: Taken): undefined {
    const way = this.later.wayTo(value);
    const problem = misshapen(what, value, shape, way === undefined && this.later.is(value));
    const isWay = way !== undefined && !shape.settled && !shape.holds;
    this.problems.push(isWay ? `${problem} ${way}` : problem);
    return undefined;
  }
}

const isNull = (value: unknown) => value === undefined || value === null;

/**
 * Whether a property is left out: null, undefined, and false for what holds others (`condition && { ... }`).
 * In the place of a key of Kea's false may mean what it says.
 */
function isLeftOut(properties: Properties, name: string, value: unknown): boolean {
  if (isNull(value)) return true;
  if (value !== false || OF_MODEL.has(properties)) return false;
  const holds = unneeded(properties[name]!);
  return holds !== 0 && !isShape(holds);
}

const ofClass = (value: object) => Object.getPrototypeOf(value) !== Object.prototype;

/** The properties of an object that has others too, which are its class's own business. */
function known(properties: Properties, value: JsonMap): JsonMap {
  const names = Object.keys(properties).filter((name) => name in value);
  return Object.fromEntries(names.map((name) => [name, value[name]!]));
}

/** A map with other values; undefined takes one out. */
function changed(value: JsonMap, changes: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  if (changes.size === 0) return value;
  const entries = Object.entries<unknown>(value).map(
    ([name, held]) => [name, changes.has(name) ? changes.get(name) : held] as const,
  );
  return Object.fromEntries(entries.filter(([name, held]) => held !== undefined || !changes.has(name)));
}

const isList = (holds: Holds): holds is readonly [Holds] => Array.isArray(holds);

const isShape = (holds: Holds): holds is Shape | keyof typeof SHAPES =>
  typeof holds === "string" ? holds in SHAPES : typeof holds === "object" && "fits" in holds;

const unneeded = (holds: Holds | Needed): Holds =>
  typeof holds === "object" && "need" in holds ? holds.need : holds;

/** What messages say that a property takes. */
function shapeOf(holds: Holds): Taken {
  if (isShape(holds)) return typeof holds === "string" ? SHAPES[holds] : holds;
  if (typeof holds === "string") return mapOf(PROPERTIES[holds]!);
  if (!isList(holds))
    return typeof holds === "object" && "properties" in holds ? mapOf(holds.properties) : MAP;
  const [one] = holds;
  if (!isShape(one)) return { takes: "a list of maps, [ { ... } ]", holds: true };
  return {
    takes: one === "text" ? "a list of texts, [ ... ]" : `a list, [ ... ], each ${shapeOf(one).takes}`,
  };
}

/** The properties that have to be there. */
const needs = oncePer((properties: Properties): readonly string[] =>
  Object.keys(properties).filter((name) => properties[name] !== unneeded(properties[name]!)),
);

/** How messages call what somebody declares: by its name, where it has one. */
export function labelled(called: string, owner: { readonly [key: string]: unknown }): string {
  const name = [owner.subnet, owner.name, owner.pool, owner.prefix, owner.library].find(
    (one) => typeof one === "string",
  );
  return name === undefined ? called : `${called} ${plain(String(name))}`;
}

function notThere(owner: string, name: string, known: readonly string[]): string {
  const kebab = (camel: string) => camel.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  const byKebab = new Map(known.map((one) => [kebab(one), one]));
  const guess = byKebab.get(meant(name, byKebab.keys()) ?? "");
  const otherwise = known.includes("extra")
    ? "What Kea takes beyond the typed properties goes into extra."
    : `It takes ${known.join(", ")}.`;
  return `${owner}: there is no property ${plain(name)}. ${guess ? `Did you mean ${guess}?` : otherwise}`;
}
