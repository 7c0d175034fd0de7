import { formatAddress, formatPrefix, parseAddress, parsePool, parsePrefix, type Range } from "../ip";
import type { Json } from "../json";
import { DEFAULT_DIRECTORIES } from "../model/paths";
import { KeaVersion } from "../model/release-lines";
import { libraryName } from "../schema/hook-libraries";
import { hexBytes } from "../schema/option-types";

/** Remembers what was put into form: the same texts stand in both configurations, and on every member. */
function remembering(form: (text: string) => string): typeof form {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= 20_000) known.clear();
    const found = form(text);
    known.set(text, found);
    return found;
  };
}

/** An address as Kea prints it; another text stays what it is. */
export const addressForm = remembering((text) => {
  const range = parseAddress(text.trim());
  return range ? formatAddress(range.bits, range.first) : text;
});

/** A prefix as Kea prints it: with the bits of the host that were given. */
export const prefixForm = remembering((text) => {
  const plain = text.replace(/\s+/g, "");
  const [address = "", length = ""] = plain.split("/");
  return parsePrefix(plain) ? `${addressForm(address)}/${Number(length)}` : text;
});

/** A pool as Kea prints it: a prefix where it is one. */
export const poolForm = remembering((text) => {
  const range = parsePool(text);
  if (!range) return text;
  const ends = [range.first, range.last].map((end) => formatAddress(range.bits, end));
  return isPrefix(range) ? formatPrefix(range) : ends.join("-");
});

function isPrefix({ first, last }: Range): boolean {
  const size = last - first + 1n;
  return (size & (size - 1n)) === 0n && first % size === 0n;
}

/** An identifier, however it is written, as bytes in hexadecimal. */
export function identifierForm(text: string): string {
  const bytes = hexBytes(text.trim());
  return bytes === undefined ? text : bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

/** Bytes as Kea prints those of options: hexadecimal digits. */
export function hexForm(text: string): string {
  const bytes = hexBytes(text);
  return bytes === undefined
    ? text
    : bytes.map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
}

/** Kea's subnet prefix of DHCPv4-over-DHCPv6: nothing where it says nothing. */
function foreignPrefix(text: string): string {
  const prefix = prefixForm(text);
  return prefix === "::/128" ? "" : prefix;
}

/** A logger's output: a bare name is a file in Kea's directory; 2.6 takes one of syslog's facilities for one. */
function outputForm(text: string, kea?: KeaVersion): string {
  const isNoFile = kea === KeaVersion.V2_6 ? /^(stdout|stderr|syslog)$/ : /^(stdout|stderr|syslog(:.*)?)$/;
  return isNoFile.test(text) || text.includes("/") ? text : `${DEFAULT_DIRECTORIES.log}/${text}`;
}

/** What is no severity is INFO. */
function severity(text: string): string {
  return /^(debug|info|warn|error|fatal|none)$/i.test(text) ? text.toUpperCase() : "INFO";
}

const record = (text: string) =>
  text
    .split(",")
    .map((type) => type.trim())
    .filter((type) => type !== "")
    .join(", ");

/** Canonical spellings of texts, by key, in whatever kind of map. */
const TEXTS: ReadonlyMap<string, (text: string, kea?: KeaVersion) => string> = new Map<
  string,
  (text: string, kea?: KeaVersion) => string
>([
  ["subnet", prefixForm],
  ["4o6-subnet", foreignPrefix],
  ["pool", poolForm],
  ["prefix", addressForm],
  ["excluded-prefix", addressForm],
  ["ip-address", addressForm],
  ["next-server", addressForm],
  ["server-ip", addressForm],
  ["sender-ip", addressForm],
  ["hw-address", identifierForm],
  ["duid", identifierForm],
  ["client-id", identifierForm],
  ["circuit-id", identifierForm],
  ["flex-id", identifierForm],
  ["identifier", hexForm],
  ["record-types", record],
  ["output", outputForm],
  ["severity", severity],
  ["ncr-protocol", (text: string) => text.toUpperCase()],
  ["ncr-format", (text: string) => text.toUpperCase()],
  ["library", (text: string) => libraryName(text)!],
]);

/** Canonical spellings of the texts in lists, by the list's key. */
const LISTED: ReadonlyMap<string, (text: string) => string> = new Map([
  ["ip-addresses", addressForm],
  ["prefixes", prefixForm],
  ["excluded-prefixes", prefixForm],
]);

/** The canonical spelling of a scalar. */
export function scalarForm(key: string, value: Json, kea?: KeaVersion): Json {
  return typeof value === "string" ? (TEXTS.get(key)?.(value, kea) ?? value) : value;
}

/** The canonical spelling of an entry of a list of texts. */
export function listedForm(key: string, value: Json): Json {
  return typeof value === "string" ? (LISTED.get(key)?.(value) ?? value) : value;
}
