/** What has the same key, together; keys come in the order of what has them first. */
export function groupedBy<Key, Value>(all: Iterable<Value>, keyOf: (one: Value) => Key): Map<Key, Value[]> {
  const found = new Map<Key, Value[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = found.get(key);
    if (group) group.push(one);
    else found.set(key, [one]);
  }
  return found;
}
