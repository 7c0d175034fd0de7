import { hooksOf } from "../../fleet/hooks";
import { placesOfKind } from "../../fleet/places";
import { FAMILIES } from "../../model/family";
import { KeaVersion } from "../../model/profiles";
import { word } from "../../words";
import { judge, type Problem } from "../per-server";
import type { Rule } from "../rule";

const LIBRARIES: Readonly<Record<string, string>> = {
  mysql: "libdhcp_mysql.so",
  postgresql: "libdhcp_pgsql.so",
};
/** Keys that a memfile has no use for, and whose they are; undefined: since 3.0, of any other. */
const NOT_IN_MEMFILE: Readonly<Record<string, string | undefined>> = {
  "max-reconnect-tries": undefined,
  "reconnect-wait-time": undefined,
  "read-timeout": "mysql",
  "write-timeout": "mysql",
  "tcp-user-timeout": "postgresql",
};
/** Passwords of examples, which Kea refuses since 2.7.6. */
export const WEAK_PASSWORDS: ReadonlySet<string> = new Set(["1234", "*****", "keatest"]);

export const leaseDatabase: Rule = {
  code: "KEAHA087",
  name: "database",
  severity: "error",
  reason: "Kea refuses a database that it has no library for, and hosts in a memfile.",
  source: "measured on Kea 2.6.3 and 3.0.4; Kea 2.7.4 moved the databases into hook libraries",
  *check(fleet) {
    yield* judge(fleet, function* (server): Generator<Problem> {
      const hooks = hooksOf(server);
      const loaded = hooks?.some(({ library }) => library === undefined)
        ? undefined
        : hooks?.map(({ library }) => library);
      const named = new Set<string>();
      for (const place of placesOfKind(server, "lease-database", "hosts-database", "config-database")) {
        const type: unknown = place.map.type;
        const key = place.path.filter((step) => typeof step === "string").at(-1)!;
        if (place.kind !== "lease-database" && type === "memfile") {
          yield {
            path: [...place.path, "type"],
            message: `${key} is of type memfile.`,
            remedy: "Only leases go into a memfile: use mysql or postgresql.",
          };
        }
        if (type === "memfile") {
          for (const [option, onlyFor] of Object.entries(NOT_IN_MEMFILE)) {
            const wait: unknown = place.map[option];
            if (typeof wait !== "number" || wait <= 0 || wait > 4294967295) continue;
            if (onlyFor === undefined && server.kea === KeaVersion.V2_6) continue;
            yield {
              path: [...place.path, option],
              message: `${option} of ${key} is ${wait}, and its type is memfile.`,
              remedy: `Remove it: ${onlyFor ?? "a database on another machine"} has it.`,
            };
          }
        }
        const password: unknown = place.map.password;
        if (
          server.kea !== KeaVersion.V2_6 &&
          type !== "memfile" &&
          WEAK_PASSWORDS.has(word(password)) &&
          typeof password === "string"
        ) {
          yield {
            path: [...place.path, "password"],
            message: `the password of ${key} is one of Kea's examples.`,
            remedy: "Use another one.",
          };
        }
        const library = typeof type === "string" ? LIBRARIES[type.toLowerCase()] : undefined;
        if (library === undefined || loaded === undefined || named.has(library)) continue;
        const builtIn = server.kea === KeaVersion.V2_6;
        if (server.kea === undefined || builtIn || loaded.includes(library)) continue;
        named.add(library);
        yield {
          path: [...place.path, "type"],
          message: `${key} is of type ${word(type)}, and ${library} is not loaded.`,
          remedy: `Add { "library": "${library}" } to hooks-libraries.`,
        };
      }
      if (server.kea !== KeaVersion.V2_6) return;
      for (const { library, path } of hooks ?? []) {
        if (library === undefined || !Object.values(LIBRARIES).includes(library)) continue;
        yield {
          path: [...path, "library"],
          message: `${library} is loaded, and ${FAMILIES[server.family].daemon} ${server.kea} has no such library.`,
          remedy: "Remove it: up to 2.6 the databases are built in.",
        };
      }
    });
  },
};
