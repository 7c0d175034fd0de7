import { propertyNames } from "./extra";
import type { Finding } from "../rules/findings";
import { enumerate } from "../words";

/**
 * A finding for who declares properties: rules speak of Kea's keys, and most properties are called as these, in camel
 * case. Its remedy says which property it is where that is not so.
 */
export function withPropertyNames(finding: Finding): Finding {
  const { message, remedy } = finding;
  const keys = new Set(`${message} ${remedy}`.match(KEY));
  const named = [...keys].flatMap((key) => {
    const property = NAMES.get(key);
    return property === undefined ? [] : [`${key} is ${property}`];
  });
  return named.length === 0 ? finding : { ...finding, remedy: `${remedy} In code, ${enumerate(named)}.` };
}

const KEY = /(?<![\w./-])[a-z]+(-[a-z]+)+(?![\w/-]|\.\w)/g;

/** Keys with properties that are called otherwise. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...propertyNames(),
  ["hooks-libraries", "hooks"],
  ["interfaces-config", "interfaces"],
]);
