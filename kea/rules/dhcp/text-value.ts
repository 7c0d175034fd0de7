import { allowedDirectory, isNobodys } from "../../fleet/files";
import type { Server } from "../../fleet/fleet";
import { ofPlace } from "../../fleet/labels";
import { type Place } from "../../fleet/places";
import { parseAddress } from "../../ip";
import { hasMark } from "../../marks";
import { Family } from "../../model/family";
import { plain, word } from "../../words";
import type { Problem, Rule } from "../rule";

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
const TEXTS: ReadonlyMap<string, readonly [string, Text][]> = entriesByKind({
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
  },
  "server-id": {
    identifier: {
      fits: (text) => /^(\s*[0-9a-f]\s*[0-9a-f])*\s*$/i.test(text),
      takes: "Write hex digits in pairs, without colons.",
    },
  },
});

function entriesByKind(texts: Readonly<Record<string, Readonly<Record<string, Text>>>>) {
  return new Map(Object.entries(texts).map(([kind, keys]) => [kind, Object.entries(keys)]));
}

export const textValue: Rule = {
  code: "KEAHA100",
  name: "text-value",
  severity: "error",
  reason: "Kea refuses a text that its key does not take, often without naming the key.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  *place(place, server) {
    for (const [key, { family, fits, takes }] of TEXTS.get(place.kind) ?? []) {
      const value: unknown = place.map[key];
      if (typeof value !== "string" || (family ?? server.family) !== server.family) continue;
      if (!fits(value)) yield problem(place, key, takes);
    }
    if (server.family === Family.V4) yield* nextServer(place);
    else if (place.kind === "global") yield* dataDirectory(place, server);
  },
};

function problem(place: Place, key: string, remedy: string): Problem {
  const value: unknown = place.map[key];
  const shown = value === "" ? "empty" : key === "password" ? "no password" : plain(word(value));
  return {
    path: [...place.path, key],
    message: `${key}${ofPlace(place)} is ${shown}.`,
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

function* nextServer(place: Place): Generator<Problem> {
  if (!["shared-network", "subnet", "client-class", "reservation"].includes(place.kind)) return;
  const strict = place.kind === "client-class" || place.kind === "reservation";
  const next: unknown = place.map["next-server"];
  if (typeof next !== "string" || (next === "" && !strict)) return;
  if (parseAddress(next)?.bits !== 32 || (strict && next === "255.255.255.255"))
    yield problem(place, "next-server", "Write the IPv4 address of a host.");
}

function* dataDirectory(place: Place, server: Server): Generator<Problem> {
  const data: unknown = place.map["data-directory"];
  if (typeof data !== "string") return;
  const allowed = allowedDirectory(server, "data");
  const unknown = server.directories === undefined && data.startsWith("/") && !isNobodys(data);
  const odd = data.endsWith("/") || data.startsWith(`${allowed}/`);
  if (data !== allowed && !hasMark(allowed) && (!unknown || odd))
    yield problem(place, "data-directory", `Kea takes ${allowed} only.`);
}
