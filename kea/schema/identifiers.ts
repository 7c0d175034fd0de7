import { Family } from "../model/family";

/** The identifiers of reservations: fewest and most bytes that Kea takes. */
export const IDENTIFIER_BYTES: Readonly<Record<string, readonly [number, number]>> = {
  "hw-address": [1, 20],
  duid: [3, 130],
  "client-id": [1, 255],
  "circuit-id": [1, 128],
  "flex-id": [1, 128],
};

/** What `host-reservation-identifiers` may list, each once. */
export const LOOKED_FOR: Readonly<Record<Family, readonly string[]>> = {
  [Family.V4]: ["circuit-id", "hw-address", "duid", "client-id", "flex-id"],
  [Family.V6]: ["hw-address", "duid", "flex-id"],
};

/** What `mac-sources` may list, each once: where a DHCPv6 server can find the hardware address of a client. */
export const MAC_SOURCES: readonly string[] = [
  ...["any", "raw", "duid", "ipv6-link-local", "client-link-addr-option", "remote-id", "subscriber-id"],
  ...["docsis-cmts", "docsis-modem"],
];

/** The names of Kea's that some of these have besides. */
export const MAC_SOURCE_NAMES: Readonly<Record<string, string>> = {
  rfc6939: "client-link-addr-option",
  rfc4649: "remote-id",
  rfc4580: "subscriber-id",
};

/** Whether Kea takes a list: some of what it may list, and nothing twice. */
export function isAccepted(listed: readonly unknown[], known: readonly string[]): boolean {
  const isKnown = (one: unknown) => known.some((name) => name === one);
  return listed.length > 0 && new Set(listed).size === listed.length && listed.every(isKnown);
}

/**
 * The bytes of an identifier, in hex: digits with or without `0x`, pairs with colons or spaces
 * between them, or a text in single quotes; undefined for anything else.
 */
export function identifierBytes(text: string): string | undefined {
  // Kea overlooks spaces around quotes only.
  const quoted = /^\s*'(.+)'\s*$/s.exec(text);
  if (quoted)
    return [...new TextEncoder().encode(quoted[1])].map((b) => b.toString(16).padStart(2, "0")).join("");
  const digits = /^(?:0x)?([0-9a-f]+)$/i.exec(text)?.[1];
  if (digits !== undefined) return (digits.length % 2 ? `0${digits}` : digits).toLowerCase();
  for (const separator of [":", " "]) {
    const parts = text.split(separator);
    if (parts.length > 1 && parts.every((part) => /^[0-9a-f]{1,2}$/i.test(part)))
      return parts.map((part) => part.padStart(2, "0").toLowerCase()).join("");
  }
  return undefined;
}

/** The largest id of a subnet that Kea takes. */
export const LARGEST_ID = 4294967294;

/** Whether an id of a subnet is a number that Kea does not take; what is no whole number is of the wrong type. */
export function isRefusedId(id: unknown): boolean {
  return typeof id === "number" && Number.isInteger(id) && (id < 1 || id > LARGEST_ID);
}
