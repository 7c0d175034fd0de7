import { isMap, present } from "./json";
import { type Convenience, type Entry, KEA_KEYS, type Translated } from "./kea-keys";
import type { Kinds } from "./model/kinds";
import { meant, plain } from "./words";

/** What a property holds: anything, one of a kind (or a list of them), or a map of names to them. */
export type Holds = 0 | keyof Kinds | { readonly each: keyof Kinds };

/** The properties of an interface. The compiler holds a table of this type complete. */
export type PropertiesOf<T> = Readonly<Record<keyof Required<T>, Holds>>;

/** Properties of which none is a key of Kea's. */
const OWN: { readonly [K in Exclude<keyof Kinds, Translated>]: PropertiesOf<Kinds[K]> } = {
  "control socket": {
    address: 0,
    port: 0,
    clients: "control socket client",
    directory: 0,
    tls: "TLS files",
    certRequired: 0,
  },
  directories: { run: 0, data: 0, log: 0, scripts: 0, hooks: 0 },
  hook: { library: 0, parameters: 0 },
  selector: { interface: 0, relay: 0, interfaceId: 0 },
};

/** Properties beside those that are. */
const BESIDE: { readonly [K in keyof Convenience]: Readonly<Record<Convenience[K], Holds>> } = {
  settings: { httpControlSockets: "control socket", hooks: "hook", directories: "directories" },
  "shared network": { subnets: "subnet", selectors: { each: "selector" } },
  subnet: { pools: 0, routers: 0, selectors: { each: "selector" } },
};

/** What a property holds that is a key of Kea's. */
const holdsOf = (entry: true | string | Entry): Holds =>
  typeof entry === "object" ? (entry.one ?? entry.each ?? 0) : 0;

/** Every property of the model. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, Holds>>>> = {
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

/**
 * Sentences about properties that do not exist, and entries of lists that are undefined, in a value and all that
 * it holds: JavaScript, and values of type `any`, pass the compiler with them, and what nobody reads is never in
 * force.
 *
 * @param called what messages call the value, e.g. `subnet`.
 */
export function unknownProperties(called: string, properties: object, value: unknown): string[] {
  // Tokens and other objects of a class are known later.
  if (!isMap(value) || Object.getPrototypeOf(value) !== Object.prototype) return [];
  const known = properties as Readonly<Record<string, Holds>>;
  return Object.entries(value).flatMap(([name, held]): string[] => {
    if (!Object.prototype.hasOwnProperty.call(known, name))
      return [notThere(labelled(called, value), name, Object.keys(known))];
    const holds = known[name]!;
    const absent =
      Array.isArray(held) && present(held).length < held.length
        ? `${labelled(called, value)}: ${name} has an entry that is undefined: is a variable not set? Give it a value, or leave the entry out.`
        : [];
    if (holds === 0) return [absent].flat();
    if (typeof holds === "string") return [absent, inAll(holds, Array.isArray(held) ? held : [held])].flat();
    return inAll(holds.each, isMap(held) ? Object.values(held) : []);
  });
}

function inAll(kind: keyof Kinds, values: readonly unknown[]): string[] {
  return values.flatMap((value) => unknownProperties(kind, PROPERTIES[kind]!, value));
}

/** The value without properties that do not exist. */
export function knownOnly<T extends object>(properties: PropertiesOf<T>, value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name in properties)) as T;
}

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
