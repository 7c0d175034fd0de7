/** Options in spaces of their own, which clients get only as parts of the option that holds them. */
import { list, UNKNOWN } from "../json";
import { Family } from "../model/family";
import { type Custom, customOptions, isOwnSpace, standardIn } from "../schema/option-table";
import { isOpen } from "./classes";
import type { Server } from "./fleet";
import { loadsOnlyKeas } from "./hooks";
import { enclosing, type Place, placesOfKind } from "./places";

/** An option whose data other options are, those of a space. */
type Holder = Pick<Custom, "name" | "code" | "space" | "encapsulates" | "within"> & {
  /** Whether it has no data besides. */
  readonly isEmpty: boolean;
};

/** An option that nobody holds where it is configured. */
export interface Unheld {
  readonly place: Place;
  readonly space: string;
  /** What encapsulates the space, if anything does. */
  readonly holder: Holder | undefined;
  /** Whether that can be configured there; others are those of another class. */
  readonly isUsable: boolean;
  /** Where it is configured: with no option of the space beside it, if there is such a place. */
  readonly elsewhere: Place | undefined;
  readonly isEmptyThere: boolean;
}

/** The only one of Kea's own whose space has no options of Kea's. */
const HOLDER_43: Holder = {
  ...{ name: "vendor-encapsulated-options", code: 43, space: undefined, within: undefined },
  ...{ encapsulates: "vendor-encapsulated-options-space", isEmpty: true },
};
/** Spaces that Kea brings to clients in another way, or not at all. */
const OTHER_SPACES = /^(vendor-\d+|vendor-opts-space|rsoo-opts|dhcp[46])$/;

/**
 * The options that no client gets: Kea puts the options of a space into the one that encapsulates it where
 * both are in the same `option-data`, and sends no others but those of its own space.
 * Source: CfgOption::encapsulate of Kea 2.6.3, 3.0.4 and 3.2.0; measured on 2.6.3 and 3.0.4.
 */
export function unheldOptions(server: Server): Unheld[] {
  const options = placesOfKind(server, "option-data");
  const suspects = options.filter((place) => isApart(server, place));
  // Databases and libraries of somebody else's may hold them.
  if (suspects.length === 0 || isOpen(server) || !loadsOnlyKeas(server)) return [];
  const holders = holdersOf(server);
  if (holders === undefined) return [];
  const lists = new Map<Place | undefined, Place[]>();
  for (const option of options) lists.set(option.above, [...(lists.get(option.above) ?? []), option]);
  return suspects.flatMap((place): Unheld[] => {
    const space = String(place.map.space);
    const fitting = holders.filter(({ encapsulates }) => encapsulates === space);
    const holds = (other: Place) =>
      fitting.some((holder) => isFor(holder, other) && isOne(server, holder, other));
    const beside = (other: Place) => lists.get(other.above)!;
    const isUnknown = list(place.above!.map["option-data"]).includes(UNKNOWN);
    if (isUnknown || beside(place).some(holds)) return [];
    const there = options.filter(holds);
    const empty = there.find((other) => beside(other).every(({ map }) => map.space !== space));
    const usable = fitting.find((holder) => isFor(holder, place));
    return [
      {
        ...{ place, space, holder: usable ?? fitting[0], isUsable: usable !== undefined },
        ...{ elsewhere: empty ?? there[0], isEmptyThere: empty !== undefined },
      },
    ];
  });
}

/** All options that hold others; undefined where some may not be known. */
function holdersOf(server: Server): Holder[] | undefined {
  const definitions: unknown = server.root["option-def"];
  const custom = customOptions(server).filter(
    ({ encapsulates }) => encapsulates !== undefined && encapsulates !== "",
  );
  const isUnknown = custom.some(({ name, code, space, encapsulates }) =>
    [name, code, space, encapsulates].some((one) => typeof one === "symbol"),
  );
  if (isUnknown || definitions === UNKNOWN || list(definitions).includes(UNKNOWN)) return undefined;
  const holders = custom.map((one) => ({ ...one, isEmpty: one.shape?.fields[0] === "empty" }));
  return server.family === Family.V4 ? [...holders, HOLDER_43] : holders;
}

/** Whether a definition is for a place: that of a class is for the options of that class alone. */
function isFor({ within }: Holder, place: Place): boolean {
  return within === undefined || within.map === enclosing(place, "client-class")?.map;
}

/** Whether an option is, or may be, one of a definition. */
function isOne(server: Server, holder: Holder, { map }: Place): boolean {
  const { name, code, space }: { readonly [key: string]: unknown } = map;
  if ([name, code, space].some((one) => typeof one === "symbol")) return true;
  const isThere = isOwnSpace(server, space) ? holder.space === undefined : holder.space === space;
  return isThere && (code === undefined ? name === holder.name : code === holder.code);
}

/** Whether an option is in a space that only another option brings to clients; whether it is defined there is told elsewhere. */
function isApart(server: Server, { map }: Place): boolean {
  const { name, code, space }: { readonly [key: string]: unknown } = map;
  if (typeof space !== "string" || isOwnSpace(server, space) || OTHER_SPACES.test(space)) return false;
  if (standardIn(server, space).length > 0 || map["never-send"] === true) return false;
  if (typeof code === "number" && map["csv-format"] === false) return true;
  return customOptions(server).some(
    (one) => one.space === space && (code === undefined ? one.name === name : one.code === code),
  );
}
