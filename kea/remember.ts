/**
 * Reads something off an object once, however many rules ask for it. What it reads must not change:
 * fleets, servers and sides never do.
 */
export function oncePer<K extends object, V>(read: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, V>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined || known.has(of)) return before as V;
    const value = read(of);
    known.set(of, value);
    return value;
  };
}
