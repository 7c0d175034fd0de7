import { isMap, isPlain, type JsonMap } from "../json";
import { KeaVersion, releaseLine } from "../model/release-lines";
import { enumerate, plain, show } from "../words";

/** What messages say of what a property takes. */
export interface Taken {
  /** Goes on from "It takes". */
  readonly takes: string;
  /** It is a map or a list, so that no variable of the environment can be it: messages do not ask for one. */
  readonly holds?: true;
  /** It has to be known at synth, since it decides what is rendered: a token is refused. */
  readonly settled?: true;
  /** What messages call the one under a name. Default: as the property is called. */
  readonly called?: string;
  /** The value that was meant, as messages put it. */
  readonly guess?: (value: unknown) => string | undefined;
}

/** What a property holds that is no map of properties. */
export interface Shape extends Taken {
  readonly isText?: true;
  /** What it has inside is looked at by rules, or is Kea's own: no holder of a value may be there. */
  readonly inside?: "rules" | "kea";
  /** Whether a value that is known is one. */
  readonly fits: (value: unknown) => boolean;
}

/** What is of a class is most often somebody's props; a `Map` or a promise has nothing under its keys. */
export function hasKeys(value: unknown): value is JsonMap {
  return isMap(value) && (isPlain(value) || !(Symbol.iterator in value || "then" in value));
}

const isPort = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535;
const isText = (value: unknown) => typeof value === "string";
const TEXT = "a text, in quotes";
const PORT = "a whole number from 1 to 65535, without quotes";
const SWITCH = "true or false, without quotes";
const RELEASES = Object.values(KeaVersion).map((line) => show(line));

/** The shapes of properties, by what tables call them. */
export const SHAPES = {
  text: { takes: TEXT, fits: isText, isText: true },
  serial: {
    takes: `${TEXT}, another one when the file is renewed`,
    fits: isText,
    isText: true,
    called: "the serial",
  },
  reason: { takes: TEXT, fits: isText, isText: true, called: "the reason" },
  number: {
    takes: "a number, without quotes",
    fits: (value) => typeof value === "number" && !Number.isNaN(value),
  },
  port: { takes: PORT, fits: isPort },
  "settled port": { takes: PORT, fits: isPort, settled: true },
  switch: { takes: SWITCH, fits: (value) => typeof value === "boolean" },
  "settled switch": { takes: SWITCH, fits: (value) => typeof value === "boolean", settled: true },
  // Rules know the types.
  value: { takes: "the value itself", fits: () => true, inside: "rules" },
  // Rendering merges their keys; what Terraform resolves has none yet.
  extra: { takes: "a map of Kea's keys, { ... }", fits: hasKeys, holds: true, settled: true, inside: "kea" },
  map: { takes: "a map, { ... }", fits: hasKeys, holds: true, settled: true, inside: "kea" },
  "count or texts": {
    takes: "a number, or a list of texts, [ ... ]",
    fits: (value) => typeof value === "number" || (Array.isArray(value) && value.every(isText)),
  },
  release: {
    takes: `the release line that the hosts run, ${enumerate(RELEASES, "or")}`,
    fits: (value) => Object.values(KeaVersion).some((line) => line === value),
    settled: true,
    guess: (value) => {
      const line = releaseLine(typeof value === "number" ? `${value.toFixed(1)}.` : `${String(value)}.`);
      return line && show(line);
    },
  },
} as const satisfies Readonly<Record<string, Shape>>;

/** A sentence about a value that is not what a property takes. */
export function misshapen(what: string, value: unknown, shape: Taken, later: boolean): string {
  if (later)
    return `${what} is known only when Terraform applies, and has to be known at synth: it takes ${shape.takes}.`;
  const guess = shape.guess?.(value);
  const unset =
    !shape.holds && (value === undefined || Number.isNaN(value))
      ? " Where it comes from the environment, set the variable."
      : shape.holds && value === false
        ? " Leave it out where there is none."
        : "";
  return `${what} is ${shown(value)}. It takes ${shape.takes}.${guess === undefined ? unset : ` Did you mean ${guess}?`}`;
}

/** A sentence about a property that has to be there. */
export function missing(what: string, owner: object, name: string, shape: Taken): string {
  if (name in owner) return misshapen(what, (owner as Record<string, unknown>)[name], shape, false);
  return `${what} is missing. It takes ${shape.takes}.`;
}

function shown(value: unknown): string {
  if (typeof value === "function") return `the function ${plain(value.name)}, which is not called`;
  if (!isMap(value)) return show(value);
  const { constructor } = value as object;
  return constructor === Object || typeof constructor !== "function"
    ? "a map"
    : `of class ${plain(constructor.name)}`;
}
