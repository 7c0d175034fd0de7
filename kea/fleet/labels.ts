import { libraryName } from "../schema/hook-libraries";
import { IDENTIFIERS } from "../schema/list-entries";
import { plain } from "../words";
import type { Place } from "./places";

const value = (of: unknown): string | undefined =>
  typeof of === "string" ? plain(of) : typeof of === "number" ? String(of) : undefined;

/** `pool 10.1.0.0/25`, or `a pool` where that is not said. */
function named(noun: string, of: unknown): string {
  const name = value(of);
  if (name !== undefined) return `${noun} ${name}`;
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** How messages call a subnet. */
export function subnetLabel({ subnet, id }: { readonly [key: string]: unknown }): string {
  const number = value(id);
  return `${named("subnet", subnet)}${number === undefined ? "" : ` (id ${number})`}`;
}

const LABELS: Readonly<Record<string, (map: { readonly [key: string]: unknown }) => string>> = {
  subnet: subnetLabel,
  "shared-network": ({ name }) => named("shared network", name),
  pool: ({ pool }) => named("pool", pool),
  "pd-pool": (pool) => {
    const length = value(pool["prefix-len"]);
    return `${named("pd-pool", pool.prefix)}${length === undefined ? "" : `/${length}`}`;
  },
  "option-data": ({ name, code }) => named("option", name ?? code),
  "flex-option": ({ name, code }) => named("option", name ?? code),
  "flex-sub-option": ({ name, code }) => named("sub-option", name ?? code),
  "option-def": ({ name, code }) => named("option definition", name ?? code),
  "client-class": ({ name }) => named("class", name),
  reservation: (host) => {
    const key = IDENTIFIERS.find((identifier) => value(host[identifier]) !== undefined);
    return key === undefined ? "a reservation" : `the reservation for ${value(host[key])}`;
  },
  hook: ({ library }) => named("hook library", library),
  logger: ({ name }) => named("logger", name),
  output: ({ output }) => named("output", output),
  "control-socket": (socket) => {
    const type = value(socket["socket-type"]);
    return type === undefined ? "a control socket" : `the ${type} control socket`;
  },
  "control-agent": () => "the control agent",
  client: () => "a client",
  "http-header": ({ name }) => named("HTTP header", name),
};

/** How messages call a place: `option routers of subnet 10.1.0.0/24 (id 1)`. */
export function labelOf({ kind, map, above, path }: Place): string {
  if (above === undefined) return LABELS[kind]?.(map) ?? String(path[0]);
  // Its parameters are all that is said of a hook library.
  if (above.kind === "hook") return plain(libraryName(above.map.library)!);
  const own = LABELS[kind]?.(map) ?? String(path.filter((step) => typeof step === "string").at(-1));
  return above.above === undefined ? own : `${own} of ${labelOf(above)}`;
}

/** ` of subnet 10.1.0.0/24 (id 1)`, or nothing for the outermost map: ends the name of a key. */
export function ofPlace(place: Place): string {
  return place.above === undefined ? "" : ` of ${labelOf(place)}`;
}
