/** Asks running Kea what it fills in: every kind of map, with every key set in it and around it. */
import type { JsonMap } from "../../kea/json";
import { FAMILIES, type Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import { modern, NEW_NAMES } from "../../kea/schema/renamed";
import { isKnown, keysOf } from "../../kea/schema/schema";
import type { LiveKea } from "../kea/live";
import { type Loose, samplesOf, type Scene, scenesOf } from "./scenes";

/** One configuration that Kea took: what was set, and what was read back. */
export interface Observation {
  readonly kind: string;
  /** The map as it was sent. */
  readonly sent: Loose;
  /** What was set in the maps around it, by their kinds, outermost first. */
  readonly around: Readonly<Record<string, Loose>>;
  /** The kind of the innermost map around it, if any was tried. */
  readonly in: string | undefined;
  /** The map as it was read back. */
  readonly got: Loose;
  /** The one key that was varied, and in which kind of map around, if not here. */
  readonly varied?: { readonly key: string; readonly in?: string };
  /** Which place, and which of its minimal maps. */
  readonly base: string;
}

export interface Refusal {
  readonly kind: string;
  readonly key: string;
  readonly value: unknown;
  readonly said: string;
}

export function lineOf(release: string): KeaVersion {
  return release === "2.6.3" ? KeaVersion.V2_6 : KeaVersion.V3_0;
}

export async function collect(
  live: LiveKea,
  family: Family,
): Promise<{ observations: Observation[]; refusals: Refusal[] }> {
  const observations: Observation[] = [];
  const refusals: Refusal[] = [];
  const kea = lineOf(live.kea);
  const known = (kind: string) =>
    [...keysOf(kind)].filter(([name, key]) => {
      const newer = keysOf(kind).get(NEW_NAMES.get(name) ?? "");
      return isKnown(key, family, kea) && !(newer && isKnown(newer, family, kea));
    });
  const ask = async (
    scene: Scene,
    base: string,
    sent: Loose,
    around: Observation["around"],
    varied?: Observation["varied"],
  ) => {
    const config = { [FAMILIES[family].root]: scene.place(sent, around) };
    // A configuration that ends Kea, or its control socket, is one that it does not take.
    const answer = await live.set(family, config).catch(async (error: Error) => {
      await live.restart(family);
      return error.message;
    });
    if (typeof answer === "string") {
      const value = varied && (varied.in ? around[varied.in]! : sent)[varied.key];
      refusals.push({ kind: varied?.in ?? scene.kind, key: varied?.key ?? "(minimal)", value, said: answer });
      return;
    }
    const got = scene.at.reduce<unknown>((at, step) => (at as Loose | undefined)?.[step], answer);
    // Under the names that Kea shows.
    const shown = modern(scene.kind, sent as JsonMap, kea);
    observations.push({
      kind: scene.kind,
      sent: shown,
      around,
      got: (got as Loose | undefined) ?? {},
      in: scene.around.at(-1),
      varied,
      base,
    });
  };
  for (const [index, scene] of scenesOf(live.kea, family).entries()) {
    for (const [m, minimal] of scene.minimal.entries()) {
      const base = `${index}.${m}`;
      await ask(scene, base, minimal, {});
      for (const [key, { type }] of known(scene.kind)) {
        for (const value of samplesOf(key, type, family))
          await ask(scene, base, { ...minimal, [key]: value }, {}, { key });
      }
      for (const kind of scene.around) {
        // Lists there are what leads to this map.
        for (const [key, { type }] of known(kind).filter(([, one]) => one.type.is !== "maps of")) {
          for (const value of samplesOf(key, type, family))
            await ask(scene, base, minimal, { [kind]: { [key]: value } }, { key, in: kind });
        }
      }
    }
  }
  return { observations, refusals };
}
