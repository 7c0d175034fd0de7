/** The Kea release lines that configurations are rendered for. */
export enum KeaVersion {
  /** 2.6.3 and later 2.6 releases. */
  V2_6 = "2.6",
  /** 3.0 (long-term support). */
  V3_0 = "3.0",
  /** 3.2. */
  V3_2 = "3.2",
}

/** The release line of a version that Kea reports (`version-get`), if it is a supported one. */
export function releaseLine(version: string): KeaVersion | undefined {
  const line = /^(\d+\.\d+)\./.exec(version)?.[1];
  return Object.values(KeaVersion).find((known) => known === line);
}

/**
 * Whether `config-test` tells something and does no harm. On 3.0.0 to 3.0.3 and 3.1.0 to 3.1.2 it
 * ends the HA listener of a live server (Kea issue 4145).
 */
export function configTestIsSafe(version: string): boolean {
  return !/^(3\.0\.[0-3]|3\.1\.[0-2])(\D|$)/.test(version);
}
