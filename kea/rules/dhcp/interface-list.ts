import { interfacesOf } from "../../fleet/interfaces";
import { interfaceName } from "../../model/selectors";
import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { parseAddress } from "../../ip";
import { FAMILIES, Family } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const interfaceList: Rule = {
  code: "KEAHA077",
  name: "interface-list",
  severity: "error",
  reason:
    "Kea refuses an interface that is listed twice, has no name or one of no interface, or has an address where it takes none.",
  source: "measured on Kea 2.6.3 and 3.0.4; names that Linux has, dev_valid_name",
  *server(server) {
    const { root, bits } = FAMILIES[server.family];
    const seen = new Set<string>();
    const told = new Set<string>();
    const wholes = new Map<string, boolean>();
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
      const misnamed = misnamedBy(name);
      if (misnamed !== undefined) {
        yield { path, message: `interface ${plain(entry)} is no name of one.`, remedy: misnamed };
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
      if (address !== undefined && isMulticast(address)) {
        yield {
          path,
          message: `interface ${plain(entry)} has ${plain(address)}, which is a group's address.`,
          remedy: "Write NAME, or NAME/ADDRESS with one of the interface's own.",
        };
        continue;
      }
      const whole = address === undefined;
      const forms = wholes.get(name);
      if (server.family === Family.V4 && name !== "*" && forms !== undefined && forms !== whole) {
        if (told.has(name)) continue;
        told.add(name);
        yield {
          path,
          message: `interface ${plain(name)} is listed with an address and without one.`,
          remedy: "List the whole interface, or its addresses.",
        };
        continue;
      }
      wholes.set(name, whole);
      const key = whole ? name : `${name}/${parseAddress(address)!.first}`;
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

function isMulticast(address: string): boolean {
  const { bits, first } = parseAddress(address)!;
  return bits === 128 && first >> 120n === 0xffn;
}

/** What to write instead of what Linux cannot call an interface, or what nobody means for one. */
function misnamedBy(name: string): string | undefined {
  if (/\s|[,;]\s*[a-z]/i.test(name)) return "List them one by one, each in quotes of its own.";
  if (parseAddress(name) !== undefined) return `Write the interface before it: NAME/${name}.`;
  if (name.includes(":"))
    return `Write ${plain(name.slice(0, name.indexOf(":")))}, or NAME/ADDRESS for one of its addresses.`;
  if (name !== "*" && (name.includes("*") || name === "all")) return "Write *, or list them by their names.";
  if (name === "." || name === "..") return "Write its name.";
  return name.length > 15 ? "An interface has at most 15 characters." : undefined;
}
