import { labelOf, subnetLabel } from "../../fleet/labels";
import { reservationsOf } from "../../fleet/reservations";
import { contains, formatPrefix, hasHostBits, parsePrefix } from "../../ip";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const reservationAddress: Rule = {
  code: "KEAHA080",
  name: "reservation-address",
  severity: "error",
  reason: "Kea refuses a reserved address that is none, or is not in the subnet of the reservation.",
  source: "measured on Kea 2.6.3 and 3.0.4, whatever reservations-in-subnet says",
  *server(server) {
    const { bits } = FAMILIES[server.family];
    const version = bits === 32 ? "IPv4" : "IPv6";
    for (const { place, subnet, reserved } of reservationsOf(server)) {
      for (const { path, text, range, isPrefix } of reserved) {
        if (range?.bits !== bits) {
          yield {
            path,
            message: `${plain(text)} in ${labelOf(place)} is not an ${version} ${isPrefix ? "prefix" : "address"}.`,
            remedy: isPrefix ? "Write ADDRESS/LENGTH." : "Write an address, without a length.",
          };
          continue;
        }
        if (isPrefix) {
          if (!hasHostBits(text)) continue;
          yield {
            path,
            message: `${plain(text)} in ${labelOf(place)} has bits set after its length.`,
            remedy: `Write ${formatPrefix(range)}.`,
          };
          continue;
        }
        if (bits === 32 && [0n, 0xffffffffn].includes(range.first)) {
          yield {
            path,
            message: `${plain(text)} in ${labelOf(place)} is no address that a client can have.`,
            remedy: "Reserve another one.",
          };
          continue;
        }
        const prefix: unknown = subnet?.map.subnet;
        const outer = typeof prefix === "string" ? parsePrefix(prefix) : undefined;
        if (subnet === undefined || outer?.bits !== bits || contains(outer, range)) continue;
        yield {
          path,
          message: `${plain(text)} in ${labelOf(place).replace(/ of subnet .*$/, "")} is not inside ${subnetLabel(subnet.map)}.`,
          remedy: "Reserve an address of the subnet, or make the reservation global.",
        };
      }
    }
  },
};
