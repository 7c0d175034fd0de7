import type { Server } from "../../fleet/fleet";
import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { has } from "../../json";
import { FAMILIES, Family, otherThan } from "../../model/family";
import { bytesMisfit, fieldsMisfit, type Misfit, type Shape } from "../../schema/option-data";
import { FORMS } from "../../schema/option-forms";
import {
  type Custom,
  customOptions,
  isDefinedBy,
  isFor,
  isUsedSpace,
  mayBeOption,
} from "../../fleet/custom-options";
import {
  byCode,
  byName,
  isLikeOwnSpace,
  isOwnSpace,
  STANDARD,
  type Standard,
  standardIn,
} from "../../schema/option-table";
import { hexBytes } from "../../schema/option-types";
import { meant, plain, word } from "../../words";
import type { Problem, Rule } from "../rule";

export const optionValue: Rule = {
  code: "KEAHA083",
  name: "option-value",
  severity: "error",
  reason: "Kea refuses an option that it has no definition for, or sends one that clients cannot read.",
  source: "the options of Kea 2.6.3 and 3.0.4, asked one by one",
  *server(server) {
    const options = placesOfKind(server, "option-data");
    if (options.length === 0) return;
    const custom = customOptions(server);
    // Definitions may come from a configuration database, too.
    const open = has(server.root, "config-control");
    for (const place of options) {
      const problem = identity(place, server, custom, open);
      if (problem === undefined || "shape" in problem) yield* value(place, problem?.shape, server);
      else yield problem;
    }
  },
};

/** What is wrong with the name and code of an option; otherwise what its data is made of, if that is known. */
function identity(
  place: Place,
  server: Server,
  custom: readonly Custom[],
  open: boolean,
): Problem | { readonly shape: Shape | undefined } | undefined {
  const { name, code, space }: { readonly [key: string]: unknown } = place.map;
  const v4 = server.family === Family.V4;
  const own = isOwnSpace(server, space);
  const [least, most] = [1, v4 ? 254 : 65535];
  const label = labelOf(place);
  if (typeof code === "number" && Number.isInteger(code) && (code < least || code > most)) {
    // Other spaces have the code 255 as well, and 0 in the v4 ones.
    if (own || code < 0 || code > (v4 ? 255 : 65535)) {
      return {
        path: [...place.path, "code"],
        message: `${label} has code ${code}.`,
        remedy: `It takes ${least} to ${most}.`,
      };
    }
  }
  if (typeof name === "string" && /\s/.test(name)) {
    return {
      path: [...place.path, "name"],
      message: `${label} has a space in its name.`,
      remedy: "Use a name without spaces.",
    };
  }
  const usable = custom.filter((one) => isFor(one, place));
  const opaque = usable.some((one) => [one.name, one.code, one.space].some((key) => typeof key === "symbol"));
  const defined = usable.find((one) => isDefinedBy(one, place, server));
  // In other spaces Kea looks at its own definitions first.
  const named = typeof name === "string" && name !== "" ? byName(server, name, space) : undefined;
  const coded = typeof code === "number" ? byCode(server, code, space) : undefined;
  if (defined !== undefined && (own || (named ?? coded) === undefined)) {
    if (typeof name !== "string" || name === defined.name || typeof defined.name !== "string")
      return { shape: defined.shape };
    return {
      path: [...place.path, "name"],
      message: `${label} has code ${word(code)}, which is defined as ${plain(defined.name)}.`,
      remedy: "Use that name, or leave one of them out.",
    };
  }
  if (opaque) return undefined;
  const other = v4 ? "dhcp6" : "dhcp4";
  if (space === other) {
    return {
      path: [...place.path, "space"],
      message: `${label} is in space ${other}.`,
      remedy: `A ${FAMILIES[server.family].daemon} has ${v4 ? "dhcp4" : "dhcp6"}: leave space out.`,
    };
  }
  const standard = own || typeof space !== "string" ? [] : standardIn(server, space);
  if (!own && standard.length === 0) return foreign(place, space, server, open);
  if (typeof name === "string" && name !== "") {
    if (named !== undefined && (code === undefined || code === named.code)) return { shape: named.shape };
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
    if (!own) return undefinedIn(place, space, server, standard);
    return {
      path: [...place.path, "name"],
      message: `${label} is no option that ${FAMILIES[server.family].daemon}${server.kea === undefined ? "" : ` ${server.kea}`} knows.`,
      remedy: unknownRemedy(name, server),
    };
  }
  if (name === "" && (coded !== undefined || code === undefined)) {
    return {
      path: [...place.path, "name"],
      message: `an option${coded === undefined ? "" : ` with code ${coded.code}`} has an empty name.`,
      remedy: coded === undefined ? "Name it." : `Leave name out, or write ${coded.name}.`,
    };
  }
  if (coded !== undefined) return { shape: coded.shape };
  return typeof code === "number" ? unnamed(place, open, code) : undefined;
}

/** Names of one thing in DHCPv4 and in DHCPv6. */
const TWINS: readonly (readonly [string, string])[] = [
  ["domain-name-servers", "dns-servers"],
  ["ntp-servers", "sntp-servers"],
  ["nis-domain", "nis-domain-name"],
  ["nisplus-servers", "nisp-servers"],
  ["nisplus-domain-name", "nisp-domain-name"],
  ["boot-file-name", "bootfile-url"],
  ["vivso-suboptions", "vendor-opts"],
  ["pcode", "new-posix-timezone"],
  ["tcode", "new-tzdb-timezone"],
  ["bcms-controller-names", "bcmcs-server-dns"],
  ["bcms-controller-address", "bcmcs-server-addr"],
  ["sip-ua-cs-domains", "sip-ua-cs-list"],
  ["capwap-ac-v4", "capwap-ac-v6"],
  ...["captive-portal", "lost", "sztp-redirect", "dnr", "access-domain"].map(
    (name) => [`v4-${name}`, `v6-${name}`] as const,
  ),
];
/** Options that people look for under another name. */
const COUNTERPARTS: ReadonlyMap<string, string> = new Map([
  ...TWINS,
  ...TWINS.map(([v4, v6]) => [v6, v4] as const),
  ["ntp-server", "ntp-servers"],
  ["router", "routers"],
  ["gateway", "routers"],
  ["dns-server", "domain-name-servers"],
  ["tftp-server", "tftp-server-name"],
  ["tftp-servers", "tftp-server-name"],
  ["bootfile", "boot-file-name"],
  ["bootfile-name", "boot-file-name"],
  ["boot-file", "boot-file-name"],
  ["wins-servers", "netbios-name-servers"],
  ["netmask", "subnet-mask"],
  ["mtu", "interface-mtu"],
  ["broadcast", "broadcast-address"],
  ["lease-time", "dhcp-lease-time"],
]);

function unknownRemedy(name: string, server: Server): string {
  const counterpart = COUNTERPARTS.get(name);
  if (counterpart !== undefined && byName(server, counterpart) !== undefined) return `Use ${counterpart}.`;
  const other = otherThan(server.family);
  if (STANDARD[other].some((option) => option.name === name))
    return `It is an option of DHCP${other}: remove it, or define one of that name in option-def.`;
  const own = STANDARD[server.family].map((option) => option.name);
  if (own.includes(name)) return "Use a newer Kea, or define it in option-def.";
  const code = /^option-?(\d+)$/.exec(name)?.[1];
  if (code !== undefined) return `Use code ${code}.`;
  const guess = meant(name, own);
  return guess === undefined || !isLike(name, guess)
    ? "Use a name of Kea's, or define the option in option-def."
    : `Did you mean ${guess}?`;
}

/** Whether names differ by slips of the hand alone: ntp-servers are no tftp-servers. */
function isLike(name: string, guess: string): boolean {
  const [words, others] = [name.toLowerCase().split(/[-_ ]/), guess.split("-")];
  if (words.length !== others.length) return words.join("") === others.join("");
  return words.every((word, index) => meant(word, [others[index]!]) !== undefined);
}

/** What is wrong with an option of a space in which Kea defines none. */
function foreign(place: Place, space: unknown, server: Server, open: boolean): Problem | undefined {
  if (typeof space !== "string") return undefined;
  const { name, code }: { readonly [key: string]: unknown } = place.map;
  if (!/^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/.test(space)) {
    return {
      path: [...place.path, "space"],
      message: `${labelOf(place)} is in space ${plain(space)}, which is no name of one.`,
      remedy: "Use letters, digits, - and _.",
    };
  }
  if (open) return undefined;
  const problem = typeof code === "number" ? unnamed(place, open, code) : undefined;
  if (typeof code === "number" && (problem === undefined || !isElsewhere(place, space, server)))
    return problem;
  return typeof name === "string" || problem !== undefined ? undefinedIn(place, space, server) : undefined;
}

/** Whether an option of a space that has none like it is meant to be in the family's own. */
function isElsewhere({ map: { name, code } }: Place, space: string, server: Server): boolean {
  return isLikeOwnSpace(space) || (typeof name === "string" && mayBeOption(server, name, code));
}

/** What to do about an option that is likely meant to be in the family's own space. */
function remedyElsewhere({ map: { name, code } }: Place, space: string, server: Server): string {
  const isMisfit = typeof name === "string" && mayBeOption(server, name) && !mayBeOption(server, name, code);
  const left = `space ${isMisfit ? "and code " : ""}out: it is then ${FAMILIES[server.family].service}.`;
  return isUsedSpace(server, space) ? `Define it there in option-def, or leave ${left}` : `Leave ${left}`;
}

function undefinedIn(
  place: Place,
  space: unknown,
  server: Server,
  standard: readonly Standard[] = [],
): Problem {
  const guess = meant(
    String(place.map.name),
    standard.map(({ name }) => name),
  );
  return {
    path: [...place.path, "space"],
    message: `${labelOf(place)} is in space ${word(space)}, in which it is not defined.`,
    remedy:
      guess !== undefined
        ? `Did you mean ${guess}?`
        : isElsewhere(place, String(space), server)
          ? remedyElsewhere(place, String(space), server)
          : "Define it there in option-def.",
  };
}

/**
 * An option that nothing defines: Kea takes its bytes, and nothing else. Among the options of the
 * whole server csv-format false has to say so.
 */
function unnamed(place: Place, open: boolean, code: unknown): Problem | undefined {
  const csv: unknown = place.map["csv-format"];
  if (open || typeof code !== "number" || (csv !== undefined && typeof csv !== "boolean")) return undefined;
  const global = place.above !== undefined && place.above.above === undefined;
  if (csv === true || (csv === undefined && global)) {
    return {
      path: [...place.path, "code"],
      message: `${labelOf(place)} is not defined: nothing says how to read its data.`,
      remedy: "Define it in option-def, or give code and csv-format false with hex digits as data.",
    };
  }
  const data: unknown = place.map.data;
  if (csv === false || typeof data !== "string" || hexBytes(data) !== undefined) return undefined;
  return {
    path: [...place.path, "data"],
    message: `${labelOf(place)} has data ${plain(data)}, and is not defined.`,
    remedy: "Write hex digits, or define it in option-def.",
  };
}

/** Whether Kea can read an option's data, and not as something else. */
function* value(place: Place, shape: Shape | undefined, { family }: Server): Generator<Problem> {
  // What is never sent needs no data.
  if (place.map["never-send"] === true && !has(place.map, "data")) return;
  const data: unknown = place.map.data ?? "";
  const csv: unknown = place.map["csv-format"];
  if (typeof data !== "string" || (csv !== undefined && typeof csv !== "boolean")) return;
  const misfit = csv === false ? hexMisfit(data, shape, family) : textMisfit(data, shape, family);
  if (misfit === undefined) return;
  yield {
    path: has(place.map, "data") ? [...place.path, "data"] : place.path,
    message: `${labelOf(place)} ${misfit.is}.`,
    remedy: misfit.takes,
  };
}

function hexMisfit(data: string, shape: Shape | undefined, family: Family): Misfit | undefined {
  const bytes = hexBytes(data);
  if (bytes === undefined) {
    return {
      is: `has data ${plain(data)}, and csv-format is false`,
      takes: "Write hex digits, or leave csv-format out.",
    };
  }
  return shape && bytesMisfit(shape, bytes, family);
}

function textMisfit(data: string, shape: Shape | undefined, family: Family): Misfit | undefined {
  if (shape === undefined) return undefined;
  const form = FORMS.get(shape.fields[0]!);
  return form === undefined ? fieldsMisfit(shape, data, family) : form(data, family);
}
