/** The identifiers of reservations: fewest and most bytes that Kea takes. */
export const IDENTIFIER_BYTES: Readonly<Record<string, readonly [number, number]>> = {
  "hw-address": [1, 20],
  duid: [3, 130],
  "client-id": [1, 255],
  "circuit-id": [1, 128],
  "flex-id": [1, 128],
};

/** The names of Kea's that DHCPv6 sources of hardware addresses have besides. */
export const MAC_SOURCE_NAMES: Readonly<Record<string, string>> = {
  rfc6939: "client-link-addr-option",
  rfc4649: "remote-id",
  rfc4580: "subscriber-id",
};

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
