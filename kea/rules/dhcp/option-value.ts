import { FAMILIES, Family } from "../../family";
import type { Rule } from "../../rule";
import type { Server } from "../../fleet";
import { parseAddress } from "../../ip";
import { meant, plain } from "../ha/words";
import { has, judge, labelOf, type Place, placesOfKind, type Problem } from "./maps";
import { byCode, byName, customOptions, isOwnSpace, STANDARD, type Standard } from "./option-table";

const HEX = /^\s*(?:'.*'|(?:0x)?[0-9a-f]*|[0-9a-f]{1,2}(?:[: ][0-9a-f]{1,2})*)\s*$/is;

export const optionValue: Rule = {
  code: "KEAHA083",
  name: "option-value",
  severity: "error",
  reason: "Kea refuses an option that it has no definition for, or sends one that clients cannot read.",
  source: "the options of Kea 2.6.3 and 3.0.4, asked one by one",
  *check(fleet) {
    yield* judge(fleet, function* (server) {
      const options = placesOfKind(server, "option-data");
      if (options.length === 0) return;
      const custom = customOptions(server);
      // Definitions may come from a configuration database, too.
      const open = has(server.root, "config-control");
      for (const place of options) {
        const problem = identity(place, server, custom, open);
        if (problem === undefined) continue;
        if ("standard" in problem) yield* value(place, problem.standard, server);
        else yield problem;
      }
    });
  },
};

/** What is wrong with the name and code of an option; the standard option, if it is one. */
function identity(
  place: Place,
  server: Server,
  custom: ReturnType<typeof customOptions>,
  open: boolean,
): Problem | { readonly standard: Standard } | undefined {
  const { name, code, space }: { readonly [key: string]: unknown } = place.map;
  const v4 = server.family === Family.V4;
  const [least, most] = [1, v4 ? 254 : 65535];
  const label = labelOf(place);
  if (typeof code === "number" && Number.isInteger(code) && (code < least || code > most)) {
    // Other spaces have the code 255 as well, and 0 in the v4 ones.
    if (isOwnSpace(server, space) || code < 0 || code > (v4 ? 255 : 65535)) {
      return {
        path: [...place.path, "code"],
        message: `${label} has code ${code}.`,
        remedy: `It takes ${least} to ${most}.`,
      };
    }
  }
  if (!isOwnSpace(server, space)) {
    const other = v4 ? "dhcp6" : "dhcp4";
    if (space !== other) return undefined;
    return {
      path: [...place.path, "space"],
      message: `${label} is in space ${other}.`,
      remedy: `A ${FAMILIES[server.family].daemon} has ${v4 ? "dhcp4" : "dhcp6"}: leave space out.`,
    };
  }
  if (custom.names.has(name) || custom.codes.has(code)) return undefined;
  const named = typeof name === "string" && name !== "" ? byName(server, name) : undefined;
  const coded = typeof code === "number" ? byCode(server, code) : undefined;
  if (typeof name === "string" && name !== "") {
    if (named !== undefined && (code === undefined || code === named.code)) return { standard: named };
    if (coded !== undefined && typeof code === "number") {
      return {
        path: [...place.path, "name"],
        message: `${label} has code ${code}, which is ${coded.name}.`,
        remedy: named === undefined ? "Use that name." : `Use code ${named.code}, or leave one of them out.`,
      };
    }
    if (named !== undefined) {
      if (typeof code !== "number") return undefined;
      return {
        path: [...place.path, "code"],
        message: `${label} has code ${code}.`,
        remedy: `Use code ${named.code}, or leave it out.`,
      };
    }
    if (open || code !== undefined) return unnamed(place, open, code);
    return {
      path: [...place.path, "name"],
      message: `${label} is no option that ${FAMILIES[server.family].daemon}${server.kea === undefined ? "" : ` ${server.kea}`} knows.`,
      remedy: unknownRemedy(name, server),
    };
  }
  if (coded !== undefined) return { standard: coded };
  return typeof code === "number" ? unnamed(place, open, code) : undefined;
}

/** Options that people look for under the other family's name. */
const COUNTERPARTS: ReadonlyMap<string, string> = new Map([
  ["dns-servers", "domain-name-servers"],
  ["domain-name-servers", "dns-servers"],
  ["ntp-servers", "sntp-servers"],
  ["sntp-servers", "ntp-servers"],
  ["router", "routers"],
  ["gateway", "routers"],
  ["dns-server", "domain-name-servers"],
]);

function unknownRemedy(name: string, server: Server): string {
  const counterpart = COUNTERPARTS.get(name);
  if (counterpart !== undefined && byName(server, counterpart) !== undefined) return `Use ${counterpart}.`;
  const v4 = server.family === Family.V4;
  if (STANDARD[v4 ? Family.V6 : Family.V4].some((option) => option.name === name))
    return `It is an option of ${v4 ? "DHCPv6" : "DHCPv4"}: remove it, or define one of that name in option-def.`;
  const own = STANDARD[server.family].map((option) => option.name);
  if (own.includes(name)) return "Use a newer Kea, or define it in option-def.";
  const guess = meant(name, own);
  return guess === undefined
    ? "Use a name of Kea's, or define the option in option-def."
    : `Did you mean ${guess}?`;
}

/** An option that nothing defines: Kea takes its bytes, and nothing else. */
function unnamed(place: Place, open: boolean, code: unknown): Problem | undefined {
  const csv: unknown = place.map["csv-format"];
  if (open || typeof code !== "number") return undefined;
  if (csv !== undefined && csv !== true && !has(place.map, "name")) return undefined;
  return {
    path: [...place.path, "code"],
    message: `${labelOf(place)} is not defined: nothing says how to read its data.`,
    remedy: "Define it in option-def, or give code and csv-format false with hex digits as data.",
  };
}

function* value(place: Place, { value: kind, code }: Standard, { family }: Server): Generator<Problem> {
  const data: unknown = place.map.data;
  const csv: unknown = place.map["csv-format"];
  if ((data !== undefined && typeof data !== "string") || (csv !== undefined && typeof csv !== "boolean"))
    return;
  const label = labelOf(place);
  const problem = (what: string, remedy: string): Problem => ({
    path: has(place.map, "data") ? [...place.path, "data"] : place.path,
    message: `${label} ${what}.`,
    remedy,
  });
  if (csv === false) {
    if (data !== undefined && !HEX.test(data))
      yield problem(
        `has data ${plain(data)}, and csv-format is false`,
        "Write hex digits, or leave csv-format out.",
      );
    return;
  }
  const fields = (data ?? "").split(",").map((field) => field.trim());
  const empty = fields.every((field) => field === "");
  const bits = FAMILIES[family].bits;
  switch (kind) {
    case "address":
    case "addresses": {
      if (empty) {
        if (kind === "address")
          yield problem("has no data", `Write an ${bits === 32 ? "IPv4" : "IPv6"} address.`);
        return;
      }
      const wrong = fields.find((field) => field !== "" && parseAddress(field)?.bits !== bits);
      if (wrong === undefined) return;
      yield problem(
        `has ${plain(wrong)} where an ${bits === 32 ? "IPv4" : "IPv6"} address is needed`,
        kind === "address" ? "Write one address." : "Write addresses, with commas between them.",
      );
      return;
    }
    case "text":
      // Kea knows no search list in v4 that is empty, and takes none in v6.
      if (empty && !(code === 24 && family === Family.V6)) yield problem("has no data", "Write a text.");
      return;
    case "boolean":
      if (!/^(true|false|0|1)$/i.test(fields[0]!))
        yield problem(`has data ${plain(data ?? "")}`, "It is true or false.");
      return;
    case "uint16":
    case "uint32":
    case "int32": {
      const [low, high] =
        kind === "uint16" ? [0, 65535] : kind === "uint32" ? [0, 4294967295] : [-2147483648, 2147483647];
      const wrong = fields.find((field) => {
        const decimal = /^[+-]?\d+$/.test(field);
        return decimal ? Number(field) < low || Number(field) > high : !/^(0x)?[0-9a-f]+$/i.test(field);
      });
      if (wrong === undefined) return;
      yield problem(
        empty ? "has no data" : `has ${plain(wrong)} where a whole number is needed`,
        `It takes ${low} to ${high}.`,
      );
    }
  }
}
