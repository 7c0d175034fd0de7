import { isPlain, type JsonMap } from "../json";
import { isMapMark } from "../marks";
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

type Laying = <T extends object>(below: T, above: T | undefined) => T;

/** Lays maps over each other, key by key, and those in them: every two of them once. */
function laying(): Laying {
  const done = new Map<object, Map<object, object>>();
  const once = (below: JsonMap, above: JsonMap): object => {
    const before = done.get(below)?.get(above);
    if (before !== undefined) return before;
    const merged = lay(below, above);
    done.set(below, new Map(done.get(below)).set(above, merged));
    return merged;
  };
  const lay: Laying = (below, above) => {
    if (above === undefined) return below;
    const [there, own] = [below, above] as readonly Readonly<Record<string, unknown>>[];
    const merged = Object.entries(own!).map(([key, value]) => {
      const under = there![key];
      return [key, isOpen(under) && isOpen(value) && !isOther(under, value) ? once(under, value) : value];
    });
    return { ...below, ...(Object.fromEntries(merged) as typeof below) };
  };
  return lay;
}

/** Whether the keys of a map are known. */
const isOpen = (value: unknown): value is JsonMap => isPlain(value) && !isMapMark(value);

/** Whether a map is about something else than the one below: a database of another type. */
const isOther = (below: JsonMap, { type }: JsonMap) =>
  type !== undefined && type !== ((below.type as unknown) ?? "memfile");
