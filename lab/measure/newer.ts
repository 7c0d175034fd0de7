/**
 * What cannot be measured through the control channel, in the words of the table: what Kea 3.2 does
 * otherwise than 3.0, from what a 3.2.0 once answered; and keys that only Kea's reader of files knows,
 * which turns them into others.
 */
const FILE_ONLY = ["comment anything", "ddns-use-conflict-resolution anything"];

export const NEWER: Readonly<Record<"filledIn" | "leftOut", Readonly<Record<string, readonly string[]>>>> = {
  filledIn: { global: ["allow-address-registration true v6 3.2+"] },
  leftOut: {
    global: FILE_ONLY,
    subnet: FILE_ONLY.slice(1),
    "shared-network": FILE_ONLY.slice(1),
    "interfaces-config": FILE_ONLY.slice(0, 1),
    reservation: FILE_ONLY.slice(0, 1),
  },
};
