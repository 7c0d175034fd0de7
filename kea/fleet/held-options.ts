/** Options in spaces of their own, which clients get only as parts of the option that holds them. */
import { groupedBy } from "../grouped";
import { list, UNKNOWN } from "../json";
import { Family } from "../model/family";
import { type Custom, customOptions, isFor, isNamedBy } from "./custom-options";
import { isOwnSpace, SPACE_43, standardIn } from "../schema/option-table";
import { oncePer } from "../remember";
import { isOpen } from "./classes";
import type { Server } from "./fleet";
import { loadsOnlyKeas } from "./hooks";
import { type Place, placesOfKind } from "./places";

/** An option whose data other options are, those of a space. */
type Holder = Pick<Custom, "name" | "code" | "space" | "encapsulates" | "within"> & {
  /** Whether it has no data besides. */
  readonly isEmpty: boolean;
  /** Definitions that replace it where they are for an option. */
  readonly replacedBy?: readonly Custom[];
};

/** An option that nobody holds where it is configured. */
export interface Unheld {
  readonly place: Place;
  readonly space: string;
  /** What encapsulates the space, if anything does. */
  readonly holder: Holder | undefined;
  /** The definition that is there instead of Kea's own of the option that encapsulates the space. */
  readonly replacement: Custom | undefined;
  /** Whether that can be configured there; others are those of another class. */
  readonly isUsable: boolean;
  /** Where it is configured: with no option of the space beside it, if there is such a place. */
  readonly elsewhere: Place | undefined;
  readonly isEmptyThere: boolean;
}

/** The only one of Kea's own whose space has no options of Kea's. */
const HOLDER_43: Holder = {
  ...{ name: "vendor-encapsulated-options", code: 43, space: undefined, within: undefined },
  ...{ encapsulates: SPACE_43, isEmpty: true },
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
  const bySpace = groupedBy(suspects, ({ map }) => map.space);
  return [...bySpace].flatMap(([space, places]) => unheldIn(String(space), places, options, holders, server));
}

/** Those of the options of one space. */
function unheldIn(
  space: string,
  suspects: readonly Place[],
  options: readonly Place[],
  holders: readonly Holder[],
  server: Server,
): Unheld[] {
  const fitting = holders.filter(({ encapsulates }) => encapsulates === space);
  const there = options.filter((other) =>
    fitting.some((holder) => isUsableAt(holder, other) && isOne(server, holder, other)),
  );
  const held = new Set(there.map(({ above }) => above));
  const taken = new Set(options.filter(({ map }) => map.space === space).map(({ above }) => above));
  const empty = there.find(({ above }) => !taken.has(above));
  const isUnknown = oncePer((above: Place) => list(above.map["option-data"]).includes(UNKNOWN));
  return suspects.flatMap((place): Unheld[] => {
    if (held.has(place.above) || isUnknown(place.above!)) return [];
    const usable = fitting.find((holder) => isUsableAt(holder, place));
    const replaced = fitting.flatMap(({ replacedBy = [] }) => replacedBy);
    return [
      {
        ...{
          place,
          space,
          holder: usable ?? fitting.find(({ within }) => within),
          isUsable: usable !== undefined,
        },
        replacement: usable ? undefined : replaced.find((one) => isFor(one, place)),
        ...{ elsewhere: empty ?? there[0], isEmptyThere: empty !== undefined },
      },
    ];
  });
}

/** Whether an option with a definition can be configured in a place. */
function isUsableAt(holder: Holder, place: Place): boolean {
  return isFor(holder, place) && !holder.replacedBy?.some((one) => isFor(one, place));
}

/** All options that hold others; undefined where some may not be known. */
function holdersOf(server: Server): Holder[] | undefined {
  const definitions: unknown = server.root["option-def"];
  const all = customOptions(server);
  const custom = all.filter(({ encapsulates }) => encapsulates !== undefined && encapsulates !== "");
  const isUnknown = custom.some(({ name, code, space, encapsulates }) =>
    [name, code, space, encapsulates].some((one) => typeof one === "symbol"),
  );
  if (isUnknown || definitions === UNKNOWN || list(definitions).includes(UNKNOWN)) return undefined;
  const holders = custom.map((one) => ({ ...one, isEmpty: one.shape?.fields[0] === "empty" }));
  if (server.family !== Family.V4) return holders;
  // Any definition of it, whatever it encapsulates, is there instead of Kea's.
  const replacedBy = all.filter(({ code, space }) => code === HOLDER_43.code && space === undefined);
  if (all.some(({ code, space }) => typeof code === "symbol" || typeof space === "symbol")) return undefined;
  return [...holders, { ...HOLDER_43, replacedBy }];
}

/** Whether an option is, or may be, one of a definition. */
function isOne(server: Server, holder: Holder, { map }: Place): boolean {
  const { name, code, space }: { readonly [key: string]: unknown } = map;
  if ([name, code, space].some((one) => typeof one === "symbol")) return true;
  const isThere = isOwnSpace(server, space) ? holder.space === undefined : holder.space === space;
  return isThere && (code === undefined ? name === holder.name : code === holder.code);
}

/** Whether an option is in a space that only another option brings to clients; whether it is defined there is told elsewhere. */
function isApart(server: Server, place: Place): boolean {
  const { map } = place;
  const { code, space }: { readonly [key: string]: unknown } = map;
  if (typeof space !== "string" || isOwnSpace(server, space) || OTHER_SPACES.test(space)) return false;
  if (standardIn(server, space).length > 0 || map["never-send"] === true) return false;
  if (typeof code === "number" && map["csv-format"] === false) return true;
  return customOptions(server).some((one) => isNamedBy(one, place, server));
}
