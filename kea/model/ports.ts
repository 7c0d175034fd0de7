/** Somebody who needs a port of the hub. */
export interface PortClaim {
  readonly name: string;
  /** Chosen by the user: always wins. */
  readonly port?: number;
}

/**
 * A port for each claim: the chosen one, the one that it had, or else the first one at or after `base`
 * plus its position that nobody has or had. So whoever has a port keeps it, whoever comes or goes.
 *
 * @param kept the ports that were given before, by name; also of those who are gone.
 */
export function allocatePorts(
  claims: readonly PortClaim[],
  base: number,
  kept: Readonly<Record<string, number>>,
): Map<string, number> {
  const before = portsBefore(kept);
  const used = new Set([...Object.values(kept), ...claims.flatMap(({ port }) => port ?? [])]);
  return new Map(
    claims.map(({ name, port }, index) => {
      let given = port ?? before(name);
      if (given === undefined) {
        given = base + index;
        while (used.has(given)) given++;
        used.add(given);
      }
      return [name, given];
    }),
  );
}

/** Two that were given the same port, as when two branches are merged; the port is chosen for neither. */
export function sharedPort(
  claims: readonly PortClaim[],
  kept: Readonly<Record<string, number>>,
): [string, string] | undefined {
  const owners = new Map<number, string>();
  for (const { name, port } of claims) {
    const given = portsBefore(kept)(name);
    if (port !== undefined || given === undefined) continue;
    const owner = owners.get(given);
    if (owner !== undefined) return [owner, name];
    owners.set(given, name);
  }
  return undefined;
}

const portsBefore = (kept: Readonly<Record<string, number>>) => (name: string) =>
  Object.keys(kept).includes(name) ? kept[name] : undefined;
