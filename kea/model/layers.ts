import { isPlain, type JsonMap } from "../json";
import { hasMark, isMapMark } from "../marks";
import { enumerate, show } from "../words";
import { FAMILIES, Family } from "./family";
import type { HaSettings } from "./relationship";
import type { ServerSettings } from "./settings";

/** Settings of servers as they are declared in one place: of a topology, or of a host. */
export interface ServerLayer {
  readonly settings?: ServerSettings;
  readonly dhcp4?: ServerSettings;
  readonly dhcp6?: ServerSettings;
}

/**
 * The settings of a host's server of each family, the outermost layer first. What both families have from the same
 * places is the same object.
 */
export function serverSettings(layers: readonly ServerLayer[]): Readonly<Record<Family, ServerSettings>> {
  const lay = laying();
  const of = (family: Family) =>
    layers
      .flatMap((layer) => [layer.settings, layer[FAMILIES[family].service]])
      .reduce<ServerSettings>((below, above) => lay(below, above), {});
  return { [Family.V4]: of(Family.V4), [Family.V6]: of(Family.V6) };
}

/** A relationship's settings over those of its topology. */
export function haSettings(below: HaSettings, above: HaSettings | undefined): HaSettings {
  return laying()(below, above);
}

/** Properties of a lease database that are of use to memfile alone. */
const OF_MEMFILE = ["persist", "lfcInterval"] as const;

/**
 * What a database has from its own layer and would lose to the type of an outer one. Sentences, without those of the
 * outer layers by themselves.
 */
export function databaseProblems(called: string, layers: readonly ServerLayer[]): readonly string[] {
  const problems = Object.values(Family).flatMap((family) => {
    let outer: string | undefined;
    return layers.flatMap((layer, index) =>
      [layer.settings, layer[FAMILIES[family].service]].flatMap((settings) => {
        if (!settings || !("leaseDatabase" in settings)) return [];
        const { leaseDatabase: database } = settings;
        if (database === undefined || "type" in database) {
          outer = database?.type;
          return [];
        }
        const lost = OF_MEMFILE.filter((property) => database[property] !== undefined);
        const isTold = index === layers.length - 1 && lost.length > 0;
        if (!isTold || outer === undefined || outer === "memfile" || hasMark(outer)) return [];
        return [
          `${called}: leaseDatabase has ${enumerate(lost)}, for type "memfile" alone, and is laid over one of type ${show(outer)}. Give it type: "memfile" to keep the leases in a file, or take ${enumerate(lost)} out.`,
        ];
      }),
    );
  });
  return [...new Set(problems)];
}

type Laying = <T extends object>(below: T, above: T | undefined, at?: string) => T;

/** Lays maps over each other, key by key, and those in them: every two of them once. */
function laying(): Laying {
  const done = new Map<object, Map<object, object>>();
  const once = (below: JsonMap, above: JsonMap, at: string): object => {
    const before = done.get(below)?.get(above);
    if (before !== undefined) return before;
    const merged = lay(below, above, at);
    done.set(below, new Map(done.get(below)).set(above, merged));
    return merged;
  };
  const lay: Laying = (below, above, at = "") => {
    if (above === undefined) return below;
    const [there, own] = [below, above] as readonly Readonly<Record<string, unknown>>[];
    const merged = Object.entries(own!).map(([key, value]) => {
      const [under, here] = [there![key], `${at}/${key}`];
      const merges = isOpen(under) && isOpen(value) && !(DATABASES.has(here) && isOther(under, value));
      return [key, merges ? once(under, value, here) : value];
    });
    return { ...below, ...(Object.fromEntries(merged) as typeof below) };
  };
  return lay;
}

/** Where settings have a database: one of another type has nothing of the one below. */
const DATABASES: ReadonlySet<string> = new Set([
  "/leaseDatabase",
  "/extra/lease-database",
  "/extra/hosts-database",
]);

/** Whether the keys of a map are known. */
const isOpen = (value: unknown): value is JsonMap => isPlain(value) && !isMapMark(value);

/** Whether a database is of another type than the one below. */
const isOther = (below: JsonMap, { type }: JsonMap) =>
  type !== undefined && type !== ((below.type as unknown) ?? "memfile");
