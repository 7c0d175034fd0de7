/** What a read-back has that neither was declared nor is filled in by Kea, according to the tables. */
import { parseAddress } from "../../kea/ip";
import { isMap, type JsonMap } from "../../kea/json";
import { FAMILIES, type Family } from "../../kea/model/family";
import type { KeaVersion } from "../../kea/model/release-lines";
import { filled, isLeftOut, leftOut, valueFilled } from "../../kea/schema/defaults";
import { modern } from "../../kea/schema/renamed";
import { typeAt } from "../../kea/schema/schema";

/** In words, one line each: what Kea filled in otherwise, and what it does not show without a reason. */
export function unexplainedIn(
  declared: unknown,
  running: unknown,
  family: Family,
  kea: KeaVersion,
): string[] {
  const { root } = FAMILIES[family];
  const found: string[] = [];
  const visit = (
    kind: string,
    told: JsonMap,
    shown: JsonMap,
    around: readonly JsonMap[],
    within?: string,
  ) => {
    const map = modern(kind, told, kea);
    const place = { own: { ...map, ...shown }, around, in: within };
    for (const key of new Set([...Object.keys(map), ...Object.keys(shown)])) {
      const [left, right] = [map[key], shown[key]];
      const alternatives = filled(kind, key, family, kea);
      // A comment is shown in the context.
      if (key === "comment" || key === "user-context") continue;
      if (left === undefined) {
        if (alternatives.some(({ is }) => is === "option")) continue;
        const value = valueFilled(alternatives, key, place);
        if (canonical(value) !== canonical(right))
          found.push(`${kind}: ${key} is ${JSON.stringify(right)}, not ${JSON.stringify(value)}`);
      } else if (right === undefined) {
        if (!isLeftOut(leftOut(kind, key, family, kea), left, place))
          found.push(`${kind}: ${key} is not shown: ${JSON.stringify(left)}`);
      } else {
        const type = typeAt(kind, shown, key);
        if (type?.is === "map of" && isMap(left) && isMap(right))
          visit(type.kind, left, right, [map, ...around], kind);
        if (type?.is !== "maps of" || !Array.isArray(left) || !Array.isArray(right)) continue;
        if (left.length !== right.length) found.push(`${kind}: ${key} has another length`);
        // Kea sorts subnets by id, reservations and definitions by their places, and keeps all else.
        const name = NAMED_BY[type.kind];
        if (type.kind === "reservation") continue;
        left.forEach((one: unknown, index) => {
          const other: unknown =
            name === undefined
              ? right[index]
              : right.find((entry: unknown) => isMap(one) && isMap(entry) && entry[name] === one[name]);
          if (isMap(one) && isMap(other)) visit(type.kind, one, other, [map, ...around], kind);
        });
      }
    }
  };
  const [told, shown] = [declared, running].map((one) => (one as Record<string, JsonMap>)[root]!);
  visit("global", told!, shown!, []);
  return found;
}

/** Addresses are inherited as they are declared, and shown in one spelling. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one: unknown) => {
    const address = typeof one === "string" ? parseAddress(one) : undefined;
    return address ? `${address.bits}:${address.first}` : one;
  });
}

/** What tells the maps of a list that Kea sorts. */
const NAMED_BY: Readonly<Record<string, string>> = { subnet: "id", "option-def": "name" };
