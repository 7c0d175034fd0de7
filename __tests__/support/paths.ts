/** Places in JSON of any shape. */
export type Steps = readonly (string | number)[];

/** The paths of everything in a value, from the outside in. */
export function pathsOf(value: unknown, path: Steps = []): Steps[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...pathsOf(entry, here)];
  });
}

/** A copy without what is at a path; undefined when nothing is there. */
export function without(value: unknown, path: Steps): unknown {
  const copy = structuredClone(value) as Record<string, unknown>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of any shape
  let at: any = copy;
  for (const step of path.slice(0, -1)) at = at?.[step];
  const last = path.at(-1)!;
  if (at === undefined || at === null || !(last in at)) return undefined;
  if (Array.isArray(at)) at.splice(Number(last), 1);
  else Reflect.deleteProperty(at, last);
  return copy;
}
