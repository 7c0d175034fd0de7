import { canonical } from "../../kea/canonical/configuration";
import { jsonOf } from "../../kea/canonical/form";
import { saidIn } from "../../kea/canonical/options";
import { masked } from "../../kea/shown/difference-words";
import { isMap, type Json, type JsonMap, map } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import type { DeclaredServer } from "../../rollout/plan/declaration";
import type { Survey } from "../../rollout/plan/survey";

/** What runs and what is declared as lines that can be compared; what a server said is full of Kea's defaults. */
export function linesOf(
  { declared, family, kea }: DeclaredServer,
  { running }: Survey,
  isAsked: boolean,
): { readonly before: string; readonly after: string } {
  const { root } = FAMILIES[family];
  const said = saidIn(running);
  const full = (config: JsonMap): JsonMap => {
    const { hash: _, ...own } = map(config[root]);
    return { [root]: jsonOf(canonical(own, family, kea, said)) };
  };
  const [before, after] = isAsked ? [full(running), full(declared)] : [running, declared];
  const lines = (value: Json) => JSON.stringify(masked(value), null, 2);
  return { before: lines(inOrderOf(after!, before!)), after: lines(after!) };
}

/** Keys in the order in which another value has them: Terraform keeps them by the alphabet. */
function inOrderOf(other: Json, value: Json): Json {
  if (Array.isArray(value))
    return value.map((one: Json, index) =>
      inOrderOf(Array.isArray(other) ? (other[index] ?? (other[0] as Json) ?? null) : null, one),
    );
  if (!isMap(value)) return value;
  const order = Object.keys(map(other)).filter((key) => key in value);
  const keys = [...order, ...Object.keys(value).filter((key) => !order.includes(key))];
  return Object.fromEntries(keys.map((key) => [key, inOrderOf(map(other)[key] ?? null, value[key]!)]));
}
