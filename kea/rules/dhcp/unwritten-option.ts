import type { Server } from "../../fleet/fleet";
import { labelOf } from "../../fleet/labels";
import { enclosing, type Place } from "../../fleet/places";
import { has, list, UNKNOWN } from "../../json";
import { Family } from "../../model/family";
import { KeaVersion } from "../../model/release-lines";
import { customOptions } from "../../fleet/custom-options";
import { isOwnSpace } from "../../schema/option-table";
import type { Rule } from "../rule";

const [NAME, CODE] = ["vendor-encapsulated-options", 43];

export const unwrittenOption: Rule = {
  code: "KEAHA180",
  name: "unwritten-option",
  severity: "error",
  reason: "Kea saves the bytes of option 43 in no file: from its next start on clients get the option empty.",
  source: "measured on Kea 2.6.3 and 3.0.4: config-write",
  kinds: ["option-data"],
  *place(place, server) {
    const { code, name, space, data }: { readonly [key: string]: unknown } = place.map;
    // Files that somebody else wrote are read, and not saved by Kea.
    if (server.family !== Family.V4 || server.where === undefined) return;
    if ((code !== CODE && name !== NAME) || !isOwnSpace(server, space)) return;
    if (place.map["csv-format"] !== false || typeof data !== "string" || data.trim() === "") return;
    if (isDefined(place, server)) return;
    yield {
      path: [...place.path, "data"],
      message: `${labelOf(place)} has bytes that Kea saves in no file.`,
      remedy: `Define it as binary, with the name ${NAME}, the code ${CODE} and the type binary in option-def; or give its parts in the space ${NAME}-space, and keep ${NAME} beside them, without data.`,
    };
  },
};

/** Whether the option has, or may have, a definition of its own, by which Kea saves its bytes. */
function isDefined(place: Place, server: Server): boolean {
  const definitions: unknown = server.root["option-def"];
  if (definitions === UNKNOWN || list(definitions).includes(UNKNOWN)) return true;
  // A database of configurations may define it.
  if (has(server.root, "config-control")) return true;
  // Kea 2.6 saves by what is defined for all only.
  const within = server.kea === KeaVersion.V2_6 ? undefined : enclosing(place, "client-class")?.map;
  return customOptions(server).some(
    (one) =>
      (one.code === CODE || typeof one.code === "symbol") &&
      (one.space === undefined || typeof one.space === "symbol") &&
      one.shape?.fields[0] !== "empty" &&
      (one.within === undefined || one.within.map === within),
  );
}
