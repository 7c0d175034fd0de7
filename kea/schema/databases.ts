import { KeaVersion } from "../model/release-lines";

/** Hook libraries by the type of their database. */
type Libraries = Readonly<Record<string, string>>;

/** The ports at which Kea asks databases for which none is given. */
export const DATABASE_PORTS: Readonly<Record<string, number>> = { mysql: 3306, postgresql: 5432 };

/** The hook libraries of databases, since Kea 2.7.4; before, databases of leases and hosts are built in. */
export const DATABASE_LIBRARIES: Libraries = {
  mysql: "libdhcp_mysql.so",
  postgresql: "libdhcp_pgsql.so",
};

/** The hook libraries of databases of configurations before that. */
const CONFIG_LIBRARIES: Libraries = {
  mysql: "libdhcp_mysql_cb.so",
  postgresql: "libdhcp_pgsql_cb.so",
};

/** Which libraries of databases a release line has, which ones only the others have, and what needs them. */
export function databaseLibraries(kea: KeaVersion): {
  readonly there: Libraries;
  readonly absent: Libraries;
  readonly users: readonly string[];
} {
  return kea === KeaVersion.V2_6
    ? { there: CONFIG_LIBRARIES, absent: DATABASE_LIBRARIES, users: ["config-database"] }
    : {
        there: DATABASE_LIBRARIES,
        absent: CONFIG_LIBRARIES,
        // What has to have the library before it comes first: what is told of it helps the others, too.
        users: ["legal-log", "lease-database", "hosts-database", "config-database"],
      };
}
