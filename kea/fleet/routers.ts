import { parseAddress, type Range } from "../ip";
import { isMap, list, text, UNKNOWN } from "../json";
import { Family } from "../model/family";
import { byName, isOwnSpace } from "../schema/option-table";
import type { Server } from "./fleet";
import type { Place } from "./places";

/** The routers that clients of a place are told of; none where that is not known. */
export function routersOf(place: Place, server: Server): Range[] {
  if (server.family !== Family.V4) return [];
  for (let at: Place | undefined = place; at !== undefined; at = at.above) {
    const options: unknown = at.map["option-data"];
    if (options === UNKNOWN) return [];
    const own = list(options).find((option) => isRouters(option, server));
    if (own !== undefined) return addressesIn(own);
  }
  return [];
}

/** Whether an option is `routers` for all clients, or may be. */
function isRouters(option: unknown, server: Server): boolean {
  if (!isMap(option)) return option === UNKNOWN;
  const { name, code, space }: { readonly [key: string]: unknown } = option;
  const classes: unknown = option["client-classes"];
  // Who is in none of its classes is told what stands further out.
  if (classes !== undefined && !(Array.isArray(classes) && classes.length === 0)) return false;
  if ([name, code, space].includes(UNKNOWN)) return true;
  return (
    isOwnSpace(server, space) &&
    (code === undefined ? name === "routers" : code === byName(server, "routers")!.code)
  );
}

/** The addresses that an option has as text, where it is sent. */
function addressesIn(option: unknown): Range[] {
  if (!isMap(option) || option["never-send"] === true || Object.values<unknown>(option).includes(UNKNOWN))
    return [];
  const data = text(option.data);
  if (data === undefined || (option["csv-format"] ?? true) !== true) return [];
  return data.split(",").flatMap((one) => {
    const address = parseAddress(one.trim());
    return address?.bits === 32 ? [address] : [];
  });
}
