/** What Kea 3.2 does otherwise than 3.0, in the words of the table: from what a 3.2.0 once answered. */
export const NEWER: Readonly<Record<"filledIn" | "leftOut", Readonly<Record<string, readonly string[]>>>> = {
  filledIn: { global: ["allow-address-registration true v6 3.2+"] },
  leftOut: {},
};
