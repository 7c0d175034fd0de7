import { KeaVersion } from "../model/release-lines";

/**
 * How Kea writes a number that is not whole: with 6 significant digits, and below 0.0001 and from a
 * million on with an exponent, in its start-up file and in its answers.
 */
export function asWritten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

/**
 * Whether Kea reads the number again that it writes. 2.6 writes one with an exponent as `1e-05.0`, which
 * is no JSON: it does not start from its own file, and nobody can read its answer to `config-get`.
 */
export function isReadable(value: number, kea: KeaVersion | undefined): boolean {
  if (kea !== KeaVersion.V2_6) return true;
  // What JavaScript prints without point and exponent is a whole number for Kea.
  if (/^-?\d+$/.test(String(value))) return true;
  const size = Math.abs(asWritten(value));
  return size >= 1e-4 && size < 1e6;
}

/** A share so small that Kea of a release line takes it, reads it again and acts as if it were 0. */
export function almostZero(kea: KeaVersion): number {
  return kea === KeaVersion.V2_6 ? 1e-4 : 1e-10;
}
