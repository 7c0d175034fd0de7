import { FLEX_ID, hooksOf } from "../../fleet/hooks";
import { has, isMap, raw } from "../../json";
import { KeaVersion } from "../../model/release-lines";
import { meant, plain, show } from "../../words";
import type { Rule } from "../rule";

interface Needed {
  readonly key: string;
  /** What it has to be. */
  readonly what: string;
  /** Whether it may hold nothing. */
  readonly mayBeEmpty?: boolean;
  /** The release lines that ISC publishes the library in and that need it. Default: all. */
  readonly kea?: readonly KeaVersion[];
}

const KEA_3 = [KeaVersion.V3_0, KeaVersion.V3_2];

/** The parameters that a library does not load without. */
const NEEDED: ReadonlyMap<string | undefined, Needed> = new Map(
  Object.entries({
    "libdhcp_run_script.so": { key: "name", what: "the whole path of the script" },
    "libdhcp_flex_option.so": { key: "options", what: "a list", mayBeEmpty: true },
    // Since 3.2 it loads without.
    [FLEX_ID]: {
      ...{ key: "identifier-expression", what: "an expression, in quotes", mayBeEmpty: true },
      kea: [KeaVersion.V3_0],
    },
    "libdhcp_lease_query.so": {
      ...{ key: "requesters", what: "a list with the address of one requester at least" },
      kea: KEA_3,
    },
  }),
);

/** The libraries of Kea 3 that load with any parameters but not without ... */
const WITH_ANY = ["libdhcp_ping_check.so", "libdhcp_ddns_tuning.so"];
/** ... and those that load without alone. */
const WITH_NONE = ["libdhcp_limits.so"];

export const hookParameter: Rule = {
  code: "KEAHA169",
  name: "hook-parameter",
  severity: "error",
  reason:
    "A hook library that lacks a parameter, or has some that it does not take, does not load, and Kea goes out of service.",
  source: "the libraries of Kea 2.6.3, 3.0.4 and 3.2.0; measured on 2.6.3 and 3.0.4",
  *server(server) {
    for (const { library = "", parameters, path } of hooksOf(server) ?? []) {
      const isKea3 = KEA_3.some((line) => line === server.kea);
      if (isKea3 && WITH_ANY.includes(library) && parameters === undefined) {
        yield {
          path,
          message: `${library} is loaded without parameters.`,
          remedy: "Give it parameters, {} if it needs none, or do not load the library.",
        };
      }
      if (isKea3 && WITH_NONE.includes(library) && isMap(parameters)) {
        yield {
          path: [...path, "parameters"],
          message: `${library} is loaded with parameters.`,
          remedy: "It takes none, not even {}: remove them.",
        };
      }
      const needed = NEEDED.get(library);
      if (needed === undefined || (needed.kea && !needed.kea.some((one) => one === server.kea))) continue;
      // What is no map is told as that.
      if (parameters !== undefined && !isMap(parameters)) continue;
      const { key, what, mayBeEmpty } = needed;
      const given = parameters ?? {};
      const value = raw(given, key);
      const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
      if (value !== undefined && (mayBeEmpty || !isEmpty)) continue;
      const typo = Object.keys(given).find((one) => one !== key && meant(one, [key]) !== undefined);
      const but = typo === undefined ? "" : `, but with ${plain(typo)}`;
      yield {
        path: [...path, "parameters", ...(has(given, key) ? [key] : [])],
        message: has(given, key)
          ? `the parameter ${key} of ${library} is ${value === "" ? show(value) : "an empty list"}.`
          : `${library} is loaded without the parameter ${key}${but}.`,
        remedy: `Give it ${key}, ${what}, or do not load the library.`,
      };
    }
  },
};
