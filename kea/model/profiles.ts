/** The Kea release lines that configurations are rendered for. */
export enum KeaVersion {
  /** 2.6.3 and later 2.6 releases. */
  V2_6 = "2.6",
  /** 3.0 (long-term support). */
  V3_0 = "3.0",
  /** 3.2. */
  V3_2 = "3.2",
}

/** What differs between the release lines. */
export interface Profile {
  readonly version: KeaVersion;
  /** `control-sockets` (a list) since 2.7.2; `control-socket` (a map) before. */
  readonly controlSocketList: boolean;
  /** The daemon has HTTP control sockets of its own. */
  readonly httpControlSockets: boolean;
  /** Key of the guard of subnets, pools and networks; a list where it is plural. */
  readonly clientClasses: "client-class" | "client-classes";
  /** Key of the classes that are evaluated in one place only. */
  readonly additionalClasses: "require-client-classes" | "evaluate-additional-classes";
  /** Key that makes a class wait for such a place. */
  readonly onlyInAdditionalList: "only-if-required" | "only-in-additional-list";
  /** Kea's own default of `restrict-commands`. */
  readonly restrictCommandsDefault: boolean;
  /** Kea's own default of `cache-threshold`. */
  readonly cacheThresholdDefault: number;
  /** An HTTP control socket without authentication and TLS is an error. */
  readonly refusesPlainHttp: boolean;
}

const V3_0: Profile = {
  version: KeaVersion.V3_0,
  controlSocketList: true,
  httpControlSockets: true,
  clientClasses: "client-classes",
  additionalClasses: "evaluate-additional-classes",
  onlyInAdditionalList: "only-in-additional-list",
  restrictCommandsDefault: true,
  cacheThresholdDefault: 0.25,
  refusesPlainHttp: false,
};

/** The profile of each release line. */
export const PROFILES: Readonly<Record<KeaVersion, Profile>> = {
  [KeaVersion.V2_6]: {
    version: KeaVersion.V2_6,
    controlSocketList: false,
    httpControlSockets: false,
    clientClasses: "client-class",
    additionalClasses: "require-client-classes",
    onlyInAdditionalList: "only-if-required",
    restrictCommandsDefault: false,
    cacheThresholdDefault: 0,
    refusesPlainHttp: false,
  },
  [KeaVersion.V3_0]: V3_0,
  [KeaVersion.V3_2]: { ...V3_0, version: KeaVersion.V3_2, refusesPlainHttp: true },
};

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
