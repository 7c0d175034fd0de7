import { allowedDirectory, isNobodys } from "../../fleet/files";
import type { Server } from "../../fleet/fleet";
import { ofPlace } from "../../fleet/labels";
import { type Place } from "../../fleet/places";
import { contains, hasHostBits, parseAddress, parsePrefix } from "../../ip";
import { has, isMap } from "../../json";
import { Family } from "../../model/family";
import { byName } from "../../schema/option-table";
import { enumerate, plain, word } from "../../words";
import type { Problem, Rule } from "../rule";

/** Longest name of a server, in bytes: the packet has room for no more. */
const LONGEST_HOSTNAME = 63;
const LONGEST_BOOT_FILE = 127;

interface Text {
  readonly family?: Family;
  readonly fits: (text: string) => boolean;
  readonly takes: string;
}

const CHARACTERS: Text = { fits: isExpression, takes: "Write a regular expression: [^A-Za-z0-9.-]." };
/** Kea writes these into one line of names and values, with spaces between them. */
const OF_DATABASE: Text = {
  fits: (text) =>
    text
      .split(/\s+/)
      .slice(1)
      .every((part) => part.includes("=")),
  takes: "Write it without spaces: Kea reads what follows one as another setting.",
};
const DATABASE: Readonly<Record<string, Text>> = {
  ...Object.fromEntries(
    ["name", "user", "host", "cert-file", "key-file", "trust-anchor", "cipher-list"].map((key) => [
      key,
      OF_DATABASE,
    ]),
  ),
  password: { fits: (text) => text !== "'", takes: "Use another one: Kea takes this for an open quotation." },
};

/** What Kea checks of texts, by the kind of map and the key. */
const TEXTS: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  "shared-network": { "hostname-char-set": CHARACTERS },
  subnet: {
    "hostname-char-set": CHARACTERS,
    "4o6-subnet": {
      family: Family.V4,
      fits: (text) =>
        text === "" || (/^[^/\s]+\/\d+$/.test(text) && parseAddress(text.split("/")[0]!) !== undefined),
      takes: "Write an IPv6 prefix: 2001:db8:1::/64.",
    },
  },
  pool: { "hostname-char-set": CHARACTERS },
  "lease-database": DATABASE,
  "hosts-database": DATABASE,
  "config-database": DATABASE,
  "dhcp-ddns": {
    "server-ip": { fits: (text) => parseAddress(text) !== undefined, takes: "Write an IP address." },
    "sender-ip": {
      fits: (text) => text === "" || parseAddress(text) !== undefined,
      takes: "Write an IP address of this host, or leave it out.",
    },
    "ncr-protocol": { fits: (text) => !/^tcp$/i.test(text), takes: "Write UDP: Kea supports no other." },
  },
  "server-id": {
    identifier: {
      fits: (text) => /^(\s*[0-9a-f]\s*[0-9a-f])*\s*$/i.test(text),
      takes: "Write hex digits in pairs, without colons.",
    },
  },
};

export const textValue: Rule = {
  code: "KEAHA100",
  name: "text-value",
  severity: "error",
  reason: "Kea refuses a text that its key does not take, often without naming the key.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  *place(place, server) {
    for (const [key, { family, fits, takes }] of Object.entries(TEXTS[place.kind] ?? {})) {
      const value: unknown = place.map[key];
      if (typeof value !== "string" || (family ?? server.family) !== server.family) continue;
      if (!fits(value)) yield problem(place, key, takes);
    }
    if (server.family === Family.V4) yield* bootFields(place);
    if (place.kind === "global") yield* global(place, server);
    if (place.kind === "dhcp-ddns") yield* updates(place);
    if (place.kind === "reservation") yield* excludedPrefixes(place);
    yield* additionalClasses(place);
  },
};

function problem(place: Place, key: string, remedy: string): Problem {
  const value: unknown = place.map[key];
  return {
    path: [...place.path, key],
    message: `${key}${ofPlace(place)} is ${value === "" ? "empty" : key === "password" ? "no password" : plain(word(value))}.`,
    remedy,
  };
}

/** Whether Kea can read a regular expression: like ours, but for a brace, which must repeat something. */
function isExpression(text: string): boolean {
  try {
    new RegExp(text);
  } catch {
    return false;
  }
  return !/(^|[^\\])\{(?!\d+(,\d*)?\})/.test(text.replace(/\[[^\]]*\]/g, "x"));
}

function* bootFields(place: Place): Generator<Problem> {
  if (!["shared-network", "subnet", "client-class", "reservation"].includes(place.kind)) return;
  const strict = place.kind === "client-class" || place.kind === "reservation";
  const next: unknown = place.map["next-server"];
  if (typeof next === "string" && !(next === "" && !strict)) {
    if (parseAddress(next)?.bits !== 32 || (strict && next === "255.255.255.255"))
      yield problem(place, "next-server", "Write the IPv4 address of a host.");
  }
  const most: Readonly<Record<string, number>> = {
    "server-hostname": LONGEST_HOSTNAME,
    // Kea lets one byte more pass, but for reservations.
    "boot-file-name": LONGEST_BOOT_FILE + (place.kind === "reservation" ? 0 : 1),
  };
  for (const [key, bytes] of Object.entries(most)) {
    const value: unknown = place.map[key];
    if (typeof value !== "string") continue;
    const length = new TextEncoder().encode(value).length;
    if (length <= bytes) continue;
    yield {
      path: [...place.path, key],
      message: `${key}${ofPlace(place)} has ${length} bytes.`,
      remedy: `It takes ${bytes}: use a shorter one.`,
    };
  }
}

function* global(place: Place, server: Server): Generator<Problem> {
  const queue: unknown = place.map["dhcp-queue-control"];
  if (isMap(queue)) {
    const enabled: unknown = queue["enable-queue"];
    const type: unknown = queue["queue-type"];
    if (typeof enabled === "string" || typeof enabled === "number") {
      yield {
        path: [...place.path, "dhcp-queue-control"],
        message: `enable-queue of dhcp-queue-control is ${plain(String(enabled))}.`,
        remedy: "Set enable-queue to true or false.",
      };
    } else if (typeof type === "number" || typeof type === "boolean") {
      yield {
        path: [...place.path, "dhcp-queue-control", "queue-type"],
        message: `queue-type of dhcp-queue-control is ${type}.`,
        remedy: "It takes a text, in quotes.",
      };
    }
  }
  if (server.family !== Family.V6) return;
  yield* macSources(place);
  const data: unknown = place.map["data-directory"];
  if (typeof data === "string") {
    const allowed = allowedDirectory(server, "data");
    const unknown = server.directories === undefined && data.startsWith("/") && !isNobodys(data);
    const odd = data.endsWith("/") || data.startsWith(`${allowed}/`);
    if (data !== allowed && (!unknown || odd))
      yield problem(place, "data-directory", `Kea takes ${allowed} only.`);
  }
  const relayed: unknown = place.map["relay-supplied-options"];
  if (!Array.isArray(relayed)) return;
  for (const [index, option] of relayed.entries()) {
    if (typeof option !== "string") continue;
    if (/^\d+$/.test(option) ? Number(option) >= 1 && Number(option) <= 65535 : byName(server, option))
      continue;
    yield {
      path: [...place.path, "relay-supplied-options", index],
      message: `relay-supplied-options has ${option === "" ? "an empty name" : plain(option)}.`,
      remedy: "Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
    };
  }
}

/** Where a DHCPv6 server can find the hardware address of a client; in one line, names of one way. */
const MAC_SOURCES = [
  ...["any", "raw", "duid", "ipv6-link-local", "client-link-addr-option rfc6939", "remote-id rfc4649"],
  ...["subscriber-id rfc4580", "docsis-cmts", "docsis-modem"],
].map((names) => names.split(" "));

function* macSources(place: Place): Generator<Problem> {
  const listed: unknown = place.map["mac-sources"];
  if (!Array.isArray(listed)) return;
  const seen = new Set<readonly string[]>();
  for (const [index, name] of listed.entries()) {
    if (typeof name !== "string") continue;
    const source = MAC_SOURCES.find((names) => names.includes(name));
    if (source !== undefined && !seen.has(source)) {
      seen.add(source);
      continue;
    }
    yield {
      path: [...place.path, "mac-sources", index],
      message: `mac-sources lists ${name === "" ? "an empty name" : plain(name)}${source === undefined ? "" : " twice"}.`,
      remedy: `It takes each of ${enumerate(MAC_SOURCES.map(([first]) => first!))} once.`,
    };
  }
}

/** The two ends of the way to the server that updates DNS. */
function* updates(place: Place): Generator<Problem> {
  const map: { readonly [key: string]: unknown } = place.map;
  const [server, sender] = [map["server-ip"] ?? "127.0.0.1", map["sender-ip"] ?? ""];
  if (map["enable-updates"] === true && map["max-queue-size"] === 0) {
    yield {
      path: [...place.path, "max-queue-size"],
      message: "max-queue-size of dhcp-ddns is 0, and updates are on.",
      remedy: "Give it 1 or more, or leave it out.",
    };
  }
  if (typeof server !== "string" || typeof sender !== "string" || sender === "") return;
  const [to, from] = [parseAddress(server), parseAddress(sender)];
  if (to === undefined || from === undefined) return;
  const same = to.first === from.first && (map["server-port"] ?? 53001) === (map["sender-port"] ?? 0);
  if (to.bits === from.bits && !same) return;
  yield {
    path: [...place.path, "sender-ip"],
    message: `sender-ip ${plain(sender)} and server-ip ${plain(server)} of dhcp-ddns are ${same ? "one address and port" : "of two families"}.`,
    remedy: same ? "Change one of the ports: 0 for the sender is any." : "Use addresses of one family.",
  };
}

function* excludedPrefixes(place: Place): Generator<Problem> {
  const excluded: unknown = place.map["excluded-prefixes"];
  if (!Array.isArray(excluded)) return;
  const prefixes: unknown = place.map.prefixes;
  const at = [...place.path, "excluded-prefixes"];
  if (!has(place.map, "prefixes") || (Array.isArray(prefixes) && prefixes.length !== excluded.length)) {
    yield {
      path: at,
      message: `excluded-prefixes${ofPlace(place)} has ${excluded.length} entries, and prefixes ${Array.isArray(prefixes) ? prefixes.length : "is missing"}.`,
      remedy: 'Write one for each prefix, "" where nothing is excluded.',
    };
    return;
  }
  if (!Array.isArray(prefixes)) return;
  for (const [index, entry] of excluded.entries()) {
    const outer: unknown = prefixes[index];
    if (typeof entry !== "string" || typeof outer !== "string" || entry === "") continue;
    const [inner, range] = [/\s/.test(entry) ? undefined : parsePrefix(entry), parsePrefix(outer)];
    if (range === undefined) continue;
    if (inner !== undefined && !hasHostBits(entry) && contains(range, inner)) {
      if (!(inner.first === range.first && inner.last === range.last)) continue;
    }
    yield {
      path: [...at, index],
      message: `${plain(entry)} in excluded-prefixes${ofPlace(place)} is no part of ${plain(outer)}.`,
      remedy: "Write a prefix that is longer and inside it.",
    };
  }
}

function* additionalClasses(place: Place): Generator<Problem> {
  if (!["shared-network", "subnet", "pool", "pd-pool"].includes(place.kind)) return;
  for (const key of ["require-client-classes", "evaluate-additional-classes"]) {
    const classes: unknown = place.map[key];
    if (!Array.isArray(classes) || !classes.includes("")) continue;
    yield {
      path: [...place.path, key, classes.indexOf("")],
      message: `${key}${ofPlace(place)} has an empty name.`,
      remedy: "Name a class, or leave it out.",
    };
  }
}
