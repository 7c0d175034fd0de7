import { interfaceName, interfacesOf } from "../../fleet/interfaces";
import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { parseAddress } from "../../ip";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const interfaceList: Rule = {
  code: "KEAHA077",
  name: "interface-list",
  severity: "error",
  reason:
    "Kea refuses an interface that is listed twice, has no name, or has an address where it takes none.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const { root, bits } = FAMILIES[server.family];
    const seen = new Set<string>();
    for (const [index, entry] of (interfacesOf(server) ?? []).entries()) {
      if (typeof entry !== "string") continue;
      const path = [root, "interfaces-config", "interfaces", index];
      const name = interfaceName(entry);
      const address = entry.includes("/") ? entry.slice(entry.indexOf("/") + 1).trim() : undefined;
      if (name === "" || address === "") {
        yield {
          path,
          message: `interface ${plain(entry)} has no ${name === "" ? "name" : "address"}.`,
          remedy: "Write NAME or NAME/ADDRESS.",
        };
        continue;
      }
      if (address !== undefined && parseAddress(address)?.bits !== bits) {
        yield {
          path,
          message: `interface ${plain(entry)} has ${plain(address)} where an ${bits === 32 ? "IPv4" : "IPv6"} address is needed.`,
          remedy: "Write NAME or NAME/ADDRESS.",
        };
        continue;
      }
      if (address !== undefined && name === "*") {
        yield {
          path,
          message: `interface ${plain(entry)} has an address beside *, which stands for all interfaces.`,
          remedy: "Write *, or the NAME of the interface before the address.",
        };
        continue;
      }
      const key = address === undefined ? name : `${name}/${parseAddress(address)!.first}`;
      if (seen.has(key)) {
        yield { path, message: `interface ${plain(entry)} is listed twice.`, remedy: "List it once." };
      }
      seen.add(key);
    }
    for (const place of placesOfKind(server, "subnet", "shared-network")) {
      const own: unknown = place.map.interface;
      if (typeof own !== "string" || !own.includes("/")) continue;
      yield {
        path: [...place.path, "interface"],
        message: `${labelOf(place)} is on interface ${plain(own)}, which is no name of one.`,
        remedy: `Write ${plain(own.slice(0, own.indexOf("/")))}.`,
      };
    }
  },
};
