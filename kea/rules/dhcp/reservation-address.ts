import { labelOf, subnetLabel } from "../../fleet/labels";
import { addressFault, reservationsOf } from "../../fleet/reservations";
import { formatPrefix } from "../../ip";
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
    for (const reservation of reservationsOf(server)) {
      const label = labelOf(reservation.place);
      for (const reserved of reservation.reserved) {
        const { path, text, range, isPrefix } = reserved;
        switch (addressFault(reserved, reservation, server)) {
          case "unread":
            yield {
              path,
              message: `${plain(text)} in ${label} is not an ${bits === 32 ? "IPv4" : "IPv6"} ${isPrefix ? "prefix" : "address"}.`,
              remedy: isPrefix ? "Write ADDRESS/LENGTH." : "Write an address, without a length.",
            };
            break;
          case "host bits":
            yield {
              path,
              message: `${plain(text)} in ${label} has bits set after its length.`,
              remedy: `Write ${formatPrefix(range!)}.`,
            };
            break;
          case "nobody's":
            yield {
              path,
              message: `${plain(text)} in ${label} is no address that a client can have.`,
              remedy: "Reserve another one.",
            };
            break;
          case "outside":
            yield {
              path,
              message: `${plain(text)} in ${label.replace(/ of subnet .*$/, "")} is not inside ${subnetLabel(reservation.subnet!.map)}.`,
              remedy: "Reserve an address of the subnet, or make the reservation global.",
            };
        }
      }
    }
  },
};
